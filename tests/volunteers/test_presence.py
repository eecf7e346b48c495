"""At the post: codes, passes, leaders, sheets; handover; hours."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from community.models import Message, User
from community.ranges import today
from residents.models import Reveal
from tests.factories import StaffFactory, UserFactory, id_number, register_person
from tests.steps import log_in, refused
from tests.volunteers.factories import (
    PostFactory,
    TeamFactory,
    VolunteerFactory,
    make_done,
    make_promise,
    make_shift,
)
from volunteers import services
from volunteers.enums import MonthState, PromiseState, Source
from volunteers.models import Handover, HoursMonth, OpenItem, Presence, ServiceHours
from volunteers.rules.presence import code_at
from volunteers.spreadsheets import national_workbook

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=10)


def arriving(**post):
    """A promise of a shift that begins in ten minutes."""
    return make_promise(make_shift(PostFactory(**post), start=SOON))


def test_the_code_on_the_screen_checks_in(time_machine):
    promise = arriving(has_screen=True)
    post, user = promise.shift.post, promise.volunteer.user
    services.check_in(post=post, user=user, code=code_at(post, timezone.now()))
    promise.refresh_from_db()
    assert (promise.state, promise.presences.get().source) == (PromiseState.PRESENT, Source.SCREEN)


@pytest.mark.parametrize("ago", [timedelta(minutes=3), timedelta(minutes=-2)])
def test_a_stale_code_does_not(ago):
    promise = arriving(has_screen=True)
    code = code_at(promise.shift.post, timezone.now() - ago)
    refused("wrong_code", services.check_in, post=promise.shift.post, user=promise.volunteer.user, code=code)


def test_another_posts_code_and_guessing():
    promise = arriving(has_screen=True)
    call = {"post": promise.shift.post, "user": promise.volunteer.user}
    foreign = code_at(PostFactory(), timezone.now())
    for _number in range(10):
        refused("wrong_code", services.check_in, **call, code=foreign)
    right = code_at(promise.shift.post, timezone.now())
    refused("too_many", services.check_in, **call, code=right)


def test_too_early_at_the_wrong_post_or_without_a_shift():
    promise = make_promise(make_shift(start=timedelta(minutes=20)))
    refused("no_shift", services.check_in, post=promise.shift.post, user=promise.volunteer.user)
    promise = arriving()
    refused("no_shift", services.check_in, post=PostFactory(), user=promise.volunteer.user)
    refused("no_shift", services.check_in, post=promise.shift.post, user=UserFactory())


def test_an_insurance_that_ran_out_meanwhile_is_seen_at_the_post():
    volunteer = VolunteerFactory(insured_until=timezone.localdate() + timedelta(days=1))
    promise = make_promise(make_shift(PostFactory(is_risky=True), start=SOON), volunteer)
    volunteer.insured_until = date(2020, 1, 1)
    volunteer.save()
    refused("uninsured", services.check_in, post=promise.shift.post, user=volunteer.user)


def test_the_desk_scans_a_pass_and_nobody_confirms_themselves():
    promise, staff = arriving(), StaffFactory()
    services.check_in_by_pass(pass_code=promise.volunteer.pass_code, by=staff)
    assert promise.presences.get().by == staff
    refused("unknown_pass", services.check_in_by_pass, pass_code="unknown", by=staff)
    team = TeamFactory()
    own = make_promise(make_shift(start=SOON, team=team), team.leader)
    refused("own", services.mark_present, promise=own, by=team.leader.user)


def test_the_leader_is_told_after_15_minutes_and_after_30_the_shift_is_missed(time_machine):
    team = TeamFactory()
    promise = make_promise(make_shift(start=SOON, team=team))
    time_machine.move_to(promise.shift.starts_at + timedelta(minutes=16))
    for _twice in range(2):
        services.tend_duty()
    told = Message.objects.get(kind="duty_missing", user=team.leader.user)
    assert f"电话：{promise.volunteer.phone}" in told.body
    time_machine.move_to(promise.shift.starts_at + timedelta(minutes=31))
    services.tend_duty()
    promise.refresh_from_db()
    assert promise.state == PromiseState.MISSED


def test_no_shows_earn_no_hours():
    """engelsystem#280."""
    promise = make_done()
    refused("nobody_saw", services.confirm_hours, promise=promise, by=StaffFactory())
    promise.state = PromiseState.MISSED
    promise.save()
    refused("not_done", services.confirm_hours, promise=promise, by=StaffFactory())


def test_the_end_of_the_shift_counts_and_not_the_days_after(time_machine):
    """frappe/hrms#3408: who never checked out had days of overtime."""
    promise = arriving()
    services.check_in(post=promise.shift.post, user=promise.volunteer.user)
    time_machine.move_to(timezone.now() + timedelta(days=3))
    services.tend_duty()
    entry = services.confirm_hours(promise=promise, by=StaffFactory())
    assert (entry.minutes, entry.first_source) == (120, Source.PRINTED)


def test_two_sources_of_two_people_count_by_themselves(time_machine):
    team = TeamFactory()
    promise = make_promise(make_shift(start=SOON, team=team))
    services.check_in(post=promise.shift.post, user=promise.volunteer.user)
    services.mark_present(promise=promise, by=team.leader.user)
    time_machine.move_to(promise.shift.ends_at)
    services.tend_duty()
    assert (services.count_done(), services.count_done()) == (1, 0)
    assert ServiceHours.objects.get().second_by == team.leader.user


def test_one_person_is_not_two_sources():
    promise, staff = make_done(), StaffFactory()
    Presence.objects.create(assignment=promise, source=Source.DESK, by=staff, at=promise.shift.starts_at)
    refused("same_person", services.confirm_hours, promise=promise, by=staff)
    assert services.confirm_hours(promise=promise, by=StaffFactory()).minutes == 120
    refused("counted_already", services.confirm_hours, promise=promise, by=StaffFactory())


def seen(promise):
    Presence.objects.create(assignment=promise, source=Source.LEADER, by=UserFactory())
    return promise


def test_a_day_has_eight_hours_in_three_entries(time_machine):
    time_machine.move_to(timezone.now().replace(hour=12, minute=0), tick=False)
    volunteer, staff = VolunteerFactory(), StaffFactory()
    start = timezone.now() - timedelta(hours=11)
    hours = [5, 2, 2]
    entries = []
    for length in hours:
        shift = make_shift(start=start - timezone.now(), hours=length)
        promise = seen(make_done(volunteer, ago=timezone.now() - start, hours=length))
        start = shift.ends_at
        entries.append(services.confirm_hours(promise=promise, by=staff).minutes)
    assert entries == [300, 120, 60]


def test_paid_time_of_a_worker_is_no_service(time_machine):
    workday = date(2026, 11, 25)
    time_machine.move_to(f"{workday} 21:00+08:00")
    worker = VolunteerFactory(is_worker=True)
    promise = seen(make_done(worker, ago=timedelta(hours=5), hours=4))  # 16:00 to 20:00
    assert services.confirm_hours(promise=promise, by=StaffFactory()).minutes == 150


def test_hours_are_only_ever_added_and_a_correction_is_another_row():
    entry = services.confirm_hours(promise=seen(make_done()), by=StaffFactory())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE volunteers_servicehours SET minutes = 1")
    services.correct_hours(entry=entry, minutes=-30, by=StaffFactory(), reason="提前走了")
    assert ServiceHours.objects.filter(volunteer=entry.volunteer).minutes() == 90
    refused("day_full", services.correct_hours, entry=entry, minutes=-300, by=StaffFactory(), reason="错了")


def test_a_month_is_published_objected_to_settled_and_closed(time_machine):
    promise = seen(make_done())
    entry = services.confirm_hours(promise=promise, by=StaffFactory())
    staff, volunteer = StaffFactory(), promise.volunteer
    refused("not_over", services.publish_month, month=timezone.localdate(), by=staff)
    time_machine.move_to(timezone.now() + timedelta(days=32))
    month = services.publish_month(month=entry.day, by=staff)
    assert Message.objects.filter(kind="duty_hours_published", user=volunteer.user).exists()
    objection = services.object_to(month=month, by=volunteer.user, text="少了半小时")
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert services.close_months() == 0
    services.settle(objection=objection, by=staff, answer="已更正")
    assert services.close_months() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        HoursMonth.objects.update(state=MonthState.OPEN)
    assert services.correct_hours(entry=entry, minutes=30, by=staff, reason="异议").month > entry.month
    late = seen(make_done(ago=timezone.now() - promise.shift.starts_at + timedelta(minutes=1)))
    refused("month_closed", services.confirm_hours, promise=late, by=staff)


def test_nobody_settles_their_own_objection(time_machine):
    staff = StaffFactory()
    month = services.publish_month(month=timezone.localdate() - timedelta(days=40), by=staff)
    objection = services.object_to(month=month, by=staff, text="不对")
    refused("own", services.settle, objection=objection, by=staff, answer="对")


def test_two_people_sign_and_then_it_is_frozen():
    promise = make_done(ago=timedelta(hours=2))
    outgoing, incoming = promise.volunteer.user, VolunteerFactory()
    make_promise(make_shift(promise.shift.post, start=SOON), incoming)
    handover = services.write_handover(
        shift=promise.shift, by=outgoing, happened="门锁修好了", counts={}, items=["灯不亮"]
    )
    services.sign_out(handover=handover, by=outgoing)
    refused("same_person", services.sign_in, handover=handover, by=outgoing)
    services.sign_in(handover=handover, by=incoming.user)
    refused("frozen", services.write_handover, shift=promise.shift, by=outgoing, happened="改", counts={})
    with pytest.raises(IntegrityError, match="signed by both"), transaction.atomic():
        Handover.objects.update(happened="改")
    handover.refresh_from_db()
    services.add_note(handover=handover, by=incoming.user, text="锁是旧的")
    assert handover.notes.get().by == incoming.user


def test_an_open_item_waits_until_somebody_closes_it_with_a_word():
    promise = make_done()
    services.write_handover(
        shift=promise.shift, by=promise.volunteer.user, happened="", counts={}, items=["灯不亮", " "]
    )
    item = OpenItem.objects.get()
    refused("how_needed", services.close_item, item=item, by=promise.volunteer.user, how=" ")
    refused("not_allowed", services.close_item, item=item, by=UserFactory(), how="修好了")
    services.close_item(item=item, by=promise.volunteer.user, how="修好了")
    refused("closed_already", services.close_item, item=item, by=promise.volunteer.user, how="又")


def test_an_unsigned_hand_over_tells_the_leader_once(time_machine):
    team = TeamFactory()
    make_done(ago=timedelta(hours=3), team=team)
    for _twice in range(2):
        services.tend_duty()
    assert Message.objects.filter(kind="duty_handover_unsigned", user=team.leader.user).count() == 1


def test_who_is_on_duty_tomorrow_is_reminded_once():
    promise = make_promise(make_shift(start=timedelta(hours=20)))
    assert (services.remind(), services.remind()) == (1, 0)
    assert Message.objects.get(kind="duty_tomorrow").user == promise.volunteer.user


def test_a_certificate_counts_the_hours_and_a_correction_revokes_it(client):
    promise, staff = seen(make_done()), StaffFactory()
    entry = services.confirm_hours(promise=promise, by=staff)
    day, volunteer = entry.day, promise.volunteer
    call = {"volunteer": volunteer, "first": day, "last": day, "by": volunteer.user}
    issued = services.issue_certificate(**call)
    assert (issued.minutes, issued.number[:2]) == (120, "FW")
    refused("valid_already", services.issue_certificate, **call)
    assert issued.number in client.get(issued.certificate.get_absolute_url()).content.decode()
    services.correct_hours(entry=entry, minutes=-30, by=staff, reason="提前走了")
    issued.certificate.refresh_from_db()
    assert (issued.certificate.is_valid, services.issue_certificate(**call).minutes) == (False, 90)
    assert Message.objects.get(kind="duty_certificate_revoked").user == volunteer.user
    log_in(client, volunteer.user)
    assert client.get(reverse("duty_certificates")).content.decode().count("已作废") == 1


def test_there_is_no_certificate_without_hours_or_for_somebody_else():
    volunteer, day = VolunteerFactory(), timezone.localdate()
    call = {"volunteer": volunteer, "first": day, "last": day}
    refused("no_hours", services.issue_certificate, **call, by=volunteer.user)
    refused("not_yours", services.issue_certificate, **call, by=UserFactory())


def test_the_register_gives_new_names_and_lets_go_of_whom_it_let_go():
    resident = register_person(name="王秀兰", birth_date=date(1950, 1, 1))
    volunteer = VolunteerFactory(user=None, resident=resident)
    resident.name = "王秀英"
    resident.save()
    assert services.follow_register() == 1
    volunteer.refresh_from_db()
    assert volunteer.name == "王秀英"
    resident.anonymised_at = timezone.now()
    resident.save()
    services.follow_register()
    volunteer.refresh_from_db()
    assert (volunteer.name, volunteer.resident, volunteer.history.count()) == ("", None, 0)


def test_signs_of_presence_are_kept_for_two_years(time_machine):
    seen(make_done())
    assert services.forget_old_presences() == 0
    time_machine.move_to(timezone.now() + timedelta(days=731))
    assert services.forget_old_presences() == 1


def test_the_code_is_taken_as_the_screen_writes_it():
    post = PostFactory(has_screen=True)
    promise = make_promise(make_shift(post, start=timedelta(minutes=5)))
    code = code_at(post, timezone.now())
    services.check_in(post=post, user=promise.volunteer.user, code=f" {code[:3]} {code[3:]} ")
    promise.refresh_from_db()
    assert promise.state == PromiseState.PRESENT


def test_calling_off_or_cancelling_never_wipes_who_was_there():
    """juntagrico#500: cancelling a job wiped who had been there."""
    promise, staff = make_done(), StaffFactory()
    refused("bad_state", services.call_off, shift=promise.shift, by=staff, reason="下雨")
    services.leave(volunteer=promise.volunteer, by=staff)
    promise.refresh_from_db()
    assert promise.state == PromiseState.DONE


def test_a_shift_that_was_overfull_before_cannot_be():
    """helfertool#187: more helpers than places, when several registered at once."""
    shift = make_shift(places=1)
    make_promise(shift)
    for volunteer in VolunteerFactory.create_batch(2):
        refused("full", services.promise, shift=shift, volunteer=volunteer, by=volunteer.user)
    assert shift.assignments.holding().count() == 1


def test_the_national_record_nets_corrections_and_shows_numbers_to_whom_may_see_them():
    resident = register_person(name="王秀兰", birth_date=date(1951, 3, 7))
    resident.id_number = id_number()
    resident.save()
    promise = make_done(VolunteerFactory(user=None, resident=resident), hours=3)
    cancelled = make_done(hours=1)
    for each in (promise, cancelled):
        Presence.objects.create(assignment=each, source=Source.SCREEN, at=each.shift.starts_at)
    staff, plain = StaffFactory(), planner()
    entry = services.confirm_hours(promise=promise, by=plain)
    services.correct_hours(entry=entry, minutes=-30, by=plain, reason="早走半小时")
    gone = services.confirm_hours(promise=cancelled, by=plain)
    services.correct_hours(entry=gone, minutes=-60, by=plain, reason="记错人了")
    for by, number in ((staff, id_number()), (plain, None)):
        content = national_workbook(entry.month, by=by, reason="报送民政")
        header, row = load_workbook(BytesIO(content)).active.values
        shown = dict(zip(header, row, strict=True))
        assert (shown["姓名"], shown["证件号码"], shown["服务时长（小时）"]) == ("王秀兰", number, 2.5)
        assert "早走半小时" in shown["备注"]
        assert "离岗按班次结束时间计" in shown["备注"]
    assert [(each.by, each.reason) for each in Reveal.objects.all()] == [(staff, "报送民政")]
    refused("reason_needed", national_workbook, entry.month, by=staff, reason=" ")
    refused("not_allowed", national_workbook, entry.month, by=UserFactory(), reason="报送民政")


def planner():
    """A user who plans duty and has no access to the register."""
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="run_duty"))
    return User.objects.get(pk=user.pk)


def test_a_month_leaves_for_the_national_system_with_a_reason(client):
    month = HoursMonth.objects.create(month=today().replace(day=1))
    address = reverse("admin:volunteers_month_national", args=[month.pk])
    log_in(client, UserFactory(is_staff=True))
    assert client.post(address, {"reason": "报送民政"}).status_code == 403
    log_in(client, StaffFactory())
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "x"}).status_code == 422
    answer = client.post(address, {"reason": "报送民政"})
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')

"""Whom and what the services of duty refuse, and what a second look under the lock leaves alone."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from community.models import Message
from community.ranges import DAY, at, monday_of, today
from community.workbooks import headings
from community.workbooks.tracks import track_of
from tests.factories import StaffFactory, UserFactory, register_person, sheet_of
from tests.steps import kinds_to, refused, signed
from tests.volunteers.factories import (
    PostFactory,
    TeamFactory,
    VolunteerFactory,
    duty_rules,
    make_done,
    make_pattern,
    make_promise,
    make_shift,
    span_in,
)
from tests.volunteers.test_fitness import against, held, shift
from tests.volunteers.test_pages import photo
from tests.volunteers.test_roster_import import imported
from volunteers import services
from volunteers.enums import PromiseState, Source, SwapState
from volunteers.importing import cells
from volunteers.importing.charts import Chart
from volunteers.models import RosterPattern, ServiceHours, Shift, Volunteer
from volunteers.rules.presence import code_at
from volunteers.services.calling import call_for
from volunteers.services.tending import tell_unsigned

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return StaffFactory(name="王芳")


# At the post


def test_a_sheet_makes_done_whoever_was_noted_as_missed_and_once(staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    turn = make_done().shift
    missed = make_done()
    missed.shift, missed.state = turn, PromiseState.MISSED
    missed.save()
    entered = {"shift": turn, "came": [*turn.assignments.all()], "by": staff}
    refused("photo_needed", services.enter_sheet, **entered, photo=None)
    done = services.enter_sheet(**entered, photo=photo())
    assert {each.state for each in turn.assignments.all()} == {PromiseState.DONE}
    assert [(signed(each), each.presences.count()) for each in done if each.pk == missed.pk] == [(staff, 1)]
    before = [each.revision for each in turn.assignments.order_by("pk")]
    services.enter_sheet(**entered, photo=photo())
    assert [each.revision for each in turn.assignments.order_by("pk")] == before
    assert {each.presences.count() for each in turn.assignments.all()} == {1}


def test_a_sheet_is_entered_between_the_end_and_a_week_later_by_somebody_else(staff, come_to):
    promise = make_promise()
    entered = {"shift": promise.shift, "came": [promise], "photo": photo()}
    refused("too_soon", services.enter_sheet, **entered, by=staff)
    come_to(promise.shift.ends_at + 7 * DAY + timedelta(seconds=1))
    refused("too_late", services.enter_sheet, **entered, by=staff)
    come_to(promise.shift.ends_at)
    team = TeamFactory(leader=promise.volunteer)
    promise.shift.team = team
    promise.shift.save()
    refused("own", services.enter_sheet, **entered, by=promise.volunteer.user)


def test_nobody_is_seen_without_a_shift_and_leaders_do_not_see_themselves(staff):
    team = TeamFactory()
    own = make_promise(make_shift(start=timedelta(minutes=5), team=team), team.leader)
    refused("own", services.mark_present, promise=own, by=team.leader.user)
    away = VolunteerFactory()
    assert away.name in refused("no_shift", services.check_in_by_pass, pass_code=away.pass_code, by=staff).message


def test_whoever_is_on_call_is_called_to_a_running_post_of_that_kind():
    on_call = make_promise(make_shift(PostFactory(kind="on_call"), start=timedelta(hours=1)))
    gate = make_shift(start=timedelta(hours=1))
    now = gate.starts_at
    assert call_for(kind=gate.post.kind, now=now - timedelta(seconds=1)) == 0
    assert call_for(kind="round", now=now) == 0
    assert (call_for(kind=gate.post.kind, now=now), kinds_to(on_call.volunteer.user)) == (1, ["duty_urgent"])
    assert call_for(kind=gate.post.kind, now=gate.ends_at) == 0


# Changing hands


def test_a_promise_is_covered_by_somebody_else_and_swapped_for_another_shift(staff):
    first, second = make_promise(), make_promise(make_shift(days=4))
    refused("own", services.cover, promise=first, volunteer=first.volunteer, by=staff)
    mine = make_promise(make_shift(days=5), first.volunteer)
    refused("own", services.offer_swap, offered=first, wanted=mine, by=first.volunteer.user)
    beside = make_promise(first.shift)
    refused("same_shift", services.offer_swap, offered=first, wanted=beside, by=first.volunteer.user)
    services.give_back(promise=second, by=second.volunteer.user)
    refused("bad_state", services.offer_swap, offered=first, wanted=second, by=first.volunteer.user)


@pytest.mark.parametrize("whose", ["offered", "wanted"])
def test_who_offered_withdraws_silently_and_who_was_asked_declines(whose):
    offered, wanted = make_promise(), make_promise(make_shift(days=4))
    swap = services.offer_swap(offered=offered, wanted=wanted, by=offered.volunteer.user)
    refused("not_yours", services.decline_swap, swap=swap, by=UserFactory())
    services.decline_swap(swap=swap, by=getattr(swap, whose).volunteer.user)
    swap.refresh_from_db()
    declined = whose == "wanted"
    assert swap.state == (SwapState.DECLINED if declined else SwapState.WITHDRAWN)
    assert ("duty_swap_declined" in kinds_to(offered.volunteer.user)) is declined
    refused("bad_state", services.decline_swap, swap=swap, by=offered.volunteer.user)


def test_a_week_is_copied_where_there_is_a_shift_and_the_rest_is_counted(staff):
    monday = monday_of(today() + 14 * DAY)
    gate, days = PostFactory(), (monday - today()).days
    goes, stays = (make_shift(gate, days=days - 7 + each) for each in (0, 1))
    make_shift(gate, days=days)
    volunteer = make_promise(goes).volunteer
    make_promise(stays, volunteer)
    made, left = services.copy_last_week(monday=monday, by=staff)
    assert ([each.volunteer for each in made], left) == ([volunteer], 1)
    assert services.copy_last_week(monday=monday, by=staff) == ([], 1)  # who is on it already is not counted


# Hours


def counted(staff, **fields) -> ServiceHours:
    promise = make_done(**fields)
    promise.presences.create(source=Source.LEADER, by=UserFactory())
    return services.confirm_hours(promise=promise, by=staff)


def test_a_correction_says_by_how_much_and_is_by_somebody_else(staff):
    entry = counted(staff)
    refused("nothing", services.correct_hours, entry=entry, minutes=0, by=staff, reason="记错了")
    own = counted(staff, volunteer=VolunteerFactory(user=StaffFactory(birth_date=date(1980, 1, 1))))
    refused("own", services.correct_hours, entry=own, minutes=-10, by=own.volunteer.user, reason="记错了")
    second = services.correct_hours(entry=entry, minutes=-30, by=StaffFactory(), reason="提前走了")
    assert (second.first_by, second.second_source) == (entry.first_by, Source.STAFF)
    assert services.minutes_left(entry) == 90


def test_what_cannot_be_counted_waits_and_the_others_are_counted(staff, come_to):
    worker = VolunteerFactory(is_worker=True)
    come_to(at(monday_of(today()) + 7 * DAY, time(12)))
    paid, free = make_done(worker), make_done()
    for promise in (paid, free):
        promise.presences.create(source=Source.LEADER, by=UserFactory())
        promise.presences.create(source=Source.STAFF, by=staff)
    assert services.count_done() == 1
    assert ServiceHours.objects.get().assignment == free
    assert services.count_done() == 0


def test_a_certificate_is_revoked_once_with_a_reason(staff):
    entry = counted(staff)
    period = {"volunteer": entry.volunteer, "first": entry.day, "last": entry.day}
    backwards = period | {"first": entry.day + DAY}
    refused("end_before_start", services.issue_certificate, **backwards, by=staff)
    issued = services.issue_certificate(**period, by=staff)
    revoking = {"certificate": issued, "by": staff, "reason": "名字写错了"}
    refused("not_allowed", services.revoke_certificate, **(revoking | {"by": entry.volunteer.user}))
    refused("reason_needed", services.revoke_certificate, **(revoking | {"reason": " "}))
    services.revoke_certificate(**revoking)
    issued.refresh_from_db()
    assert (issued.is_current, issued.certificate.reason) == (False, "名字写错了")
    assert services.issue_certificate(**period, by=staff).is_current
    refused("bad_state", services.revoke_certificate, **revoking)


# Rosters, posts, people


def another(old: RosterPattern, **fields) -> RosterPattern:
    names = ("post", "weekdays", "starts", "ends", "minimum", "places", "on_holiday")
    return RosterPattern(**{name: getattr(old, name) for name in names} | fields)


def test_a_pattern_changes_from_today_on_at_its_own_post_while_it_runs(staff):
    old = make_pattern()
    change = {"old": old, "new": another(old, places=3), "from_day": today() + DAY, "teams": [], "by": staff}
    refused("not_allowed", services.change_from, **(change | {"by": UserFactory()}))
    refused("past", services.change_from, **(change | {"from_day": today() - DAY}))
    refused("other_post", services.change_from, **(change | {"new": another(old, post=PostFactory())}))
    refused("past", services.end_pattern, pattern=old, last_day=today() - 2 * DAY, by=staff)
    services.end_pattern(pattern=old, last_day=today(), by=staff)
    refused("ended", services.change_from, **change)
    over = another(old, first_day=today() - 9 * DAY, last_day=today() - DAY)
    refused("past", services.create_pattern, new=over, teams=[], by=staff)


def test_a_post_is_saved_by_the_centre_and_a_team_is_led_by_somebody_on_duty(staff):
    post, team = PostFactory(), TeamFactory()
    post.minimum, post.places = 3, 2
    refused("minimum", services.save_post, post=post, by=staff)
    post.minimum, post.name = 2, "西门"
    refused("not_allowed", services.save_post, post=post, by=team.leader.user)
    services.save_post(post=post, by=staff)
    post.refresh_from_db()
    assert (post.name, signed(post)) == ("西门", staff)
    services.leave(volunteer=team.leader, by=staff)
    team.leader.refresh_from_db()
    assert refused("gone", services.save_team, team=team, by=staff).message.startswith(team.leader.name)


def test_a_shift_that_was_done_is_not_moved(staff):
    promise = make_done()
    refused("past", services.move_shift, shift=promise.shift, span=span_in(3, 9), by=staff)


def test_whoever_is_a_volunteer_by_login_and_by_register_does_not_join_twice(staff):
    by_login = VolunteerFactory()
    by_register = VolunteerFactory(user=None, resident=register_person(name="王秀兰", birth_date=date(1950, 1, 1)))
    joining = {"user": by_login.user, "resident": by_register.resident, "by": staff}
    Volunteer.objects.update(left_at=timezone.now())
    refused("member_already", services.join, **joining, rules_version=duty_rules().version)


def test_a_resident_let_go_stays_with_a_login_and_leaves_the_teams_without(staff):
    person = register_person(name="李建国", birth_date=date(1950, 1, 1))
    with_login = VolunteerFactory(resident=person)
    person.anonymised_at = timezone.now()
    person.save()
    assert services.follow_register() == 1
    with_login.refresh_from_db()
    assert (with_login.resident, with_login.erased_at) == (None, None)
    team = TeamFactory()
    services.erase_volunteer(volunteer=team.leader, by=staff)
    team.refresh_from_db()
    assert (team.leader, team.members.count()) == (None, 0)


def test_a_hand_over_counts_things_and_is_signed_only_by_those_at_the_post(staff, come_to):
    promise = make_promise()
    turn, thing = promise.shift, promise.shift.post.things.create(name="钥匙", number=3)
    words = {"shift": turn, "by": promise.volunteer.user, "happened": "平安", "counts": {thing: 2}}
    refused("too_soon", services.write_handover, **words)
    come_to(turn.starts_at)
    row = services.write_handover(**words)
    services.write_handover(**(words | {"counts": {thing: 3}}))
    assert [each.number for each in row.counts.all()] == [3]
    services.sign_out(handover=row, by=promise.volunteer.user)
    refused("signed_already", services.sign_out, handover=row, by=staff)
    refused("not_allowed", services.sign_in, handover=row, by=UserFactory())
    refused("same_person", services.sign_in, handover=row, by=promise.volunteer.user)
    services.sign_in(handover=row, by=staff)
    promise.state = PromiseState.DONE
    promise.save()
    come_to(turn.ends_at + timedelta(minutes=31))
    assert tell_unsigned() == 0
    assert not Message.objects.filter(kind="duty_handover_unsigned").exists()


# Fitness and charts, without a database's help


@pytest.mark.parametrize(("length", "found"), [(6, []), (6.5, ["long_day"])])
def test_a_day_of_duty_has_eight_hours_in_all(length, found):
    assert against(shift(8), held=[held(14, length)]) == found


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("全天", (0, 24)), ("白班", (5, 18)), ("早班", (5, 12)), ("上午", (5, 12)), ("中午", (11, 14)),
        ("中班", (11, 17)), ("下午", (12, 18)), ("傍晚", (17, 20)), ("晚上", (17, 24)), ("晚间", (17, 24)),
        ("晚班", (17, 24)), ("夜班", (17, 24)), ("夜间", (17, 24)), ("早", (5, 12)), ("午", (11, 14)),
        ("晚", (17, 24)), ("夜", (17, 24)), ("Morning", (5, 12)), ("afternoon", (12, 18)), ("evening", (17, 24)),
        ("night", (17, 24)), ("周末", None),
    ],
)  # fmt: skip
def test_a_part_of_the_day_has_its_hours(written, hours):
    assert cells.part(written) == hours


def test_of_two_posts_in_a_heading_the_longer_name_is_meant():
    assert cells.label("小区东门 8:00-10:00", ["东门", "小区东门"]) == ("小区东门", "8:00-10:00")
    assert cells.label("小区东门 8:00-10:00", ["小区东门", "东门"]) == ("小区东门", "8:00-10:00")


@pytest.mark.parametrize(
    ("value", "clock"),
    [(0.5, time(12)), (time(8, 30), time(8, 30)), ("8点", time(8)), ("24:00", time(0)), ("25:00", None), ("早", None)],
)
def test_a_clock_is_read_as_a_spreadsheet_writes_it(value, clock):
    assert cells.clock(value) == clock
    assert cells.clock(at(today(), time(9, 15))) == time(9, 15)


def read(*rows, **how) -> list[tuple[object, ...]]:
    lines = Chart(sheet_of(*rows), first=today(), posts=["东门", "西门"], **how).lines()
    return [(each.values["day"], each.values.get("time"), each.values["post"], each.values["name"]) for each in lines]


def test_a_column_of_hours_belongs_to_the_post_before_it():
    day = today() + DAY
    rows = read(["日期", "东门 8:00-10:00", "14:00-16:00", "西门"], [day, "王秀兰", "李建国", "赵䶮"])
    assert rows == [
        (day, "8:00-10:00", "东门", "王秀兰"), (day, "14:00-16:00", "东门", "李建国"), (day, "", "西门", "赵䶮")
    ]  # fmt: skip


def test_a_heading_that_staff_explained_is_known():
    day = today() + DAY
    known = {headings.word("哪一天"): "date", headings.word("站哪里"): "post", headings.word("谁来"): "name"}
    chart = (["哪一天", "站哪里", "谁来"], [day, "东门", "王秀兰"])
    assert read(*chart, known=known) == [(day, None, "东门", "王秀兰")]


def test_an_empty_shift_of_a_chart_that_was_moved_is_not_undone(staff, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    PostFactory(name="东门")
    run = imported(["日期", "时间", "岗位", "值班人员"], [today() + 3 * DAY, "8:00-9:00", "东门", ""])
    turn = Shift.objects.get()
    services.move_shift(shift=turn, span=span_in(3, 10, 1), by=staff)
    assert refused("depended_on", track_of(run).undo, run=run, by=staff).details["count"] == 1


# Codes, and being forgotten


def test_a_code_changes_on_the_minute(come_to):
    post, minute = PostFactory(), at(today() + DAY, time(9))
    codes = [code_at(post, minute + timedelta(seconds=each)) for each in (-1, 0, 59, 60)]
    assert codes[1] == codes[2]
    assert len(set(codes)) == 3


def test_only_the_certificates_of_whoever_is_forgotten_lose_their_name(staff):
    gone, stays = (counted(staff) for _each in range(2))
    issued = [
        services.issue_certificate(volunteer=each.volunteer, first=each.day, last=each.day, by=staff)
        for each in (gone, stays)
    ]
    services.erase_volunteer(volunteer=gone.volunteer, by=staff)
    for each in issued:
        each.certificate.refresh_from_db()
    assert [bool(each.certificate.name) for each in issued] == [False, True]
    assert [each.certificate.facts.get("hours", "") for each in issued] == ["", "2"]

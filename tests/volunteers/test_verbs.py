"""What each verb of duty owes besides its change: people locked before shifts, a signature, a word to who it is."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from community.models import Message
from community.ranges import DAY, today
from tests.factories import StaffFactory, UserFactory, register_person
from tests.locking import locked
from tests.steps import kinds_to, refused, signed
from tests.volunteers.factories import (
    PostFactory,
    SkillFactory,
    TeamFactory,
    VolunteerFactory,
    duty_rules,
    make_done,
    make_promise,
    make_shift,
    span_in,
)
from volunteers import services
from volunteers.enums import PromiseState
from volunteers.models import Assignment, Handover, HoursMonth, OpenItem, Presence, ServiceHours, Volunteer

pytestmark = pytest.mark.django_db

VOLUNTEER, SHIFT = "volunteers_volunteer", "volunteers_shift"


@pytest.fixture
def staff():
    return StaffFactory(name="王芳")


# Promises


def test_a_promise_locks_people_before_shifts_is_signed_and_told_where_others_note_it(staff):
    shift, volunteer = make_shift(), VolunteerFactory()
    own = {"shift": shift, "volunteer": volunteer, "by": volunteer.user}
    assert locked(lambda: services.promise(**own)) == [VOLUNTEER, SHIFT]
    row = Assignment.objects.get()
    assert (row.state, row.noted_by, signed(row), kinds_to(volunteer.user)) == ("promised", None, volunteer.user, [])
    other = VolunteerFactory()
    noted = services.promise(shift=shift, volunteer=other, by=staff)
    assert (noted.noted_by, signed(noted), kinds_to(other.user)) == (staff, staff, ["duty_noted"])
    refused("full", services.promise, shift=shift, volunteer=VolunteerFactory(), by=staff)


def test_an_exception_needs_staff_and_a_reason_that_is_kept(staff):
    team = TeamFactory()
    volunteer = VolunteerFactory(cannot=["evenings"])
    shift = make_shift(hour=18, team=team)
    asked = {"shift": shift, "volunteer": volunteer}
    refused("evening", services.promise, **asked, by=staff)
    refused("not_allowed", services.promise, **asked, by=team.leader.user, exception="只有他")
    refused("reason_needed", services.promise, **asked, by=staff, exception="  ")
    assert services.promise(**asked, by=staff, exception=" 只有他 ").exception == "只有他"


@pytest.mark.parametrize(("before", "code"), [(2 * DAY, None), (2 * DAY - timedelta(minutes=1), "too_late")])
def test_a_promise_is_given_back_until_two_days_before(come_to, before, code):
    promise = make_promise()
    come_to(promise.shift.starts_at - before)
    giving = {"promise": promise, "by": promise.volunteer.user}
    refused("not_yours", services.give_back, promise=promise, by=UserFactory())
    if code:
        refused(code, services.give_back, **giving)
        return
    assert locked(lambda: services.give_back(**giving)) == [VOLUNTEER, SHIFT]
    promise.refresh_from_db()
    assert (promise.state, promise.revision, signed(promise)) == ("handed_back", 2, promise.volunteer.user)
    refused("bad_state", services.give_back, **giving)


def test_a_shift_that_falls_short_tells_its_leader_and_one_that_does_not_is_silent():
    team = TeamFactory()
    shift = make_shift(team=team, minimum=1, places=2)
    first, second = make_promise(shift), make_promise(shift)
    services.give_back(promise=first, by=first.volunteer.user)
    assert kinds_to(team.leader.user) == []
    services.give_back(promise=second, by=second.volunteer.user)
    assert kinds_to(team.leader.user) == ["duty_short"]


def test_who_is_let_go_hears_why_and_no_leader_is_told_of_their_own_deed(staff):
    team = TeamFactory()
    promise = make_promise(make_shift(team=team))
    letting = {"promise": promise, "by": staff, "reason": "换班"}
    refused("not_allowed", services.let_go, **(letting | {"by": UserFactory()}))
    refused("reason_needed", services.let_go, **(letting | {"reason": " "}))
    assert locked(lambda: services.let_go(**letting)) == [VOLUNTEER, SHIFT]
    promise.refresh_from_db()
    line = promise.history.first()
    assert (promise.state, line.history_user, line.history_change_reason) == ("handed_back", staff, "换班")
    assert kinds_to(promise.volunteer.user)[-1] == "duty_let_go"
    assert kinds_to(team.leader.user) == []


def test_who_cannot_come_is_signed_and_the_leader_and_the_team_are_told_once():
    member = VolunteerFactory()
    team = TeamFactory(members=[member])
    promise = make_promise(make_shift(team=team))
    wanting = {"promise": promise, "by": promise.volunteer.user}
    assert locked(lambda: services.want_cover(**wanting)) == [VOLUNTEER, SHIFT]
    services.want_cover(**wanting)
    promise.refresh_from_db()
    assert (bool(promise.wants_cover_since), signed(promise)) == (True, promise.volunteer.user)
    assert kinds_to(team.leader.user).count("duty_cover_wanted") >= 1
    assert len(kinds_to(member.user)) == 1
    refused("not_allowed", services.want_cover, promise=promise, by=UserFactory())


# Asks and reserves


def test_an_ask_is_sent_once_to_each_and_ends_with_a_day_or_the_shift(staff):
    near, far = make_shift(start=timedelta(hours=2)), make_shift(days=9)
    volunteer = VolunteerFactory()
    refused("not_allowed", services.ask, shift=near, volunteers=[volunteer], by=UserFactory())
    assert locked(lambda: services.ask(shift=near, volunteers=[volunteer], by=staff)) == [SHIFT]
    row = Assignment.objects.get()
    assert (row.state, row.noted_by, row.answer_by, signed(row)) == ("asked", staff, near.ends_at, staff)
    assert services.ask(shift=near, volunteers=[volunteer], by=staff) == []
    assert kinds_to(volunteer.user) == ["duty_asked"]
    [later] = services.ask(shift=far, volunteers=[volunteer], by=staff)
    assert timedelta(hours=23, minutes=59) < later.answer_by - timezone.now() <= timedelta(hours=24)


def test_a_full_or_closed_shift_asks_nobody(staff):
    shift = make_shift(places=1)
    promise = make_promise(shift)
    asking = {"shift": shift, "volunteers": [VolunteerFactory()], "by": staff}
    refused("full", services.ask, **asking)
    services.give_back(promise=promise, by=promise.volunteer.user)
    services.call_off(shift=shift, by=staff, reason="下雪")
    refused("past", services.ask, **asking)


def test_a_no_is_ones_own_signed_and_final(staff):
    volunteer = VolunteerFactory()
    [row] = services.ask(shift=make_shift(), volunteers=[volunteer], by=staff)
    refused("not_yours", services.decline, promise=row, by=UserFactory())
    assert locked(lambda: services.decline(promise=row, by=volunteer.user)) == [VOLUNTEER, SHIFT]
    row.refresh_from_db()
    assert (row.state, signed(row)) == ("declined", volunteer.user)
    refused("bad_state", services.decline, promise=row, by=volunteer.user)


def test_a_reserve_waits_for_a_full_shift_once_and_is_asked_in_turn(staff):
    shift = make_shift(places=1)
    first, second = VolunteerFactory(), VolunteerFactory()
    refused("not_full", services.wait_in_reserve, shift=shift, volunteer=first, by=first.user)
    promise = make_promise(shift)
    refused("not_yours", services.wait_in_reserve, shift=shift, volunteer=first, by=UserFactory())
    waiting = {"shift": shift, "volunteer": first, "by": first.user}
    assert locked(lambda: services.wait_in_reserve(**waiting)) == [VOLUNTEER, SHIFT]
    refused("twice", services.wait_in_reserve, **waiting)
    noted = services.wait_in_reserve(shift=shift, volunteer=second, by=staff)
    assert (noted.state, noted.noted_by, signed(noted)) == ("reserve", staff, staff)
    services.give_back(promise=promise, by=promise.volunteer.user)
    states = dict(Assignment.objects.values_list("volunteer", "state"))
    assert (states[first.pk], states[second.pk]) == ("asked", "reserve")
    assert (kinds_to(first.user), kinds_to(second.user)) == (["duty_asked"], [])


# Shifts


def test_a_shift_is_added_for_staff_and_signed(staff):
    post = PostFactory(minimum=1, places=3)
    adding = {"post": post, "span": span_in(3, 14), "by": staff}
    refused("not_allowed", services.add_shift, **(adding | {"by": UserFactory()}))
    refused("end_before_start", services.add_shift, **(adding | {"span": span_in(3, 14, 0)}))
    refused("too_long", services.add_shift, **(adding | {"span": span_in(3, 0, 24.5)}))
    refused("past", services.add_shift, **(adding | {"span": span_in(-3, 14)}))
    for minimum, places in ((2, 1), (0, 0)):
        refused("minimum", services.add_shift, **adding, minimum=minimum, places=places)
    shift = services.add_shift(**adding)
    assert (shift.minimum, shift.places, shift.is_by_hand, shift.date, signed(shift)) == (
        1, 3, True, today() + 3 * DAY, staff
    )  # fmt: skip
    team = TeamFactory()
    other = services.add_shift(**(adding | {"span": span_in(4, 0, 24)}), team=team, minimum=0, places=1)
    assert (other.team, other.minimum, other.places) == (team, 0, 1)


def test_a_shift_that_moves_is_signed_asked_anew_and_told(staff):
    promise = make_promise()
    shift = promise.shift
    Assignment.objects.update(reminded_at=timezone.now())
    moving = {"shift": shift, "span": span_in(3, 16), "by": staff}
    refused("not_allowed", services.move_shift, **(moving | {"by": UserFactory()}))
    assert locked(lambda: services.move_shift(**moving)) == [VOLUNTEER, SHIFT]
    shift.refresh_from_db(), promise.refresh_from_db()
    assert (shift.span, shift.is_by_hand, shift.revision, signed(shift)) == (span_in(3, 16), True, 1, staff)
    assert (promise.reminded_at, kinds_to(promise.volunteer.user)) == (None, ["duty_moved"])
    services.move_shift(**moving)
    assert kinds_to(promise.volunteer.user) == ["duty_moved"]


def test_a_shift_is_made_larger_or_smaller_and_the_reserve_is_asked(staff):
    shift = make_shift(places=1)
    make_promise(shift)
    reserve = VolunteerFactory()
    services.wait_in_reserve(shift=shift, volunteer=reserve, by=reserve.user)
    sizing = {"shift": shift, "minimum": 1, "places": 2, "by": staff}
    refused("not_allowed", services.resize_shift, **(sizing | {"by": UserFactory()}))
    refused("minimum", services.resize_shift, **(sizing | {"minimum": 3}))
    assert locked(lambda: services.resize_shift(**sizing)) == [VOLUNTEER, SHIFT]
    shift.refresh_from_db()
    assert (shift.minimum, shift.places, signed(shift)) == (1, 2, staff)
    assert kinds_to(reserve.user) == ["duty_asked"]


def test_a_shift_is_called_off_for_all_who_are_on_it_asked_or_waiting(staff):
    shift = make_shift(places=1)
    promise = make_promise(shift)
    reserve = VolunteerFactory()
    services.wait_in_reserve(shift=shift, volunteer=reserve, by=reserve.user)
    off = {"shift": shift, "by": staff, "reason": " 下雪 "}
    refused("not_allowed", services.call_off, **(off | {"by": UserFactory()}))
    refused("reason_needed", services.call_off, **(off | {"reason": " "}))
    assert locked(lambda: services.call_off(**off)) == [VOLUNTEER, SHIFT]
    shift.refresh_from_db(), promise.refresh_from_db()
    assert (shift.state, shift.reason, shift.is_by_hand, signed(shift)) == ("called_off", "下雪", True, staff)
    assert (promise.state, signed(promise)) == ("called_off", staff)
    for volunteer in (promise.volunteer, reserve):
        assert kinds_to(volunteer.user) == ["duty_called_off"]
    refused("called_off", services.call_off, **off)
    refused("called_off", services.promise, shift=shift, volunteer=VolunteerFactory(), by=staff)


# People


def test_joining_is_ones_own_by_the_rules_of_the_day_and_signed(staff):
    user = UserFactory()
    refused("rules_outdated", services.join, by=user, user=user, rules_version=1)
    duty_rules()
    refused("rules_outdated", services.join, by=user, user=user, rules_version=2)
    refused("not_allowed", services.join, by=UserFactory(), user=user, rules_version=1)
    refused("not_allowed", services.join, by=user, user=user, rules_version=1, is_worker=True)
    refused("nobody", services.join, by=staff, rules_version=1)
    volunteer = services.join(by=user, user=user, rules_version=1)
    assert (volunteer.rules_version, volunteer.is_worker, signed(volunteer)) == (1, False, user)
    refused("member_already", services.join, by=user, user=user, rules_version=1)
    services.leave(volunteer=volunteer, by=user)
    again = services.join(by=staff, user=user, rules_version=1, is_worker=True)
    assert (again.pk, again.left_at, again.is_worker, signed(again)) == (volunteer.pk, None, True, staff)
    person = register_person()
    assert locked(lambda: services.join(by=staff, resident=person, rules_version=1))[0] == "residents_resident"


def test_leaving_hands_back_signs_and_asks_the_reserve():
    shift = make_shift(places=1)
    promise = make_promise(shift)
    volunteer, reserve = promise.volunteer, VolunteerFactory()
    services.wait_in_reserve(shift=shift, volunteer=reserve, by=reserve.user)
    refused("not_yours", services.leave, volunteer=volunteer, by=UserFactory())
    assert locked(lambda: services.leave(volunteer=volunteer, by=volunteer.user)) == [VOLUNTEER, SHIFT]
    volunteer.refresh_from_db(), promise.refresh_from_db()
    assert (bool(volunteer.left_at), signed(volunteer)) == (True, volunteer.user)
    assert (promise.state, signed(promise), kinds_to(reserve.user)) == ("handed_back", volunteer.user, ["duty_asked"])
    refused("not_member", services.leave, volunteer=volunteer, by=volunteer.user)


def test_what_somebody_brings_is_theirs_and_skills_and_insurance_are_staffs(staff):
    volunteer, skill = VolunteerFactory(), SkillFactory()
    volunteer.most_hours = 6
    services.save_volunteer(volunteer=volunteer, by=volunteer.user)
    assert signed(volunteer) == volunteer.user
    refused("not_yours", services.save_volunteer, volunteer=volunteer, by=UserFactory())
    refused("not_allowed", services.save_volunteer, volunteer=volunteer, by=volunteer.user, skills=[skill])
    for name, value in (("insured_until", today()), ("consented_on", today()), ("is_worker", True)):
        changed = Volunteer.objects.get(pk=volunteer.pk)
        setattr(changed, name, value)
        refused("not_allowed", services.save_volunteer, volunteer=changed, by=volunteer.user)
    services.save_volunteer(volunteer=volunteer, by=staff, skills=[skill])
    assert (list(volunteer.skills.all()), signed(volunteer)) == ([skill], staff)


def test_days_away_are_from_a_first_to_a_last_and_said_once():
    volunteer = VolunteerFactory()
    away = {"volunteer": volunteer, "first": today(), "last": today(), "by": volunteer.user}
    refused("not_yours", services.note_absence, **(away | {"by": UserFactory()}))
    refused("end_before_start", services.note_absence, **(away | {"last": today() - DAY}))
    refused("past", services.note_absence, **(away | {"first": today() - 2 * DAY, "last": today() - DAY}))
    absence = services.note_absence(**away)
    assert (absence.days.lower, absence.days.upper) == (today(), today() + DAY)
    refused("away_already", services.note_absence, **away)
    refused("not_yours", services.remove_absence, absence=absence, by=UserFactory())
    services.remove_absence(absence=absence, by=volunteer.user)
    assert not volunteer.absences.exists()


# At the post and afterwards


def test_a_leader_sees_who_came_but_not_themselves(come_to, staff):
    promise = make_promise()
    come_to(promise.shift.starts_at - timedelta(minutes=15, seconds=1))
    refused("bad_state", services.mark_present, promise=promise, by=staff)
    come_to(promise.shift.starts_at - timedelta(minutes=15))
    refused("not_allowed", services.mark_present, promise=promise, by=UserFactory())
    assert locked(lambda: services.mark_present(promise=promise, by=staff)) == [VOLUNTEER, SHIFT]
    promise.refresh_from_db()
    assert (promise.state, signed(promise), Presence.objects.get().by) == ("present", staff, staff)
    own = VolunteerFactory(user=StaffFactory(birth_date=date(1985, 3, 8)))
    other = make_promise(make_shift(start=timedelta(), places=2), own)
    refused("own", services.mark_present, promise=other, by=own.user)


def test_a_hand_over_is_signed_by_two_and_then_stays(come_to, staff):
    promise = make_promise()
    one, shift = promise.volunteer.user, promise.shift
    writing = {"shift": shift, "by": one, "happened": " 一切正常 ", "counts": {}, "items": [" 灯坏了 ", "灯坏了", " "]}
    refused("too_soon", services.write_handover, **writing)
    come_to(shift.starts_at)
    refused("not_allowed", services.write_handover, **(writing | {"by": UserFactory()}))
    assert locked(lambda: services.write_handover(**writing))[0] == SHIFT
    services.write_handover(**writing)
    row = Handover.objects.get()
    assert (row.happened, signed(row)) == ("一切正常", one)
    assert list(OpenItem.objects.values_list("text", "opened_by")) == [("灯坏了", one.pk)]
    refused("not_signed", services.sign_in, handover=row, by=staff)
    assert locked(lambda: services.sign_out(handover=row, by=one))[0] == SHIFT
    refused("signed_already", services.sign_out, handover=row, by=one)
    refused("same_person", services.sign_in, handover=row, by=one)
    refused("not_allowed", services.sign_in, handover=row, by=UserFactory())
    refused("not_signed", services.add_note, handover=row, by=one, text="补充")
    services.sign_in(handover=row, by=staff)
    row.refresh_from_db()
    assert (row.outgoing, row.incoming, signed(row)) == (one, staff, staff)
    refused("frozen", services.write_handover, **writing)
    refused("empty", services.add_note, handover=row, by=one, text=" ")
    assert services.add_note(handover=row, by=one, text=f" {'补' * 600}").text == "补" * 500
    item = OpenItem.objects.get()
    refused("how_needed", services.close_item, item=item, by=one, how=" ")
    refused("not_allowed", services.close_item, item=item, by=UserFactory(), how="换了")
    closed = services.close_item(item=item, by=one, how=" 换了 ")
    assert (closed.closed_by, closed.how, bool(closed.closed_at)) == (one, "换了", True)
    refused("closed_already", services.close_item, item=item, by=one, how="换了")


def test_hours_are_vouched_for_by_two_others(staff):
    promise = make_done()
    confirming = {"promise": promise, "by": staff}
    refused("not_allowed", services.confirm_hours, **(confirming | {"by": UserFactory()}))
    refused("nobody_saw", services.confirm_hours, **confirming)
    seen = Presence.objects.create(assignment=promise, source="leader", by=staff)
    refused("same_person", services.confirm_hours, **confirming)
    Presence.objects.filter(pk=seen.pk).delete()
    Presence.objects.create(assignment=promise, source="leader", by=UserFactory())
    assert locked(lambda: services.confirm_hours(**confirming))[:2] == [VOLUNTEER, SHIFT]
    entry = ServiceHours.objects.get()
    assert (entry.minutes, entry.second_by, entry.second_source, entry.first_source) == (120, staff, "staff", "leader")
    refused("counted_already", services.confirm_hours, **confirming)
    other = make_done(VolunteerFactory(user=staff))
    refused("own", services.confirm_hours, promise=other, by=staff)
    refused("not_done", services.confirm_hours, promise=make_promise(), by=staff)


def test_a_month_is_published_objected_to_and_settled_by_somebody_else(come_to, staff):
    promise = make_done()
    Presence.objects.create(assignment=promise, source="leader", by=UserFactory())
    entry = services.confirm_hours(promise=promise, by=staff)
    refused("not_allowed", services.publish_month, month=entry.day, by=UserFactory())
    refused("not_over", services.publish_month, month=timezone.localdate(), by=staff)
    come_to(timezone.now() + timedelta(days=62))
    month = services.publish_month(month=entry.day, by=staff)
    assert (month.state, month.published_by, month.closes_at) == ("published", staff, timezone.now() + 7 * DAY)
    assert kinds_to(promise.volunteer.user)[-1] == "duty_hours_published"
    refused("published_already", services.publish_month, month=entry.day, by=staff)
    refused("empty", services.object_to, month=month, by=promise.volunteer.user, text=" ")
    objection = services.object_to(month=month, by=promise.volunteer.user, text=f" {'少' * 600}")
    assert objection.text == "少" * 500
    refused("not_allowed", services.settle, objection=objection, by=UserFactory(), answer="对")
    refused("empty", services.settle, objection=objection, by=staff, answer=" ")
    come_to(month.closes_at)
    assert services.close_months() == 0
    settled = services.settle(objection=objection, by=staff, answer=" 对 ")
    assert (settled.answer, settled.settled_by, bool(settled.settled_at)) == ("对", staff, True)
    assert kinds_to(promise.volunteer.user)[-1] == "duty_objection_settled"
    refused("settled_already", services.settle, objection=objection, by=staff, answer="对")
    come_to(month.closes_at - timedelta(minutes=1))
    assert services.close_months() == 0
    come_to(month.closes_at)
    assert services.close_months() == 1
    assert HoursMonth.objects.get().state == "closed"
    refused("not_published", services.object_to, month=month, by=promise.volunteer.user, text="少")


def test_time_tells_of_who_is_missing_misses_them_and_ends_what_was_done(come_to, staff):
    team = TeamFactory()
    shift = make_shift(hour=10, team=team)
    came, away = make_promise(shift), make_promise(shift)
    Message.objects.all().delete()
    come_to(shift.starts_at)
    services.mark_present(promise=came, by=staff)
    told = {14: [], 15: ["duty_missing"], 29: ["duty_missing"]}
    for minutes, kinds in told.items():
        come_to(shift.starts_at + timedelta(minutes=minutes))
        services.tend_duty()
        services.tend_duty()
        assert kinds_to(team.leader.user) == kinds
    assert Assignment.objects.get(pk=away.pk).state == PromiseState.PROMISED
    come_to(shift.starts_at + timedelta(minutes=30))
    services.tend_duty()
    come_to(shift.ends_at - timedelta(seconds=1))
    services.tend_duty()
    states = Assignment.objects.order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["present", "missed"]
    come_to(shift.ends_at)
    services.tend_duty()
    assert list(states.values_list("state", flat=True)) == ["done", "missed"]
    assert signed(Assignment.objects.get(pk=came.pk)) is None


@pytest.mark.parametrize(("before", "told"), [(DAY + timedelta(seconds=1), 0), (DAY, 1), (timedelta(), 0)])
def test_who_is_on_duty_is_reminded_within_a_day_once(come_to, before, told):
    promise = make_promise()
    come_to(promise.shift.starts_at - before)
    assert (services.remind(), services.remind()) == (told, 0)
    assert kinds_to(promise.volunteer.user).count("duty_tomorrow") == told

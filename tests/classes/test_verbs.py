"""What each verb of classes owes besides its change: locks in the one order, a signature, a word, and its edges."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission

from classes import services
from classes.models import (
    Attendance,
    ClassPost,
    ClassSession,
    Draw,
    DrawEntry,
    Enrolment,
    InterestClass,
    PracticeCertificate,
    Proposal,
    Rating,
)
from classes.rules import best_hour, draws, people, plans, seats, teaching
from classes.rules.best_hour import Hour
from classes.rules.people import Person
from classes.rules.practice import Practice, practice_of
from classes.rules.ratings import rating_time
from classes.services.ratings import ask_for_ratings
from community.models import Message, OutgoingText
from community.ranges import DAY, Span, at
from rooms import services as rooms
from rooms.models import Reservation, Waiting
from tests.factories import (
    FRIDAY_AT_14,
    RoomFactory,
    RoomKindFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    make_class,
    make_proposal,
    make_ward,
    register_person,
    span_on,
)
from tests.locking import locked
from tests.steps import kinds_to, refused, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]

TODAY = date(2026, 11, 24)  # a Tuesday; classes of the factory begin on the next day at ten
TOMORROW = TODAY + DAY
MINUTE = timedelta(minutes=1)
USER, ROOM, CLASS = "community_user", "rooms_room", "classes_interestclass"


@pytest.fixture
def staff():
    return StaffFactory(name="王芳")


def enrol(made: InterestClass, user=None, **changes) -> Enrolment:
    return services.enrol(interest_class=made, user=user or UserFactory(), **changes)[0]


# Seats


def test_a_seat_is_locked_for_signed_and_told(staff):
    made, user = make_class(), UserFactory()
    assert locked(lambda: enrol(made, user, allows_photos=True)) == [USER, CLASS]
    seat = Enrolment.objects.get()
    assert (seat.state, seat.place, seat.allows_photos, signed(seat)) == ("enrolled", 1, True, user)
    assert kinds_to(user) == ["class_enrolled"]
    assert signed(enrol(made, UserFactory(), by=staff)) == staff
    refused("not_allowed", enrol, made, UserFactory(), by=UserFactory())
    refused("nobody", enrol, made, UserFactory(), joins=False)


def test_who_gives_a_seat_back_says_so_and_who_is_taken_out_hears(staff):
    made = make_class(capacity=1)
    first, second = enrol(made), enrol(made)
    assert (second.state, kinds_to(second.user)) == ("waiting", ["class_waiting"])
    assert locked(lambda: services.withdraw(enrolment=first, by=first.user)) == [USER, CLASS]
    first.refresh_from_db()
    assert (first.state, signed(first), kinds_to(first.user)) == ("withdrawn", first.user, ["class_enrolled"])
    assert kinds_to(second.user) == ["class_waiting", "class_promoted"]
    services.withdraw(enrolment=second, by=staff)
    assert (signed(second), kinds_to(second.user)[-1]) == (staff, "class_taken_out")
    refused("not_enrolled", services.withdraw, enrolment=second, by=staff)


def test_places_in_line_count_up_over_all_who_ever_joined():
    made = make_class(capacity=1)
    first = enrol(made)
    services.withdraw(enrolment=first, by=first.user)
    assert [enrol(made).place for _ in range(2)] == [2, 3]


@pytest.mark.parametrize(("capacity", "most"), [(2, 2), (6, 6), (9, 6)])
def test_as_many_join_together_as_a_class_takes_and_six_at_most(capacity, most):
    made, user = make_class(capacity=capacity), UserFactory()
    children = [make_ward(user, name=f"孩子{number}") for number in range(most)]
    refused("too_many", services.enrol, interest_class=made, user=user, children=children)
    assert len(services.enrol(interest_class=made, user=user, children=children, joins=False)) == most


def test_a_class_takes_nobody_before_it_opens_nor_after_it_is_over(come_to):
    made = make_class(weeks=1)
    for state in ("draft", "cancelled"):
        InterestClass.objects.update(state=state)
        refused("not_open", enrol, made)
    InterestClass.objects.update(state="open")
    last = made.sessions.get()
    come_to(last.ends_at - MINUTE)
    assert enrol(made)
    come_to(last.ends_at)
    refused("over", enrol, made)


def test_figures_of_seats_are_the_same_however_they_are_read():
    made = make_class(capacity=3)
    for _each in range(2):
        enrol(made)
    read = seats.seats_of(seats.with_seats(InterestClass.objects.all()).get())
    assert seats.seats_of(made) == read == seats.figures_of([made.pk])[made.pk].seats
    assert (read.capacity, read.enrolled, read.waiting, read.idle, read.free) == (3, 2, 0, 1, 1)
    assert seats.Seats(3, 2, 1).free == 0
    assert seats.Seats(1, 2, 0).free == 0
    assert seats.figures_of([made.pk])[made.pk].next_start == made.sessions.first().starts_at


def test_a_walk_in_is_enrolled_with_all_that_was_said(staff):
    made = make_class(capacity=1)
    asked = {"interest_class": made, "by": staff, "contact_name": " 周 平 ", "contact_phone": "13900000000"}
    assert locked(lambda: services.enrol_walk_in(**asked, allows_photos=True)) == [CLASS]
    seat = Enrolment.objects.get()
    assert (seat.contact_name, seat.contact_phone, seat.allows_photos) == ("周 平", "13900000000", True)
    assert (seat.state, signed(seat)) == ("enrolled", staff)
    assert OutgoingText.objects.get().kind == "class_enrolled"
    refused("contact_needed", services.enrol_walk_in, interest_class=made, by=staff, contact_name=" ")
    person = register_person()
    known = services.enrol_walk_in(interest_class=made, by=staff, resident=person, contact_name="别名")
    assert (known.resident, known.contact_name, known.state) == (person, "", "waiting")
    assert OutgoingText.objects.count() == 1


# Single sessions


def test_a_guests_seat_is_locked_signed_told_and_given_back():
    made, user = make_class(), UserFactory()
    session = made.sessions.first()
    assert locked(lambda: services.take_guest_seat(session=session, user=user)) == [USER, CLASS]
    guest = Attendance.objects.get()
    assert (guest.mark, guest.marked_by, signed(guest), kinds_to(user)) == ("expected", user, user, ["class_guest"])
    refused("not_yours", services.give_back_guest_seat, guest=guest, by=UserFactory())
    assert locked(lambda: services.give_back_guest_seat(guest=guest, by=user)) == [USER, CLASS]
    guest.refresh_from_db()
    assert guest.mark == "excused"
    refused("bad_state", services.give_back_guest_seat, guest=guest, by=user)
    assert services.take_guest_seat(session=session, user=user) == guest


def test_guests_come_from_a_week_before_to_the_very_start(come_to):
    made = make_class()
    session = made.sessions.all()[2]
    come_to(session.starts_at - 7 * DAY - MINUTE)
    refused("too_early", services.take_guest_seat, session=session, user=UserFactory())
    assert not seats.takes_guests(session)
    come_to(session.starts_at - 7 * DAY)
    assert services.take_guest_seat(session=session, user=UserFactory())
    come_to(session.starts_at - MINUTE)
    assert seats.takes_guests(session)
    assert services.take_guest_seat(session=session, user=UserFactory())
    come_to(session.starts_at)
    refused("started", services.take_guest_seat, session=session, user=UserFactory())
    assert not seats.takes_guests(session)


def test_a_child_and_its_guardian_are_two_guests_and_a_childs_seat_is_the_childs():
    made, user = make_class(capacity=4), UserFactory()
    child, session = make_ward(user), made.sessions.first()
    services.take_guest_seat(session=session, user=user)
    services.take_guest_seat(session=session, user=user, child=child)
    refused("twice", services.take_guest_seat, session=session, user=user, child=child)
    enrol(made, user, joins=False, children=[child])
    later = made.sessions.all()[1]
    with time_machine.travel(later.starts_at - DAY, tick=False):
        refused("is_member", services.take_guest_seat, session=later, user=user, child=child)
        assert services.take_guest_seat(session=later, user=user)
        refused("not_guardian", services.take_guest_seat, session=later, user=UserFactory(), child=child)


def test_an_excuse_is_ones_own_until_the_start(come_to):
    made = make_class(capacity=1)
    seat, session = enrol(made), made.sessions.first()
    away = {"enrolment": seat, "session": session}
    assert locked(lambda: services.excuse(**away, by=seat.user)) == [USER, CLASS]
    row = Attendance.objects.get()
    assert (row.mark, row.marked_by, signed(row)) == ("excused", seat.user, seat.user)
    services.excuse(**away, by=seat.user)
    assert row.history.count() == 1
    refused("not_yours", services.excuse, **away, by=UserFactory())
    assert services.take_back_excuse(**away, by=seat.user).mark == "expected"
    services.take_back_excuse(**away, by=seat.user)
    assert row.history.count() == 2
    services.withdraw(enrolment=seat, by=seat.user)
    refused("not_enrolled", services.excuse, **away, by=seat.user)
    other = enrol(made)
    come_to(session.starts_at)
    refused("started", services.excuse, enrolment=other, session=session, by=other.user)


@pytest.mark.parametrize(("before", "told"), [(timedelta(hours=24), 0), (timedelta(hours=24) - MINUTE, 1), (MINUTE, 1)])
def test_a_seat_that_frees_within_a_day_is_told_to_who_waits(come_to, before, told):
    made = make_class(capacity=1)
    seat, waiting = enrol(made), enrol(made)
    session = made.sessions.all()[1]
    come_to(session.starts_at - before)
    services.excuse(enrolment=seat, session=session, by=seat.user)
    assert kinds_to(waiting.user).count("class_last_minute") == told
    assert "class_last_minute" not in kinds_to(seat.user)


@pytest.mark.parametrize(
    ("before", "told"), [(timedelta(hours=24), 0), (timedelta(hours=24) - MINUTE, 1), (timedelta(), 0)]
)
def test_a_session_is_reminded_of_within_a_day_once(come_to, before, told, staff):
    made = make_class(capacity=3)
    seat, away, gone = enrol(made), enrol(made), enrol(made)
    services.withdraw(enrolment=gone, by=gone.user)
    session = made.sessions.all()[1]
    come_to(session.starts_at - DAY - MINUTE)
    services.excuse(enrolment=away, session=session, by=away.user)
    guest = services.take_guest_seat(session=session, user=UserFactory())
    back = services.take_guest_seat(session=session, user=UserFactory())
    services.give_back_guest_seat(guest=back, by=back.user)
    Message.objects.all().delete()
    come_to(session.starts_at - before)
    assert (services.remind_of_sessions(), services.remind_of_sessions()) == (told, 0)
    assert {each.user for each in Message.objects.filter(kind="class_soon")} == (
        {seat.user, guest.user} if told else set()
    )


# Rules of people


@pytest.mark.parametrize(
    ("born", "code"),
    [(date(2010, 11, 25), None), (date(2010, 11, 26), "too_young"), (date(1965, 11, 26), None),
     (date(1965, 11, 25), "too_old"), (None, "age_unknown")],
)  # fmt: skip
def test_an_age_is_reached_and_passed_on_the_birthday(born, code):
    made = make_class(minimum_age=16, maximum_age=60)
    person = Person(UserFactory(birth_date=born))
    if code is None:
        people.check_age(made, person, TOMORROW)
    else:
        refused(code, people.check_age, made, person, TOMORROW)


def test_one_limit_of_age_is_a_limit():
    person = Person(UserFactory(birth_date=None))
    refused("age_unknown", people.check_age, make_class(minimum_age=1), person, TODAY)
    refused("age_unknown", people.check_age, make_class(maximum_age=119), person, TODAY)
    people.check_age(make_class(), person, TODAY)
    made = make_class(minimum_age=16)
    assert people.fits_age(made, Person(UserFactory(birth_date=date(2010, 11, 24))))
    assert not people.fits_age(made, Person(UserFactory(birth_date=date(2010, 11, 25))))


def test_only_who_may_change_classes_is_staff(staff):
    people.require_staff(staff)
    refused("not_allowed", people.require_staff, UserFactory(is_staff=True))


def test_who_teaches_is_the_teacher_or_staff_with_the_right():
    teacher, clerk, other = UserFactory(), UserFactory(is_staff=True), UserFactory()
    made = make_class(teacher=teacher)
    for user in (clerk, other):
        user.user_permissions.set(Permission.objects.filter(codename="change_classsession"))
    assert [teaching.teaches(made, each) for each in (teacher, clerk, other, UserFactory(is_staff=True))] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("moment", "code"),
    [("start", None), ("before", "too_soon"), ("end", None), ("after", "too_late"), ("cancelled", "bad_state")],
)
def test_a_list_is_open_from_an_hour_before_to_a_week_after(come_to, staff, moment, code):
    session = make_class().sessions.first()
    moments = {
        "start": session.starts_at - timedelta(hours=1), "before": session.starts_at - timedelta(hours=1, minutes=1),
        "end": session.ends_at + 7 * DAY, "after": session.ends_at + 7 * DAY + MINUTE, "cancelled": session.starts_at,
    }  # fmt: skip
    if moment == "cancelled":
        session = services.cancel_session(session=session, by=staff, reason="下雪")
    come_to(moments[moment])
    if code is None:
        teaching.check_list_is_open(session)
    else:
        refused(code, teaching.check_list_is_open, session)


# The list


@pytest.fixture
def taught(come_to):
    """A teacher, a session that begins now, and two members."""
    teacher = UserFactory(name="李老师")
    made = make_class(teacher=teacher, kind=InterestClass.Kind.HOLIDAY, room=RoomFactory(capacity=3))
    members = [enrol(made), enrol(made)]
    session = made.sessions.first()
    come_to(session.starts_at)
    return teacher, session, members


def test_marks_lock_the_class_and_are_signed(taught):
    teacher, session, [seat, _other] = taught
    marking = {"session": session, "enrolment": seat, "mark": "present"}
    assert locked(lambda: services.mark_member(**marking, by=teacher)) == [CLASS]
    row = seat.attendances.get()
    assert (row.mark, row.marked_by, signed(row)) == ("present", teacher, teacher)
    refused("not_teacher", services.mark_member, **marking, by=seat.user)
    refused("bad_mark", services.mark_member, **(marking | {"mark": "excused"}), by=teacher)
    services.withdraw(enrolment=seat, by=seat.user)
    refused("not_enrolled", services.mark_member, **marking, by=teacher)


def test_walk_ins_fill_the_room_and_go_off_the_list_alone(taught):
    teacher, session, [seat, other] = taught
    refused("name_needed", services.add_walk_in, session=session, name=" ", by=teacher)
    walk_in = services.add_walk_in(session=session, name=f" {'周' * 120}", by=teacher)
    assert (walk_in.name, walk_in.mark, signed(walk_in)) == ("周" * 100, "present", teacher)
    refused("room_full", services.add_walk_in, session=session, name="周平", by=teacher)
    services.mark_member(session=session, enrolment=seat, mark="absent", by=teacher)
    assert services.add_walk_in(session=session, name="周平", by=teacher)
    services.mark_guest(guest=walk_in, mark="late", by=teacher)
    assert Attendance.objects.get(pk=walk_in.pk).mark == "late"
    services.remove_walk_in(guest=walk_in, by=teacher)
    assert Attendance.history.filter(history_type="-").get().history_user == teacher
    for verb in (services.remove_walk_in, lambda guest, by: services.mark_guest(guest=guest, mark="late", by=by)):
        refused("bad_state", verb, guest=walk_in, by=teacher)
    refused("not_teacher", services.add_walk_in, session=session, name="周平", by=other.user)


def test_hours_are_confirmed_once_it_is_over_and_taken_back_before_a_certificate(taught, come_to, staff):
    teacher, session, [seat, other] = taught
    services.mark_member(session=session, enrolment=seat, mark="late", by=teacher)
    services.mark_member(session=session, enrolment=other, mark="absent", by=teacher)
    come_to(session.ends_at - MINUTE)
    refused("too_soon", services.confirm_hours, session=session, by=teacher)
    come_to(session.ends_at)
    assert locked(lambda: services.confirm_hours(session=session, by=teacher)) == [CLASS]
    row = seat.attendances.get()
    assert (row.minutes, bool(row.confirmed_at), signed(row)) == (60, True, teacher)
    assert other.attendances.get().minutes is None
    assert services.confirm_hours(session=session, by=teacher) == 0
    refused("confirmed", services.mark_member, session=session, enrolment=seat, mark="present", by=teacher)
    assert practice_of(session.interest_class, seat) == Practice(1, 60)
    certificate = services.issue_certificate(enrolment=seat, by=staff)
    refused("certified", services.unconfirm_hours, session=session, by=teacher)
    services.revoke_certificate(certificate=certificate, by=staff, reason="有误")
    services.unconfirm_hours(session=session, by=teacher)
    row.refresh_from_db()
    assert (row.minutes, row.confirmed_at, signed(row)) == (None, None, teacher)


def test_a_certificate_is_signed_told_and_void_for_a_reason(taught, come_to, staff):
    teacher, session, [seat, _other] = taught
    services.mark_member(session=session, enrolment=seat, mark="present", by=teacher)
    come_to(session.ends_at)
    services.confirm_hours(session=session, by=teacher)
    refused("not_allowed", services.issue_certificate, enrolment=seat, by=teacher)
    assert locked(lambda: services.issue_certificate(enrolment=seat, by=staff))[0] == CLASS
    certificate = PracticeCertificate.objects.get()
    assert (certificate.sessions, certificate.minutes, signed(certificate)) == (1, 60, staff)
    assert kinds_to(seat.user)[-1] == "class_certificate"
    refused("valid_already", services.issue_certificate, enrolment=seat, by=staff)
    refused("not_allowed", services.revoke_certificate, certificate=certificate, by=teacher, reason="有误")
    refused("reason_needed", services.revoke_certificate, certificate=certificate, by=staff, reason=" ")
    services.revoke_certificate(certificate=certificate, by=staff, reason="有误")
    certificate.refresh_from_db()
    assert (certificate.is_current, signed(certificate), kinds_to(seat.user)[-1]) == (
        False,
        staff,
        "class_certificate_revoked",
    )


def test_a_note_is_cut_told_to_members_and_taken_down_by_who_may(taught, come_to):
    teacher, session, [seat, _other] = taught
    made = session.interest_class
    refused("not_teacher", services.post, interest_class=made, by=seat.user, text="好")
    refused("empty", services.post, interest_class=made, by=teacher, text=" ")
    new = services.post(interest_class=made, by=teacher, text=f" {'好' * 2100} ")
    assert (new.text, new.author, new.told_at) == ("好" * 2000, teacher, None)
    assert "class_message" not in kinds_to(seat.user)
    for _each in range(3):
        told = services.post(interest_class=made, by=teacher, text="带水彩", tell=True)
    assert told.told_at is not None
    assert kinds_to(seat.user).count("class_message") == 3
    refused("too_many", services.post, interest_class=made, by=teacher, text="带水彩", tell=True)
    assert services.post(interest_class=made, by=teacher, text="好")
    come_to(told.told_at + DAY)
    assert services.post(interest_class=made, by=teacher, text="带水彩", tell=True)
    refused("not_teacher", services.delete_post, post=new, by=seat.user)
    services.delete_post(post=new, by=teacher)
    assert not ClassPost.objects.filter(pk=new.pk).exists()


# Ratings


@pytest.mark.parametrize(
    ("after", "code"),
    [(-MINUTE, "not_over"), (timedelta(), None), (30 * DAY - MINUTE, None), (30 * DAY, "too_late")],
)
def test_a_class_is_rated_from_its_end_for_thirty_days(come_to, after, code):
    made = make_class(weeks=1)
    seat, session = enrol(made), made.sessions.get()
    come_to(session.ends_at + after)
    asked = {"enrolment": seat, "stars": 5, "again": True, "comment": " 很好 ", "by": seat.user}
    refused("not_yours", services.rate_class, **(asked | {"by": UserFactory()}))
    if code:
        refused(code, services.rate_class, **asked)
        return
    assert locked(lambda: services.rate_class(**asked))[0] == "classes_enrolment"
    rating = Rating.objects.get()
    assert (rating.stars, rating.again, rating.comment) == (5, True, "很好")
    services.rate_class(**(asked | {"stars": 2, "again": False}))
    assert list(Rating.objects.values_list("stars", "again")) == [(2, False)]


def test_a_class_that_never_met_or_was_called_off_is_not_rated(staff):
    made = make_class(weeks=1)
    assert rating_time(made) == Span(made.sessions.get().ends_at, made.sessions.get().ends_at + 30 * DAY)
    services.cancel_session(session=made.sessions.get(), by=staff, reason="下雪")
    assert rating_time(made) is None
    other = make_class(weeks=1)
    InterestClass.objects.filter(pk=other.pk).update(state="cancelled")
    other.refresh_from_db()
    assert rating_time(other) is None


@pytest.mark.parametrize(("after", "asked"), [(-MINUTE, 0), (timedelta(), 1), (7 * DAY - MINUTE, 1), (7 * DAY, 0)])
def test_members_are_asked_within_a_week_each_once(come_to, after, asked):
    made = make_class(weeks=1, capacity=1)
    seat, waiting = enrol(made), enrol(made)
    come_to(made.sessions.get().ends_at + after)
    assert (ask_for_ratings(), ask_for_ratings()) == (asked, 0)
    assert kinds_to(seat.user).count("class_rate") == asked
    assert "class_rate" not in kinds_to(waiting.user)


# Draws


def open_draw(made, by, hours: float = 1) -> Draw:
    return services.open_draw(interest_class=made, closes_at=at(TODAY, time(9)) + timedelta(hours=hours), by=by)


def test_a_draw_opens_for_staff_ahead_of_the_first_session_once(staff):
    made = make_class()
    refused("not_allowed", open_draw, made, UserFactory())
    refused("past", open_draw, made, staff, 0)
    refused("past", open_draw, made, staff, 25)
    assert locked(lambda: open_draw(made, staff, 24.9)) == [CLASS]
    assert signed(Draw.objects.get()) == staff
    refused("bad_state", open_draw, made, staff)
    other = make_class()
    seat = enrol(other)
    refused("bad_state", open_draw, other, staff)
    services.withdraw(enrolment=seat, by=seat.user)
    assert open_draw(other, staff)


def test_a_draw_is_entered_until_it_closes_and_told_to_each(come_to, staff):
    made = make_class(capacity=1)
    draw = open_draw(made, staff)
    first, second = enrol(made), enrol(made)
    assert (first.state, kinds_to(first.user)) == ("entered", ["class_entered"])
    come_to(draw.closes_at - MINUTE)
    refused("not_closed", services.hold_draw, draw=draw)
    third = enrol(made)
    come_to(draw.closes_at)
    refused("draw_closed", enrol, made)
    assert locked(lambda: services.hold_draw(draw=draw)) == [CLASS, "classes_draw"]
    refused("bad_state", services.hold_draw, draw=draw)
    draw.refresh_from_db()
    assert draw.drawn_at == draw.closes_at
    told = {tuple(kinds_to(each.user)[1:]) for each in (first, second, third)}
    assert told == {("class_drawn_won",), ("class_drawn_lost",)}
    assert sorted(made.enrolments.values_list("state", flat=True)) == ["enrolled", "waiting", "waiting"]
    assert sorted(DrawEntry.objects.values_list("order", "won")) == [(1, True), (2, False), (3, False)]
    assert sorted(made.enrolments.values_list("place", flat=True)) == [4, 5, 6]


@pytest.mark.parametrize(
    ("history", "weight"),
    [("", 1), ("l", 2), ("ll", 3), ("lll", 4), ("llll", 4), ("w", 1), ("lw", 1), ("wl", 2), ("wll", 3)],
)
def test_each_loss_since_the_last_win_is_a_ticket_more_up_to_four(history, weight, staff):
    user = UserFactory()
    for number, outcome in enumerate(history):
        draw = Draw.objects.create(
            interest_class=make_class(), closes_at=at(TODAY, time(10)), seed="x", seed_hash="x",
            drawn_at=at(TODAY - (20 - number) * DAY, time(9)),
        )  # fmt: skip
        DrawEntry.objects.create(draw=draw, user=user, number=1, seats=1, won=outcome == "w")
    entry = DrawEntry.objects.create(
        draw=Draw.objects.create(interest_class=make_class(), closes_at=at(TODAY, time(10)), seed="x", seed_hash="x"),
        user=user, number=1, seats=1,
    )  # fmt: skip
    assert draws.weight_of(entry) == weight
    entry.user = None
    assert draws.weight_of(entry) == 1


def test_lots_are_called_by_their_smallest_ticket_and_take_the_last_seat():
    lots = [draws.Lot(number, 1, number) for number in (1, 2, 3)]
    smallest = {lot: min(draws.ticket("seed", lot.number, n + 1) for n in range(lot.weight)) for lot in lots}
    assert draws.called("seed", lots) == sorted(lots, key=smallest.__getitem__)
    assert list(draws.winners("seed", lots, 3)) == draws.called("seed", lots)
    large = [draws.Lot(1, 2, 1), draws.Lot(2, 2, 1), draws.Lot(3, 1, 1)]
    assert sum(lot.seats for lot in draws.winners("seed", large, 3)) == 3


# Planning


def test_a_class_is_made_signed_and_holds_its_room_with_the_cleaning(staff):
    room = RoomFactory(capacity=20, buffer_minutes=30)
    booking = make_booking(room, span=span_on(TOMORROW, 11))
    new = {"by": staff, "room": room, "weeks": 2}
    assert refused("displaces", make_class, **new).details["bookings"] == [booking]
    rooms.cancel_booking(booking=booking, by=staff)
    made = make_class(**new)
    assert (made.created_by, signed(made)) == (staff, staff)
    session = made.sessions.first()
    assert signed(session) == staff
    held = session.reservation
    assert (held.span.end, held.kind, held.whole_room) == (session.ends_at + 30 * MINUTE, "class", True)
    assert (held.label, held.label_en, held.path) == ("书法班", "Calligraphy", made.get_absolute_url())
    refused("not_allowed", make_class, by=UserFactory())


def test_seats_are_from_one_to_the_rooms_places():
    room = RoomFactory(capacity=4)
    for count in (1, 4):
        plans.check_room(room, count)
    for count in (0, 5):
        refused("room_too_small", plans.check_room, room, count)
    refused("end_before_start", plans.check_span, Span(*[at(TOMORROW, time(10))] * 2))
    refused("past", plans.check_span, Span(at(TODAY, time(9)), at(TODAY, time(10))))
    plans.check_span(Span(at(TODAY, time(9, 1)), at(TODAY, time(10))))


def test_changing_a_class_locks_signs_and_renames_its_holds(staff):
    made = make_class()
    made.name, made.name_en = "国画班", "Painting"
    assert locked(lambda: services.save_class(interest_class=made, by=staff)) == [CLASS]
    assert signed(made) == staff
    assert set(Reservation.objects.values_list("label", "label_en")) == {("国画班", "Painting")}
    refused("not_allowed", services.save_class, interest_class=made, by=UserFactory())
    made.teacher = UserFactory(is_active=False)
    refused("teacher_gone", services.save_class, interest_class=made, by=staff)


def wait_for(room, span) -> Waiting:
    return Waiting.objects.create(room=room, during=span.range, user=UserFactory())


def test_calling_off_spares_what_is_over_and_tells_members_guests_and_who_waits(come_to, staff):
    made = make_class(capacity=1)
    member, waiting = enrol(made), enrol(made)
    first, second, *_rest = made.sessions.all()
    come_to(first.ends_at)
    guest = UserFactory()
    services.excuse(enrolment=member, session=second, by=member.user)
    services.take_guest_seat(session=second, user=guest)
    wish = wait_for(made.room, second.span)
    off = {"interest_class": made, "by": staff, "reason": " 老师生病 "}
    refused("not_allowed", services.call_off, **(off | {"by": UserFactory()}))
    refused("reason_needed", services.call_off, **(off | {"reason": " "}))
    assert locked(lambda: services.call_off(**off)) == [CLASS, ROOM]
    refused("bad_state", services.call_off, **off)
    made.refresh_from_db(), first.refresh_from_db(), second.refresh_from_db(), wish.refresh_from_db()
    assert (made.state, signed(made), first.cancelled_at) == ("cancelled", staff, None)
    assert (second.reason, signed(second), wish.state) == ("老师生病", staff, "offered")
    assert Reservation.objects.held().filter(kind="class").count() == 1
    for user in (member.user, waiting.user, guest):
        assert kinds_to(user)[-1] == "class_session_cancelled"


def test_a_session_moves_within_its_room_and_into_another(staff):
    made = make_class(room=RoomFactory(capacity=20, buffer_minutes=30))
    member, session = enrol(made), made.sessions.first()
    ClassSession.objects.update(reminded_at=at(TODAY, time(8)))
    wish = wait_for(made.room, session.span)
    moving = {"session": session, "by": staff}
    refused("not_allowed", services.move_session, session=session, by=UserFactory(), span=span_on(TOMORROW, 14))
    refused("past", services.move_session, **moving, span=span_on(TODAY, 8))
    assert locked(lambda: services.move_session(**moving, span=span_on(TOMORROW, 14))) == [CLASS, ROOM]
    session.refresh_from_db(), wish.refresh_from_db()
    assert (session.span, session.reminded_at, signed(session)) == (span_on(TOMORROW, 14), None, staff)
    assert session.reservation.span.end == at(TOMORROW, time(15, 30))
    assert (wish.state, kinds_to(member.user)[-1]) == ("offered", "class_session_moved")
    other, old = RoomFactory(capacity=30), session.reservation
    refused("room_too_small", services.move_session, **moving, span=session.span, room=RoomFactory(capacity=1))
    moved = services.move_session(**moving, span=span_on(TOMORROW, 16), room=other)
    held = moved.reservation
    assert (held.room, held.kind, held.label, held.label_en) == (other, "class", "书法班", "Calligraphy")
    assert (held.path, held.whole_room, held.span) == (made.get_absolute_url(), True, span_on(TOMORROW, 16))
    assert Reservation.objects.get(pk=old.pk).released_at is not None


def test_a_session_is_added_cancelled_and_made_up_for(staff, come_to):
    made = make_class()
    adding = {"interest_class": made, "by": staff, "span": span_on(TOMORROW, 14)}
    refused("not_allowed", services.add_session, **(adding | {"by": UserFactory()}))
    refused("room_too_small", services.add_session, **adding, room=RoomFactory(capacity=1))
    assert locked(lambda: services.add_session(**adding)) == [CLASS, ROOM]
    refused("taken", services.add_session, **adding)
    other = RoomFactory(capacity=20)
    assert services.add_session(**adding, room=other).reservation.room == other
    session = made.sessions.first()
    off = {"session": session, "by": staff, "reason": "下雪"}
    refused("not_allowed", services.cancel_session, **(off | {"by": UserFactory()}))
    refused("past", services.cancel_session, **off, make_up=span_on(TODAY, 8))
    refused("taken", services.cancel_session, **off, make_up=span_on(TOMORROW, 14))
    services.cancel_session(**off, make_up=span_on(TOMORROW, 10))
    refused("bad_state", services.cancel_session, **off)
    refused("bad_state", services.move_session, session=session, by=staff, span=span_on(TOMORROW, 18))
    assert made.sessions.filter(cancelled_at=None, starts_at=session.starts_at).exists()
    last = made.sessions.last()
    come_to(last.ends_at)
    refused("bad_state", services.cancel_session, session=last, by=staff, reason="下雪")


# Proposals


def pledge(proposal: Proposal, user=None, hours=(FRIDAY_AT_14,)) -> Proposal:
    return services.pledge(proposal=proposal, user=user or UserFactory(), hours=hours)


def planned(**fields) -> Proposal:
    RoomFactory(capacity=10)
    proposal = make_proposal(**fields)
    for _each in range(2):
        proposal = pledge(proposal)
    return proposal


def test_a_wish_and_a_pledge_lock_and_are_signed():
    user = UserFactory()
    assert locked(lambda: make_proposal(by=user))[0] == USER
    proposal = Proposal.objects.get()
    assert (proposal.proposer, signed(proposal), proposal.pledges.get().user) == (user, user, user)
    other = UserFactory()
    assert locked(lambda: pledge(proposal, other))[:2] == [USER, "classes_proposal"]
    pledge(proposal, other, hours=(0, 167, 167))
    assert proposal.pledges.get(user=other).hours == [0, 167]
    for hours in ((), (-1,), (168,)):
        refused("hours_needed", pledge, proposal, other, hours)
    for _each in range(2):
        make_proposal(by=user)
    refused("too_many", make_proposal, by=user)


def test_a_wish_is_open_through_its_last_day(come_to):
    proposal = make_proposal(needed=9)
    come_to(at(proposal.open_until, time(23)))
    assert pledge(proposal)
    assert services.lapse_proposals() == 0
    come_to(at(proposal.open_until + DAY, time(0)))
    refused("not_open", pledge, proposal)
    Message.objects.all().delete()
    assert services.lapse_proposals() == 1
    proposal.refresh_from_db()
    assert (proposal.state, signed(proposal)) == ("lapsed", None)
    assert Message.objects.filter(kind="proposal_lapsed").count() == 2
    refused("not_open", services.withdraw_proposal, proposal=proposal, by=proposal.proposer)


def test_a_plan_is_a_draft_of_the_proposer_with_twice_the_seats_needed():
    proposal = planned()
    draft = proposal.interest_class
    assert (draft.state, draft.capacity, draft.created_by, signed(draft)) == (
        "draft", 6, proposal.proposer, proposal.proposer
    )  # fmt: skip
    assert (draft.name, draft.about, draft.weekday, draft.ends) == ("书法班", "一起写字", 4, time(15))
    assert (draft.first_day, draft.last_day) == (date(2026, 12, 4), date(2026, 12, 25))
    assert proposal.state == "planned"
    assert pledge(proposal).interest_class == draft


def test_a_pledge_that_goes_reopens_what_needs_it_and_the_proposers_stays():
    proposal = planned()
    refused("is_proposer", services.take_back_pledge, proposal=proposal, user=proposal.proposer)
    user = proposal.pledges.exclude(user=proposal.proposer).first().user
    extra = UserFactory()
    pledge(proposal, extra)
    services.take_back_pledge(proposal=proposal, user=extra)
    proposal.refresh_from_db()
    assert proposal.state == "planned"
    draft = proposal.interest_class
    assert locked(lambda: services.take_back_pledge(proposal=proposal, user=user))[:2] == [USER, "classes_proposal"]
    proposal.refresh_from_db(), draft.refresh_from_db()
    assert (proposal.state, proposal.interest_class, signed(proposal), draft.state) == ("open", None, user, "cancelled")
    assert signed(draft) == user
    assert Message.objects.filter(kind="proposal_reopened").count() == 2
    assert not Reservation.objects.held().exists()


def test_what_staff_decide_is_signed_and_told(staff):
    proposal = planned()
    refused("not_yours", services.withdraw_proposal, proposal=proposal, by=UserFactory())
    refused("not_allowed", services.decline_proposal, proposal=proposal, by=UserFactory(), reason="没有老师")
    refused("reason_needed", services.decline_proposal, proposal=proposal, by=staff, reason=" ")
    services.decline_proposal(proposal=proposal, by=staff, reason=f" {'没有老师' * 60}")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason, signed(proposal)) == ("declined", ("没有老师" * 60)[:200], staff)
    assert signed(proposal.interest_class) == staff
    assert Message.objects.filter(kind="proposal_declined").count() == 3
    refused("not_open", services.take_back_pledge, proposal=proposal, user=proposal.proposer)


def test_an_approved_plan_opens_with_those_who_pledged(staff, come_to):
    proposal = planned()
    asked = {"proposal": proposal, "by": staff, "teacher_name": f" {'李' * 120} ", "capacity": 2}
    refused("not_allowed", services.approve_proposal, **(asked | {"by": UserFactory()}))
    refused("teacher_needed", services.approve_proposal, **(asked | {"teacher_name": " "}))
    refused("room_too_small", services.approve_proposal, **(asked | {"capacity": 11}))
    gone = proposal.pledges.order_by("pk").last().user
    gone.is_active = False
    gone.save()
    assert locked(lambda: services.approve_proposal(**asked))[:2] == ["classes_proposal", CLASS]
    opened = InterestClass.objects.get()
    assert (opened.state, opened.teacher_name, opened.capacity, signed(opened)) == ("open", "李" * 100, 2, staff)
    seated = list(opened.enrolments.order_by("place").values_list("user", "state"))
    assert seated[0] == (proposal.proposer_id, "enrolled")
    assert [state for _user, state in seated] == ["enrolled", "enrolled"]
    assert gone.pk not in [user for user, _state in seated]
    assert kinds_to(proposal.proposer)[-1] == "class_enrolled"
    refused("not_planned", services.approve_proposal, **asked)
    other = planned()
    come_to(other.interest_class.sessions.last().ends_at)
    refused("over", services.approve_proposal, **(asked | {"proposal": other}))


@pytest.mark.parametrize(
    ("hour", "minutes", "ends"),
    [(22, 60, time(23)), (23, 60, time(23, 59)), (22, 90, time(23, 30)), (9, 30, time(9, 30))],
)
def test_a_class_that_would_end_at_midnight_ends_a_minute_before(hour, minutes, ends):
    assert best_hour.clocks(Hour(4, hour, frozenset()), minutes) == (time(hour), ends)


def test_hours_are_popular_by_who_could_stay_to_the_end():
    proposal = make_proposal(hours=[10, 11, 23])
    pledge(proposal, hours=[10])
    pledge(proposal, hours=[11, 12])
    pledges = list(proposal.pledges.all())
    assert [(hour.hour, len(hour.voters)) for hour in best_hour.popular_hours(pledges, 60)] == [
        (10, 2), (11, 2), (12, 1), (23, 1),
    ]  # fmt: skip
    assert [(hour.hour, len(hour.voters)) for hour in best_hour.popular_hours(pledges, 61)] == [(10, 1), (11, 1)]
    assert best_hour.popular_hours(pledges, 61)[0].voters == {proposal.proposer_id}


def test_rooms_fit_by_size_and_kind_the_smallest_first():
    kind = RoomKindFactory()
    large, small = RoomFactory(capacity=9, kind=kind), RoomFactory(capacity=5)
    RoomFactory(capacity=4)
    RoomFactory(capacity=9, is_active=False)
    assert best_hour.fitting_rooms(make_proposal(), 5) == [small, large]
    assert best_hour.fitting_rooms(make_proposal(room_kind=kind), 5) == [large]

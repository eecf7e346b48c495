"""Enrolling individuals and families, waiting, promotion, and withdrawal."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.enums import EnrolmentState as State
from classes.models import Draw, DrawEntry, Enrolment, InterestClass
from classes.rules.people import Person, check_age, may_answer_for
from classes.rules.seats import most_together, seats_of
from classes.services.guests import yield_to_guests
from classes.services.locking import lock_class
from classes.services.telling import tell, tell_holder
from community.audit import save_by
from community.errors import Conflict, Invalid
from community.models import User
from community.names import clean_name
from community.permissions import require_permission
from residents import selectors as register
from residents.models import Resident
from residents.services import lock_standing

KINDS: dict[str, str] = {
    State.ENROLLED: "class_enrolled",
    State.WAITING: "class_waiting",
    State.ENTERED: "class_entered",
}


def enrol(
    *,
    interest_class: InterestClass,
    user: User,
    joins: bool = True,
    children: Iterable[Resident] = (),
    allows_photos: bool = False,
    by: User | None = None,
) -> list[Enrolment]:
    """Give a user (`joins`) and the children in their care seats together, or places on the waiting list: all or none.

    While anyone is waiting, newcomers wait too. If seats are drawn, they enter the draw with one lot. Age is judged
    at the next session. `by` is the member of staff who does it for them. Raises not_allowed, nobody, too_many,
    not_open, over, not_guardian, too_young, too_old, age_unknown, twice.
    """
    by = by or user
    if by != user and not by.has_perm("classes.change_enrolment"):
        raise Invalid("not_allowed", _("Only staff can enrol someone else."))
    people = [Person(user, child) for child in dict.fromkeys(children)]
    if joins:
        people.insert(0, Person(user))
    if not people:
        raise Invalid("nobody", _("Please choose who joins."))
    may_answer_for(user, people)
    with transaction.atomic():
        locked = lock_class(interest_class, user)
        _check(locked, people)
        rows = [
            Enrolment(interest_class=locked, user=user, child=person.child, allows_photos=allows_photos)
            for person in people
        ]
        state = seat(locked, rows, by=by)
        tell(user, KINDS[state], locked, {"people": [person.name for person in people]})
    return rows


def enrol_walk_in(
    *,
    interest_class: InterestClass,
    by: User,
    resident: Resident | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    allows_photos: bool = False,
) -> Enrolment:
    """Give someone at the desk without a login a seat, or a place on the waiting list or in the draw.

    The person is a `resident` of the register or gives a `contact_name`; in the latter case the desk judges their
    age. They are notified by text if a number is known. Raises not_allowed, contact_needed, has_login, not_open,
    over, too_young, too_old, twice.
    """
    require_permission(by, "classes.change_enrolment", _("Only staff can enrol someone else."))
    contact_name = clean_name(contact_name)
    if resident is None and not contact_name:
        raise Invalid("contact_needed", _("Please give the name of the person who comes."))
    if resident is not None and register.login_of(resident) is not None:
        raise Invalid(
            "has_login", _("%(name)s has a login. Please enrol them by their number.") % {"name": resident.name}
        )
    with transaction.atomic():
        if resident is not None:
            resident = lock_standing(resident)
        locked = lock_class(interest_class)
        row = Enrolment(
            interest_class=locked,
            resident=resident,
            contact_name="" if resident else contact_name,
            contact_phone=contact_phone,
            allows_photos=allows_photos,
        )
        person = Person(None, resident=resident, contact_name=contact_name)
        _check(locked, [person])
        if Enrolment.objects.of_pupil(row).active().exists():
            words = {"name": person.name}
            raise Conflict("twice", _("%(name)s is already in this class, or waiting for it.") % words)
        state = seat(locked, [row], by=by)
        tell_holder(row, KINDS[state], locked, {"people": [person.name]})
    return row


def _check(locked: InterestClass, people: list[Person]) -> None:
    if locked.state != InterestClass.State.OPEN:
        raise Conflict("not_open", _("This class is not taking enrolments at the moment."))
    session = locked.sessions.ahead(timezone.now()).first()
    if session is None:
        raise Conflict("over", _("This class is over."))
    _check_party(len(people), most=most_together(locked))
    active = set(locked.enrolments.active().values_list("user_id", "child_id"))
    children = {child for _user, child in active if child}
    for person in people:
        if person.user is not None or person.birth_date is not None:
            check_age(locked, person, timezone.localdate(session.starts_at))
        if person.child is None and person.user is not None and (person.user.pk, None) in active:
            raise Conflict("twice", _("You are already in this class, or on its waiting list."))
        if person.child is not None and person.child.pk in children:
            words = {"name": person.child.name}
            raise Conflict("twice", _("%(name)s is already in this class, or waiting for it.") % words)


def _check_party(people: int, most: int) -> None:
    if people > most:
        raise Invalid("too_many", _("At most %(count)d can join together.") % {"count": most})


def seat(locked: InterestClass, rows: list[Enrolment], by: User) -> str:
    """Save a party's rows with the next place in line; returns the resulting state.

    The caller holds the class's lock. Raises draw_closed, and too_many for a lot that would become too large.
    """
    place = (locked.enrolments.aggregate(last=Max("place"))["last"] or 0) + 1
    draw = Draw.objects.filter(interest_class=locked, drawn_at=None).first()
    entry = None
    if draw is not None:
        if draw.closes_at <= timezone.now():
            raise Conflict("draw_closed", _("The draw is closed. Its result comes in a few minutes."))
        entry = _lot(draw, rows, place, most=most_together(locked))
    has_seats = len(rows) <= seats_of(locked).free
    state = State.ENTERED if entry else State.ENROLLED if has_seats else State.WAITING
    for row in rows:
        row.place, row.state, row.entry = place, state, entry
        save_by(row, by)
    if state == State.ENROLLED:
        yield_to_guests(locked, rows)
    return state


def _lot(draw: Draw, rows: list[Enrolment], number: int, most: int) -> DrawEntry:
    """The login's one lot, extended by these seats.

    A lot keeps its number when its seats are given back, because with a fixed seed another number would change its
    chances.
    """
    entry, is_new = _entry(draw, rows, number)
    if not is_new:
        _check_party(entry.seats + len(rows), most)
        entry.seats += len(rows)
        entry.save(update_fields=["seats"])
    return entry


def _entry(draw: Draw, rows: list[Enrolment], number: int) -> tuple[DrawEntry, bool]:
    new = {"number": number, "seats": len(rows)}
    if rows[0].user is not None:
        return DrawEntry.objects.get_or_create(draw=draw, user=rows[0].user, defaults=new)
    # Without a login, the lot is found by the seats that the same person gave back.
    earlier = Enrolment.objects.of_pupil(rows[0]).filter(entry__draw=draw).select_related("entry").first()
    if earlier is not None and earlier.entry is not None:
        return earlier.entry, False
    return DrawEntry.objects.create(draw=draw, user=None, **new), True


def withdraw(*, enrolment: Enrolment, by: User) -> list[Enrolment]:
    """Give up one seat or place on the waiting list; returns who was promoted by it, in order.

    Raises not_yours, and not_enrolled if it was given up already.
    """
    if enrolment.user_id != by.pk and not by.has_perm("classes.change_enrolment"):
        raise Invalid("not_yours", _("This is not your seat."))
    with transaction.atomic():
        locked = lock_class(enrolment.interest_class, enrolment.user)
        mine: Enrolment | None = locked.enrolments.active().filter(pk=enrolment.pk).first()
        if mine is None:
            raise Conflict("not_enrolled", _("You are not in this class."))
        entry, was_entered = mine.entry, mine.state == State.ENTERED
        mine.state = State.WITHDRAWN
        if was_entered and mine.user is not None:
            mine.entry = None
        save_by(mine, by)
        if was_entered and entry is not None:
            _shrink(entry)
        if by != mine.user:
            tell_holder(mine, "class_taken_out", locked, {"person": mine.person})
        return promote(locked)


def _shrink(entry: DrawEntry) -> None:
    """Reduce a lot by one seat. Without seats it is not drawn, but keeps its number in case its owner comes back."""
    entry.seats -= 1
    entry.save(update_fields=["seats"])


def promote(locked: InterestClass) -> list[Enrolment]:
    """Fill the free seats from the waiting list; the caller holds the class's lock.

    A family at its head gets all its seats or none, and nobody is promoted past it: the seats that it waits for stay
    reserved.
    """
    free = seats_of(locked).idle
    promoted: list[Enrolment] = []
    for party in parties(locked.enrolments.filter(state=State.WAITING)):
        if len(party) > free:
            break
        free -= len(party)
        for enrolment in party:
            enrolment.state = State.ENROLLED
            enrolment.save()
        tell_holder(party[0], "class_promoted", locked, {"people": [each.person for each in party]})
        promoted += party
    yield_to_guests(locked, promoted)
    return promoted


def parties(enrolments: "Iterable[Enrolment]") -> Iterator[list[Enrolment]]:
    """Group enrolments by the party that joined together, in order; reads users and children in one query."""
    line = enrolments.select_related("user", "child", "resident").order_by("place", "pk")  # type: ignore[attr-defined]
    for _place, party in groupby(line, key=lambda each: each.place):
        yield list(party)

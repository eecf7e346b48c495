"""Who may pick up a child, and who must not."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.models import Barred, CareSheet, PickupPerson
from childcare.rules.fetching import FetchList
from childcare.rules.people import require_guardian, require_staff, require_two
from childcare.services.families import refresh_phones
from community.audit import save_by
from community.delivery.notify import notify_many
from community.errors import Conflict, Invalid
from community.models import User
from community.names import clean_name
from community.ranges import today
from community.typed_words import require_words


def add_pickup_person(
    *,
    sheets: Iterable[CareSheet],
    name: str,
    phone: str,
    kin: str,
    by: User,
    is_adult: bool = True,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> list[PickupPerson]:
    """Allow a person to pick up these children during a period; the other guardians are notified.

    The page asks for the password again. Raises not_guardian, name_needed, phone_wrong, end_before_start, and barred
    for someone whom a court or police paper bars.
    """
    children, first = list(sheets), starts_on or today()
    for sheet in children:
        require_guardian(by, sheet)
    name = require_words(clean_name(name), "name_needed", _("Please give a name."), 100)
    if ends_on is not None and ends_on < first:
        raise Invalid("end_before_start", _("The last day must not be before the first."))
    known = FetchList(children)
    rows = []
    with transaction.atomic():
        for sheet in children:
            if known.bars(sheet.pk, name, phone):
                raise Conflict("barred", _("This person cannot be put on the list; please ask the desk."))
            row = PickupPerson(
                sheet=sheet,
                name=name,
                phone=phone.strip(),
                kin=kin,
                is_adult=is_adult,
                starts_on=first,
                ends_on=ends_on,
            )
            row.added_by = by
            try:
                row.clean_fields(exclude=["sheet", "user", "resident", "added_by"])
            except ValidationError as error:
                raise Invalid("phone_wrong", " ".join(error.messages)) from error
            save_by(row, by)
            rows.append(row)
        _tell_other_guardians(children, by)
    return rows


def comes_today(
    *, sheets: Iterable[CareSheet], name: str, phone: str, kin: str, by: User, is_adult: bool = True
) -> list[PickupPerson]:
    """Allow a person for today only, such as a grandfather. Raises what `add_pickup_person` raises."""
    day = today()
    return add_pickup_person(
        sheets=sheets, name=name, phone=phone, kin=kin, by=by, is_adult=is_adult, starts_on=day, ends_on=day
    )


def remove_pickup_person(*, person: PickupPerson, by: User) -> None:
    """Remove a person from the list at once. Raises not_guardian, and guardian for guardians, who cannot be removed."""
    require_guardian(by, person.sheet)
    if person.is_guardian:
        raise Invalid("guardian", _("Guardians are always on the list; only a court or police paper can bar one."))
    person.removed_at = timezone.now()
    save_by(person, by)


def bar_person(
    *,
    sheet: CareSheet,
    name: str,
    paper: str,
    first: User,
    second: User,
    phone: str = "",
    person: PickupPerson | None = None,
) -> Barred:
    """Bar a person from picking up a child, by a court or police paper, entered by two members of staff.

    One parent's word is never enough to bar the other. Raises not_allowed, not_two, name_needed, paper_needed.
    """
    require_two(first, second)
    name = require_words(clean_name(name), "name_needed", _("Please give a name."), 100)
    paper = require_words(
        paper, "paper_needed", _("Barring a person takes the number of a court or police document."), 100
    )
    return Barred.objects.create(
        sheet=sheet, name=name, phone=phone.strip()[:11], paper=paper, person=person, first_by=first, second_by=second
    )


def lift_bar(*, barred: Barred, by: User) -> None:
    """Lift a bar whose paper is no longer in force. Raises not_allowed."""
    require_staff(by)
    barred.lifted_at, barred.lifted_by = timezone.now(), by
    barred.save(update_fields=["lifted_at", "lifted_by"])


def guardians_of(sheets: Iterable[CareSheet]) -> list[PickupPerson]:
    """All current guardians of these children, without barred ones."""
    children = list(sheets)
    known = FetchList(children)
    return [each for sheet in children for each in known.of(sheet.pk, today()) if each.is_guardian]


def guardian_logins(sheets: Iterable[CareSheet], *, besides: User | None = None) -> list[User]:
    """The logins of those guardians, each once."""
    wanted = {each.user_id for each in guardians_of(sheets) if each.user_id is not None}
    wanted.discard(besides.pk if besides else None)
    return list(User.objects.filter(pk__in=wanted, is_active=True).order_by("pk"))


def _tell_other_guardians(sheets: list[CareSheet], by: User) -> None:
    for sheet in sheets:
        refresh_phones(sheet.family)
    others = guardian_logins(sheets, besides=by)
    notify_many(users=others, kind="care_person_added", context={"by": by.name}, path=reverse("my_childcare"))

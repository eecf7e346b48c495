"""Whether a child may be left: consents, age, and an up-to-date sheet."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from childcare.enums import Purpose
from childcare.models import CareRules, CareSheet, Consent
from community.errors import DomainError, Invalid


def purposes_of(sheets: Iterable[CareSheet]) -> dict[int, set[str]]:
    """The current consents of each sheet, by primary key; one query."""
    found: dict[int, set[str]] = {sheet.pk: set() for sheet in sheets}
    agreed = Consent.objects.standing().filter(sheet__in=list(found)).order_by()
    for sheet, purpose in agreed.values_list("sheet_id", "purpose"):
        found[sheet].add(purpose)
    return found


def why_not(sheet: CareSheet, purposes: Collection[str], day: date, rules: CareRules) -> DomainError | None:
    """Why a child may not be left on a day, judged by its sheet; None if it may. No query."""
    if Purpose.DATA not in purposes:
        return Invalid("no_consent", _("No child can be left without a guardian's consent to storing its data."))
    age = sheet.age_on(day)
    if age is None:
        return Invalid("age_unknown", _("The register does not know this child's date of birth; please ask the desk."))
    if age < rules.youngest:
        return Invalid(
            "too_young",
            _("Children can be left from age %(age)d; younger ones play with an accompanying adult.")
            % {"age": rules.youngest},
        )
    if age > rules.oldest:
        return Invalid("too_old", _("Children can be left until age %(age)d.") % {"age": rules.oldest})
    return None


def must_be_confirmed(sheet: CareSheet, now: datetime, rules: CareRules) -> bool:
    """Whether a guardian has to confirm the sheet again."""
    return sheet.confirmed_at < now - timedelta(days=rules.confirm_days)

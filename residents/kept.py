"""The personal data in the register, in words; see `community.registers.personal_data`."""

from collections.abc import Callable

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.registers.personal_data import Kind
from residents.models import RegisterPolicy


def _by_policy(words: Callable[[RegisterPolicy], str]) -> str:
    return lazy(lambda: words(RegisterPolicy.load()), str)()


def _after_moving_out(policy: RegisterPolicy) -> str:
    years = policy.moved_out_years
    words = ngettext(
        "As long as you live here and %(years)s year more; then only the year of birth stays, for statistics",
        "As long as you live here and %(years)s years more; then only the year of birth stays, for statistics",
        years,
    )
    return words % {"years": years}


def _match(policy: RegisterPolicy) -> str:
    words = ngettext(
        "Until you delete your login; a refused one %(days)s day; attempts, hashed, one day",
        "Until you delete your login; a refused one %(days)s days; attempts, hashed, one day",
        policy.refused_days,
    )
    return words % {"days": policy.refused_days}


def _audit(policy: RegisterPolicy) -> str:
    return ngettext("%(years)s year", "%(years)s years", policy.reveal_years) % {"years": policy.reveal_years}


def _import(policy: RegisterPolicy) -> str:
    return ngettext("%(days)s day", "%(days)s days", policy.import_days) % {"days": policy.import_days}


KINDS = [
    Kind(
        _(
            "The register of residents: name, sex, date of birth, telephone, kind of document and its number "
            "(encrypted), language, remarks, what help is needed, who lives at which address, and since when"
        ),
        _("The centre's duty to know and help its residents; rooms and classes use only age and address"),
        _by_policy(_after_moving_out),
        frozenset(f"residents.{name}" for name in ("Resident", "HistoricalResident", "Residence"))
        | {"residents.Resident_tags", "residents.HistoricalResident_tags", "residents.HistoricalResidence"},
    ),
    Kind(
        _("Who is whose guardian, and when they consented"),
        _("So that only a guardian can act for a child"),
        _("As long as the register knows the child"),
        frozenset({"residents.Guardianship", "residents.HistoricalGuardianship"}),
    ),
    Kind(
        _("Whom to call when something happens to a resident: name, telephone, and the day on which they agreed"),
        _("So that the family is told at once"),
        _("Until they withdraw their consent, or the resident has moved away"),
        frozenset({"residents.EmergencyContact"}),
    ),
    Kind(
        _("That your login belongs to an address: the name and last four digits that you gave"),
        _("To show you your building's leader and your family's classes"),
        _by_policy(_match),
        frozenset({"residents.LoginMatch", "residents.HistoricalLoginMatch", "residents.MatchAttempt"}),
    ),
    Kind(
        _("Of building leaders and other office holders: name, telephone, photo, buildings, term"),
        _("So that neighbours can find them; public only as far as they agreed"),
        _("Permanently, as the chronicle of the compound"),
        frozenset({"residents.Appointment", "residents.HistoricalAppointment"}),
    ),
    Kind(
        _("Who viewed or exported entries of the register, and why"),
        _("So that nobody looks without a reason"),
        _by_policy(_audit),
        frozenset({"residents.Reveal", "residents.RegisterExport"}),
    ),
    Kind(
        _("Lists that the centre imports into the register: the file, encrypted, and its lines, encrypted or masked"),
        _("To check them, and to undo a mistake"),
        _by_policy(_import),
        frozenset({"residents.RegisterImport", "residents.ImportRow"}),
    ),
]

"""Texts for verdicts, repairs, problems and refusals of any list; rows store only codes."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.errors import Conflict, DomainError, Invalid
from community.workbooks.enums import Verdict

REFUSALS = {
    "too_large": _("The file may be at most %(most)s MB."),
    "encrypted": _("This file has a password. Please save it without one."),
    "web_page": _("This file is a web page with the name of a workbook. Please open it and save it as .xlsx."),
    "not_a_workbook": _("This file is not a workbook (.xlsx, .xls, .ods or .csv) that can be read."),
    "bomb": _("This file unpacks to far more than a list contains. It was not opened."),
    "too_many_rows": _("A file may have at most %(most)s rows. Please send it in parts."),
    "too_many_empty_rows": _(
        "Sheet “%(sheet)s” has thousands of empty rows up to row %(row)s. Please delete them and send it again."
    ),
    "no_rows": _("There is no row below the header."),
    "no_header": _(
        "No header row was found in the first 20 rows. Needed: %(missing)s. "
        "The header may say, for instance: %(example)s."
    ),
    "missing_columns": _("The header in row %(row)s of sheet “%(sheet)s” lacks: %(missing)s."),
    "crosstab": _(
        "Sheet “%(sheet)s” is a cross table, with units or rooms across and names in the cells. Please "
        "use one row per person, with columns such as: %(example)s."
    ),
    "only_hidden": _("Only hidden sheets can be read: %(sheets)s. Tick “read hidden sheets too”, or show them first."),
    "busy": _("Someone is already working on this file."),
    "gone": _("The file was deleted by the retention rules. Please send it again."),
    "broken": _("Something went wrong, and nothing was changed. Please try again."),
    "changed_meanwhile": _("Something else changed at the same moment, so nothing was saved. Please try again."),
    "too_many_units": _("Building %(building)s would have more than 99 units."),
    "not_undone": _("A list of this kind cannot be undone at once."),
    "depended_on": ngettext_lazy(
        "%(count)s record of this file was used or changed since; it cannot be undone.",
        "%(count)s records of this file were used or changed since; it cannot be undone.",
        "count",
    ),
}
# What was possible when the page was shown; everything else is wrong with the file.
MEANWHILE = frozenset({"busy", "gone", "changed_meanwhile", "depended_on"})

VERDICTS = dict(Verdict.choices)

REPAIRS = {
    "name_inner_space": _("space inside the name removed"),
    "name_with_remark": _("remark moved out of the name"),
    "name_dot": _("the dot between the parts of a name written as ·"),
    "name_marks": _("marks after the name removed"),
    "name_invisible": _("invisible character in the name removed"),
    "phone_punctuation": _("marks or country code in the phone number"),
    "phone_numeric": _("phone number stored as a number"),
    "phone_two_numbers": _("two phone numbers in one cell"),
    "formula_value": _("the last value of a formula"),
    "same_as_above": _("taken from the row above"),
}

PROBLEMS = {
    "phone_length": _("not a phone number: imported without it"),
    "name_missing": _("no name"),
    "name_length": _("the name is too long"),
    "name_unreadable": _("the name contains an unreadable character, such as ? or a blank box"),
    "name_two_people": _("two people in one cell: one row for each, please"),
    "name_not_a_name": _("this is not a name"),
    "formula": _("a formula was never computed; open the file, save it, and send it again"),
    "formula_elsewhere": _("a formula was never computed, or failed: imported without it"),
    "masked": _("a cell is masked with asterisks"),
}


def refuse(code: str, **details: object) -> DomainError:
    """The refusal of a whole file or step, with a message for staff."""
    kind = Conflict if code in MEANWHILE else Invalid
    return kind(code, REFUSALS[code] % details, **details)


def words(codes: list[str], table: Mapping[str, object]) -> list[str]:
    """Translate codes into the reader's language."""
    return [str(table.get(code, code)) for code in codes]

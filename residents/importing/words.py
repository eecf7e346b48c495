"""The words for verdicts, repairs, problems and refusals; rows keep the codes."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "too_large": _("The file may be at most %(most)s MB."),
    "old_format": _("This is a workbook of the old kind (.xls), or one with a password. Please save it as .xlsx."),
    "encrypted": _("This file has a password. Please save it without one."),
    "not_a_workbook": _("This file is not a workbook (.xlsx) that can be read."),
    "bomb": _("This file unpacks to far more than a register holds. It was not opened."),
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
    "busy": _("Somebody is at this import already."),
    "gone": _("The file was deleted by the rules of retention. Please send it again."),
    "broken": _("Something went wrong, and nothing was changed. Please try once more."),
    "changed_meanwhile": _("The register changed at the same moment; nothing was written. Please try once more."),
    "not_undone": _("Appointments are taken back one by one, in the roster."),
    "depended_on": _("%(count)s people or households of this import were used or changed since; it cannot be undone."),
}

COLUMNS = {
    "building": _("building"),
    "room": _("room"),
    "name": _("name"),
}

VERDICTS = {
    "new": _("New"),
    "changed": _("Changed"),
    "unchanged": _("Unchanged"),
    "refused": _("Not taken"),
}

REPAIRS = {
    "name_inner_space": _("space inside the name taken out"),
    "name_with_remark": _("remark moved out of the name"),
    "id_full_width": _("identity number in full-width characters"),
    "id_case_or_space": _("small x or spaces in the identity number"),
    "id_15_digits": _("identity number of 15 digits lengthened to 18"),
    "phone_punctuation": _("marks or country code in the phone number"),
    "phone_numeric": _("phone number stored as a number"),
    "phone_two_numbers": _("two phone numbers in one cell"),
    "units_as_date": _("units that the spreadsheet took for a date"),
}

PROBLEMS = {
    "id_missing": _("no identity number: taken without it"),
    "id_lost_to_scientific_notation": _(
        "the spreadsheet lost the last digits of the identity number: taken without it"
    ),
    "id_length": _("the identity number has neither 18 characters nor 15 digits: taken without it"),
    "id_characters": _("the identity number holds other characters: taken without it"),
    "id_checksum": _("the last character of the identity number does not fit: taken without it"),
    "id_birth_date": _("the date of birth in the identity number does not exist: taken without it"),
    "phone_length": _("not a phone number: taken without it"),
    "birth_date": _("not a date of birth: taken without it"),
    "sex_differs": _("the sex differs from the identity number, which counts"),
    "birth_date_differs": _("the date of birth differs from the identity number, which counts"),
    "tag_unknown": _("a category that is not known: kept as a remark"),
    "second_head": _("the household has a head already: taken as a member"),
    "person_in_two_households": _("the same person stands in two households"),
    "double": _("the same person stands in this household twice"),
    "name_missing": _("no name"),
    "name_length": _("the name is too long"),
    "place_missing": _("building, unit or room is missing or cannot be read"),
    "formula": _("a cell holds a formula"),
    "masked": _("a cell is masked with asterisks"),
    "id_of_another": _("this identity number belongs to somebody with another name"),
    "later_move": _("the register knows a later move of this person"),
    "compound_unknown": _("this compound is not in the register"),
    "building_unknown": _("this building is not in the register"),
    "role_unknown": _("the role is missing or not known"),
    "building_needed": _("a building leader needs a building"),
    "units_wrong": _("the units cannot be read"),
    "day_unreadable": _("the first or the last day cannot be read"),
    "ends_before_start": _("the term ends before it begins"),
    "overlapping_term": _("these units have a leader for a part of this term already"),
}

# Problems with which a row is not taken.
FATAL = frozenset(
    {
        "name_missing", "name_length", "place_missing", "formula", "masked", "id_of_another", "later_move",
        "compound_unknown", "building_unknown", "role_unknown", "building_needed", "units_wrong", "day_unreadable",
        "ends_before_start", "overlapping_term",
    }
)  # fmt: skip

# Problems that merging settles.
SETTLED = frozenset({"person_in_two_households", "double"})

CHANGES = {
    "id_number": _("identity number"),
    "phone": _("mobile number"),
    "other_phone": _("another number"),
    "birth_date": _("date of birth"),
    "sex": _("sex"),
    "remarks": _("remarks"),
    "tags": _("tags"),
    "relation": _("relation to the head"),
    "moved": _("moved here"),
    "registered": _("registered here"),
    "telephone": _("telephone"),
    "first_day": _("first day"),
    "last_day": _("last day"),
    "consent": _("what may be public"),
}

PROPOSED = {"proposals": _("with a proposal")}

PROPOSALS = {
    "merge": _("One person: lives in %(lives)s, is registered in %(registered)s. Merge with row %(row)s."),
    "double": _("One person. Merge with row %(row)s."),
    "undecided": _(
        "Row %(row)s has the same number. Where the person is only registered, write 人户分离 into the remarks."
    ),
    "perhaps": _("Perhaps the same person as in row %(row)s: same name and phone number."),
    "registered": _("Perhaps registered already, at %(address)s. Apply, look at both records, and merge them."),
    "registered_away": _("Perhaps registered already, living elsewhere. Apply, look at both records, and merge them."),
    "succession": _("Takes over from %(name)s, whose term ends the day before."),
}


def words(codes: list[str], table: Mapping[str, object]) -> list[str]:
    """Codes in the reader's language."""
    return [str(table.get(code, code)) for code in codes]

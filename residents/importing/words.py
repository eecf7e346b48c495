"""Texts for codes that only the register uses; see `community.workbooks.words`."""

from django.utils.translation import gettext_lazy as _

REPAIRS = {
    "id_full_width": _("identity number in full-width characters"),
    "id_case_or_space": _("lower-case x or spaces in the identity number"),
    "id_15_digits": _("identity number of 15 digits converted to 18"),
    "document_by_shape": _("another document than the identity card, or than its column says, by its number"),
    "units_as_date": _("units that the spreadsheet took for a date"),
}

PROBLEMS = {
    "id_missing": _("no identity number: imported without it"),
    "id_lost_to_scientific_notation": _(
        "the spreadsheet lost the last digits of the identity number: imported without it"
    ),
    "id_length": _("the identity number has neither 18 characters nor 15 digits: imported without it"),
    "id_characters": _("the identity number contains other characters: imported without it"),
    "id_checksum": _("the last character of the identity number does not fit: imported without it"),
    "id_birth_date": _("the date of birth in the identity number does not exist: imported without it"),
    "id_shape": _("a number of this kind of document looks different: imported without it"),
    "document_unknown": _("an unknown kind of document: imported as another document"),
    "birth_date": _("not a date of birth: imported without it"),
    "sex_differs": _("the sex differs from the identity number, which takes precedence"),
    "birth_date_differs": _("the date of birth differs from the identity number, which takes precedence"),
    "relation_unknown": _("an unknown relation: imported as other"),
    "tag_unknown": _("an unknown category: imported as a remark"),
    "second_head": _("the household already has a head: imported as a member"),
    "person_in_two_households": _("the same person is in two households"),
    "double": _("the same person is in this household twice"),
    "place_missing": _("building, unit or room is missing or cannot be read"),
    "id_of_another": _("this identity number belongs to someone with another name"),
    "later_move": _("the register knows a later move of this person"),
    "compound_unknown": _("this compound is not in the register"),
    "building_unknown": _("this building is not in the register"),
    "role_unknown": _("the role is missing or unknown"),
    "building_needed": _("a building leader needs a building"),
    "units_wrong": _("the units cannot be read"),
    "day_unreadable": _("the first or the last day cannot be read"),
    "ends_before_start": _("the term ends before it begins"),
    "overlapping_term": _("these units already have a leader for a part of this term"),
}

# Problems for which a row is refused.
FATAL = frozenset(
    {
        "name_missing", "name_length", "name_unreadable", "name_two_people", "name_not_a_name", "place_missing",
        "formula", "masked", "id_of_another", "later_move", "compound_unknown", "building_unknown", "role_unknown",
        "building_needed", "units_wrong", "day_unreadable", "ends_before_start", "overlapping_term",
    }
)  # fmt: skip

# Problems that merging solves.
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

PROPOSALS = {
    "merge": _("One person: lives in %(lives)s, is registered in %(registered)s. Merge with row %(row)s."),
    "double": _("One person. Merge with row %(row)s."),
    "undecided": _(
        "Row %(row)s has the same number. If the person is only registered there, write 人户分离 into the remarks."
    ),
    "perhaps": _("Perhaps the same person as in row %(row)s: same name and phone number."),
    "registered": _("Perhaps already registered, at %(address)s. Apply, compare both records, and merge them."),
    "registered_away": _("Perhaps already registered, living elsewhere. Apply, compare both records, and merge them."),
    "succession": _("Takes over from %(name)s, whose term ends the day before."),
}

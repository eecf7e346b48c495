"""Columns that anyone who may view a list may read, search and sort by; all others are secret.

A secret is a column of text, dates, data or bytes that is not listed here, by model and for a reason. Choices,
numbers, times and relations are visible anyway. `_en` beside a column is its translation, and equally public.
"""

from django.db.models import BinaryField, CharField, DateField, DateTimeField, Field, FileField, JSONField, TextField

# Columns of these types have readable content.
TELLING = (CharField, TextField, JSONField, BinaryField, DateField)

OPEN_FOR_A_REASON: dict[str, dict[str, str]] = {
    "The centre says it to everybody.": {
        "Centre": "name address phone hours way_in story honours founded",
        "CentrePhoto": "caption",
        "Notice": "title body photo_alt",
        "CalendarDay": "date name",
        "RoomKind": "slug name doing",
        "Room": "slug name description equipment house_rules",
        "SpecialHours": "date",
        "Closure": "reason",  # shown on the room's page
        "Reservation": "label",
        "InterestClass": "name about teacher_name materials first_day last_day",
        "Proposal": "name about teacher_name open_until",
        "Draw": "seed_hash",  # published before the draw, so that nobody can choose the seed
        "Skill": "slug name",
        "DutyRules": "text since",
        "DutyTeam": "name",
        "Post": "slug name place what_to_do",
        "CertificateTemplate": "kind title words signatory seal_words accent gold note number_line",
    },
    "The book of the fund is published, every line of it.": {
        "Account": "code name",
        "Seal": "before hash",
        "FundEntry": "happened_on words",
        "FundMonth": "root",
    },
    "A label on a thing, or what the wall of thanks says of a gift.": {
        "Item": "code what unit",
        "GiftLine": "what unit",
        "Placement": "place use",
        "Certificate": "number kind",
    },
    "Staff keep it about work, not about a person.": {
        "Compound": "name",
        "Building": "name",
        "Household": "room address_key",  # an address; who lives there is masked
        "Tag": "slug name purpose",  # the list of tags; who has one cannot be queried by it
        "RelationWord": "word",
        "KnownHeading": "track word column",
        "RegisterImport": "filename message totals as_of",  # counts, and the date of the file
        "RosterImport": "filename message totals first_day exception",
        "GiftImport": "filename message totals kind",
        "CertificateBatch": "message",  # the primary key of a gift, and what is wrong with it
        "Repair": "fault workshop outcome",  # of a thing, by a company
        "PostThing": "name",
        "RosterPattern": "first_day last_day",
        "Shift": "date",
        "HeadCount": "day",
        "HoursMonth": "month",
        "Station": "name",  # of a tablet
        "RatioBand": "since",
        "ConsentText": "since text",
        "CarePattern": "first_day last_day",
        "CashSlip": "number",
        "OfficialSeal": "words",  # the words in the seal
        "Message": "kind",
        "OutgoingText": "kind",
        "Group": "name",
        "Permission": "name",
        "StaticDevice": "name",
        "TOTPDevice": "name",
        "Heartbeat": "name",
        "DBTaskResult": "args_kwargs task_path worker_ids queue_name backend_name return_value exception_class_path",
    },
    "Staff find people by their names, by design: a name is typed to look somebody up (domain.md).": {
        "User": "name name_key",
        "Resident": "name name_key",
        "Volunteer": "name name_key",
        "Family": "name name_key",
        "Donor": "name",
        "Booking": "contact_name",
        "Enrolment": "contact_name",
        "Attendance": "name",
        "Appointment": "name",
        "LoginMatch": "name",
        "Certificate": "name",
    },
    "Staff who run a desk, a class or a post read it to do so; whoever writes it knows that.": {
        "Booking": "ref purpose reason",
        "BookingSeries": "purpose",
        "Proposal": "reason",
        "ClassSession": "reason",
        "ClassPost": "text",
        "Rating": "comment",  # anonymous
        "Shift": "reason",
        "Assignment": "exception",
        "Handover": "happened",
        "HandoverNote": "text",
        "OpenItem": "text how",
        "ServiceHours": "day month reason",
        "Objection": "text answer",
        "HoursCertificate": "first_day last_day",
        "Gift": "wished_use story letter paper_number valued_how",  # on the old paper; an invoice, a price list
        "UseConsent": "use how",
        "Item": "retire_reason",
        "Loan": "due_on",
        "CareSession": "reason",
        "Breach": "reason",
        "PickUp": "reason",
        "FundVoucher": "happened_on words invoice_number",
    },
    "A day that says whether somebody may be on duty.": {"Volunteer": "insured_until consented_on"},
    "A day that says that somebody agreed to be rung.": {"EmergencyContact": "consented_on"},
    "A company's number in a public register.": {"Donor": "credit_code"},
    "Who looked at what, and why: kept to be read.": {"Reveal": "field reason", "RegisterExport": "reason"},
    "The holder's own certificate says why it was revoked.": {"Certificate": "reason facts"},
}
OPEN = {
    (model, name)
    for columns in OPEN_FOR_A_REASON.values()
    for model, names in columns.items()
    for name in names.split()
}


def is_secret(field: Field | None) -> bool:
    """Whether a column has content that users without change permission must not read."""
    if not isinstance(field, TELLING) or isinstance(field, DateTimeField) or field.choices:
        return False
    # A history row has the columns of its model.
    model = getattr(field.model, "instance_type", field.model)
    # The path of a file, stored as text in histories, is no secret: files are public, or a view checks permission.
    if isinstance(next((each for each in model._meta.concrete_fields if each.name == field.name), field), FileField):
        return False
    return (model.__name__, field.name.removesuffix("_en")) not in OPEN

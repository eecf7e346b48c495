"""Workbooks that leave an import: the rows that need mending, and the register itself."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from community.errors import DomainError
from community.models import User
from community.spreadsheets import workbook
from residents import identity, vault
from residents.importing.people.rows import unpacked
from residents.importing.reading import cells, headers
from residents.importing.words import PROBLEMS, PROPOSALS, words
from residents.models import Residence, Resident
from residents.models.imports import ImportRow, RegisterExport, RegisterImport

_VOCABULARIES: dict[str, headers.Vocabulary] = {
    RegisterImport.Kind.PEOPLE: headers.PEOPLE,
    RegisterImport.Kind.APPOINTMENTS: headers.APPOINTMENTS,
}
REASON = "原因"  # a column that the import passes over


def rows_to_mend(run: RegisterImport) -> bytes:
    """The rows with a problem as they stood, each with its reason and place; to be mended and sent again."""
    rows = run.rows.exclude(raw_encrypted="").order_by("pk").iterator(2000)
    header = _VOCABULARIES[run.kind].export_header
    return workbook([*header, REASON, "工作表", "行号"], map(_row_to_mend, rows))


def _row_to_mend(row: ImportRow) -> list[object]:
    reasons = words(row.problems, PROBLEMS)
    if row.proposal:
        reasons.append(proposal(row))
    return [*unpacked(vault.decrypt(row.raw_encrypted)), "；".join(reasons), row.sheet, row.number]


def proposal(row: ImportRow) -> str:
    """What an import proposes about a likely double, in words; empty without one."""
    return str(PROPOSALS[row.proposal["kind"]]) % row.proposal if row.proposal else ""


def register_masked() -> bytes:
    """Everybody who lives or is registered here, with names, phones and numbers masked."""
    return workbook(headers.PEOPLE.export_header, _people(is_full=False))


def register_full(*, by: User, reason: str) -> bytes:
    """The register as it is, leaving a row that says who took it along and why.

    Imported again, every row of it is unchanged. Raises not_allowed, reason_needed.
    """
    if not by.has_perm("residents.export_register"):
        raise DomainError("not_allowed", _("You may not export the register."))
    if len(reason.strip()) < 4:
        raise DomainError("reason_needed", _("Please say in a few words why you need it."))
    content = workbook(headers.PEOPLE.export_header, _people(is_full=True))
    people = Residence.objects.current().values("resident_id").distinct().count()
    RegisterExport.objects.create(by=by, reason=reason.strip()[:200], people=people)
    return content


def _people(*, is_full: bool) -> Iterator[list[object]]:
    """A row for each current residence, door by door."""
    tagged = Prefetch("resident", Resident.objects.prefetch_related("tags"))
    residences = (
        Residence.objects.current()
        .filter(resident__anonymised_at=None)
        .select_related("household__building")
        .prefetch_related(tagged)
        .order_by("household__building__number", "household__unit", "household__room", "pk")
    )
    for residence in residences.iterator(2000):
        yield _line(residence, is_full)


def _line(residence: Residence, is_full: bool) -> list[object]:
    who, home = residence.resident, residence.household
    phones = [who.phone, who.other_phone]
    remarks = [cells.APART] if residence.kind == Residence.Kind.REGISTERED else []
    if is_full and who.remarks:
        remarks.append(who.remarks)
    return [
        f"{home.building.number}栋",
        home.unit,
        home.room,
        who.name if is_full else who.masked_name,
        cells.SEX_WORDS[who.sex],
        who.id_number if is_full else identity.mask(who.id_number),
        (who.birth_date.isoformat() if is_full else f"{who.birth_date.year}") if who.birth_date else "",
        "/".join(filter(None, phones)) if is_full else who.masked_phone,
        cells.RELATION_WORDS[residence.relation],
        "、".join(_tag_words(who)),
        "；".join(remarks),
    ]


def _tag_words(who: Resident) -> Iterable[str]:
    return (cells.TAG_WORDS.get(tag.slug, tag.name) for tag in who.tags.all())

"""The register as a workbook."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from community.models import User
from community.permissions import require_permission
from community.spreadsheets import workbook
from community.typed_words import A_FEW_WORDS, require_reason
from residents import identity
from residents.enums import DocumentKind, Precision
from residents.importing.reading import cells
from residents.importing.reading.vocabularies import PEOPLE
from residents.models import RegisterExport, Residence, Resident


def register_masked() -> bytes:
    """Everybody who lives or is registered here, with names, phones and numbers masked."""
    return workbook(PEOPLE.export_header, _people(is_full=False))


def register_full(*, by: User, reason: str) -> bytes:
    """The unmasked register, recording who exported it and why.

    Imported again, every row of it is unchanged. Raises not_allowed, reason_needed.
    """
    require_permission(by, "residents.export_register", _("You may not export the register."))
    reason = require_reason(reason, least=A_FEW_WORDS)
    content = workbook(PEOPLE.export_header, _people(is_full=True))
    people = Residence.objects.current().values("resident_id").distinct().count()
    RegisterExport.objects.create(by=by, reason=reason, people=people)
    return content


def _people(*, is_full: bool) -> Iterator[list[object]]:
    """A row for each current residence, by address."""
    tagged = Prefetch("resident", Resident.objects.prefetch_related("tags"))
    residences = (
        Residence.objects.current()
        .filter(resident__anonymised_at=None)
        .select_related("household__building")
        .prefetch_related(tagged)
        .order_by("household__building__order", "household__building__name", "household__unit", "household__room", "pk")
    )
    for residence in residences.iterator(2000):
        yield _line(residence, is_full)


def _line(residence: Residence, is_full: bool) -> list[object]:
    who, home = residence.resident, residence.household
    unit = home.building.unit_name(home.unit)
    phones = [who.phone, who.other_phone]
    remarks = [cells.APART] if residence.kind == Residence.Kind.REGISTERED else []
    if is_full and who.remarks:
        remarks.append(who.remarks)
    return [
        f"{home.building.name}栋" if home.building.name.isdigit() else home.building.name,
        int(unit) if unit.isdigit() else unit,
        home.room,
        who.name if is_full else who.masked_name,
        cells.SEX_WORDS[who.sex],
        who.id_number if is_full else identity.mask(who.id_number),
        _born(who, is_full) if who.birth_date else "",
        "/".join(filter(None, phones)) if is_full else who.masked_phone,
        cells.RELATION_WORDS[residence.relation],
        "、".join(_tag_words(who)),
        "；".join(remarks),
        cells.DOCUMENT_WORDS[DocumentKind(who.id_kind)] if who.id_encrypted else "",
    ]


def _born(who: Resident, is_full: bool) -> str:
    """The known part of the date of birth; only the year if masked."""
    length = {Precision.DAY.value: 10, Precision.MONTH.value: 7}.get(who.birth_precision, 4) if is_full else 4
    return str(who.birth_date)[:length]


def _tag_words(who: Resident) -> Iterable[str]:
    return (cells.TAG_WORDS.get(tag.slug, tag.name) for tag in who.tags.all())

"""Renders a certificate's face, and checks templates and texts before they are used."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from PIL import Image

from community.addresses import public_address
from community.certificates.codes import grouped
from community.certificates.faces import fonts, paper
from community.certificates.faces.design import Design, Said
from community.certificates.faces.words import fields_in, filled, found_in
from community.certificates.kinds import Kind
from community.certificates.models import Certificate
from community.errors import Invalid
from community.names import clean_name

FORBIDDEN = ("发票", "票据", "收据", "抵税", "免税", "税前扣除")
LONGEST = "克里木江·买买提依布拉音·阿卜杜热合曼、欧阳诸葛司马上官"
RAREST = "欧阳𪨧𱁬𰻝䶮"


def face_of(certificate: Certificate) -> Image.Image:
    """The face of a certificate, by the template of the day on which it was issued. Raises too_long."""
    template = certificate.template
    try:
        return paper.draw(template.design if template else certificate.of_kind.design, said_by(certificate))
    except ValueError as error:
        raise _too_long() from error


def said_by(certificate: Certificate) -> Said:
    """The content of a certificate's face; the space for a deleted name stays empty."""
    return Said(
        number=certificate.number,
        name=certificate.name or " ",
        day=certificate.issued_on,
        facts=certificate.facts,
        address=certificate.check_url,
        code=grouped(certificate.code),
        is_void=certificate.revoked_at is not None,
        fixed=certificate.of_kind.fixed,
        seal=certificate.seal.image_bytes() if certificate.seal else b"",
    )


def shown_face(certificate: Certificate, name: str) -> Image.Image:
    """The face for the public: `name` as its owner allows, without the proof in the QR code or the official seal."""
    design = certificate.template.design if certificate.template else certificate.of_kind.design
    said = replace(said_by(certificate), name=name, address=certificate.public_url, seal=b"")
    try:
        return paper.draw(design, said)
    except ValueError as error:
        raise _too_long() from error


def require_fits(certificate: Certificate, design: Design) -> None:
    """Raise too_long if the content of an unsaved certificate does not fit on its sheet."""
    number = f"{certificate.prefix}{certificate.issued_on.year}-0000000"
    try:
        paper.check(design, replace(said_by(certificate), number=number))
    except ValueError as error:
        raise _too_long() from error


def _too_long() -> Invalid:
    return Invalid("too_long", _("This text does not fit on the sheet. Please shorten it."))


def require_characters(design: Design, name: str, facts: dict[str, str], *, leaves_space: bool = False) -> None:
    """Raise no_glyph, naming the character and its code point, if no font has a character of the text.

    With `leaves_space`, missing characters of the name are allowed; space is left for them to be written by brush.
    """
    words = "".join(
        (filled(design.words, {**facts, "name": ""}), design.signatory, design.title, design.note, design.seal_words)
    )
    lacking = fonts.missing(words if leaves_space else name + words)
    if lacking:
        listed = "、".join(map(fonts.in_words, lacking))
        raise Invalid(
            "no_glyph",
            _(
                "No font here has %(characters)s. Leave a space for writing it by brush, or put a font into "
                "VAR_DIR/fonts."
            )
            % {"characters": listed},
            characters=lacking,
        )


def require_no_receipt(words: str) -> None:
    """Raise forbidden_words if the text would make an honorary certificate look like a receipt."""
    forbidden = found_in(words, FORBIDDEN)
    if forbidden:
        raise Invalid(
            "forbidden_words",
            _("A certificate is an honour and not a receipt: it must not contain “%(words)s”.")
            % {"words": "、".join(forbidden)},
        )


def require_usable(kind: Kind, design: Design) -> None:
    """Raise forbidden_words, wrong_title, unknown_field, no_number, no_glyph or too_long for an unusable template.

    It is tested with the longest and the rarest names.
    """
    looks = (design.title, design.title_en, design.words, design.signatory, design.number_line, design.seal_words)
    require_no_receipt("".join(looks) + (design.note if design.note != kind.fixed else ""))
    if kind.titles and design.title not in kind.titles:
        raise Invalid(
            "wrong_title", _("The title must be one of these: %(titles)s.") % {"titles": "、".join(kind.titles)}
        )
    unknown = (fields_in(design.words) | fields_in(design.number_line)) - {*kind.fields, "name", "number"}
    if unknown:
        raise Invalid("unknown_field", _("This kind has no field {%(field)s}.") % {"field": min(unknown)})
    if "number" not in fields_in(design.number_line):
        raise Invalid("no_number", _("The line with the number must contain {number}."))
    for name in (LONGEST, RAREST):
        sample(kind, design, name)


def sample(
    kind: Kind, design: Design, name: str, facts: dict[str, str] | None = None, *, leaves_space: bool = False
) -> Image.Image:
    """A face without a number and with made-up facts, to preview a template or a certificate.

    Raises no_glyph, too_long.
    """
    said = sample_said(kind, design, name, facts, leaves_space=leaves_space)
    try:
        return paper.draw(design, said)
    except ValueError as error:
        raise _too_long() from error


def sample_said(
    kind: Kind, design: Design, name: str, facts: dict[str, str] | None = None, *, leaves_space: bool = False
) -> Said:
    """The content of such a face, once checked. Raises no_glyph, too_long."""
    facts = dict(kind.fields) if facts is None else facts
    require_characters(design, name, facts, leaves_space=leaves_space)
    code = "ABCDEFGHJKMNPQRS"
    address = public_address(f"/c/{grouped(code)}/#{'0' * 26}")
    number, day = f"{kind.prefix}2026-000000", date(2026, 11, 23)
    said = Said(number, clean_name(name), day, facts, address, grouped(code), fixed=kind.fixed)
    try:
        paper.check(design, said)
    except ValueError as error:
        raise _too_long() from error
    return said

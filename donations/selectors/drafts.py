"""Certificates before they are issued: their content, their appearance, and why some cannot be issued."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image

from community.certificates.editing import template_in_use
from community.certificates.faces.printing import require_no_receipt, sample, sample_said
from community.certificates.faces.words import date_in_characters
from community.certificates.kinds import kind_of
from community.certificates.models import BETWEEN_NAMES
from community.errors import Conflict, DomainError, Invalid
from donations.enums import GiftState
from donations.models import CashSlip, CertificateBatch, Gift, Giver
from donations.rules.thanks import things_in_short, things_in_words
from donations.selectors.gifts import told

KIND = "gift"


@dataclass(frozen=True, slots=True)
class Draft:
    """A certificate before it is issued: its donors, the name, and the facts."""

    givers: list[Giver]
    name: str
    facts: dict[str, str]


def drafts_of(gift: Gift, *, one_each: bool, leaves_space: bool) -> list[Draft]:
    """The certificates that would be issued for a gift, checked as when issuing; raises what `issue_certificates`
    raises.
    """
    if gift.state != GiftState.ACCEPTED:
        raise Conflict("not_accepted", _("Only an accepted gift can have a certificate."))
    givers = list(gift.givers.select_related("donor"))
    if any(giver.certificate_id for giver in givers):
        raise Conflict("certified", _("This gift already has a certificate."))
    named = [giver for giver in givers if giver.donor.name]
    if not named:
        raise Invalid("unnamed", _("Anonymous donors do not get a certificate."))
    if gift.amount is not None and not gift.paper_number and not is_counted(gift):
        raise Conflict("uncounted", _("Two people have to count the money first."))
    facts, kind = facts_of(gift), kind_of(KIND)
    design = template_in_use(KIND).design
    drafts = [
        Draft(together, BETWEEN_NAMES.join(giver.donor.name for giver in together), facts)
        for together in ([[giver] for giver in named] if one_each else [named])
    ]
    for each in drafts:
        sample_said(kind, design, each.name, each.facts, leaves_space=leaves_space)
    return drafts


def draw_draft(draft: Draft, *, leaves_space: bool) -> Image.Image:
    """A preview of such a certificate, without a number."""
    return sample(kind_of(KIND), template_in_use(KIND).design, draft.name, draft.facts, leaves_space=leaves_space)


def facts_of(gift: Gift) -> dict[str, str]:
    """What a certificate of a gift says besides the name. Raises forbidden_words."""
    facts = {"things": things_in_words(gift), "given_on": date_in_characters(gift.given_on), "use": gift.wished_use}
    require_no_receipt("".join(facts.values()))
    return facts


def is_counted(gift: Gift) -> bool:
    """Whether the money of a gift has been counted by two people."""
    return CashSlip.objects.filter(gift=gift, confirmed_at__isnull=False).exists()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One gift on a contact sheet: what it is, its donors, and why it cannot be certified, if so."""

    gift: Gift
    things: str
    names: list[str]
    refusal: str


def sheets_of(batch: CertificateBatch) -> list[Sheet]:
    """The contact sheet of a batch, checked as when issuing."""
    return [_sheet(batch, gift) for gift in told(batch.gifts.all()).order_by("pk")]


def _sheet(batch: CertificateBatch, gift: Gift) -> Sheet:
    names, refusal = [str(giver.donor) for giver in gift.givers.all()], ""
    try:
        drafts_of(gift, one_each=batch.one_each, leaves_space=batch.leaves_space)
    except DomainError as error:
        refusal = error.message
    return Sheet(gift, things_in_short(gift), names, refusal)


def preview(batch: CertificateBatch, gift: int) -> Image.Image | None:
    """A preview of the first certificate of a gift in the batch; None if it cannot be issued."""
    found = batch.gifts.filter(pk=gift).first()
    if found is None:
        return None
    try:
        [first, *_rest] = drafts_of(found, one_each=batch.one_each, leaves_space=batch.leaves_space)
        return draw_draft(first, leaves_space=batch.leaves_space)
    except DomainError:
        return None

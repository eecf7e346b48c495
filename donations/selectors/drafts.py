"""Certificates of gifts before they are issued: what they would say, how they would look, why there would be none."""

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
    """A certificate before it is issued: of which givers, with which name, and what it says."""

    givers: list[Giver]
    name: str
    facts: dict[str, str]


def drafts_of(gift: Gift, *, one_each: bool, leaves_space: bool) -> list[Draft]:
    """What would be issued for a gift, checked as issuing checks it; raises what `issue_certificates` raises."""
    if gift.state != GiftState.ACCEPTED:
        raise Conflict("not_accepted", _("Only an accepted gift has a certificate."))
    givers = list(gift.givers.select_related("donor"))
    if any(giver.certificate_id for giver in givers):
        raise Conflict("certified", _("This gift has a certificate already."))
    named = [giver for giver in givers if giver.donor.name]
    if not named:
        raise Invalid("unnamed", _("Who stays unnamed gets no certificate."))
    if gift.amount is not None and not gift.paper_number and not is_counted(gift):
        raise Conflict("uncounted", _("Two people count the money first."))
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
    """How such a certificate would look, without a number of its own."""
    return sample(kind_of(KIND), template_in_use(KIND).design, draft.name, draft.facts, leaves_space=leaves_space)


def facts_of(gift: Gift) -> dict[str, str]:
    """What a certificate of a gift says besides the name. Raises forbidden_words."""
    facts = {"things": things_in_words(gift), "given_on": date_in_characters(gift.given_on), "use": gift.wished_use}
    require_no_receipt("".join(facts.values()))
    return facts


def is_counted(gift: Gift) -> bool:
    """Whether the money of a gift is there: on a slip of two people."""
    return CashSlip.objects.filter(gift=gift, confirmed_at__isnull=False).exists()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One gift on a contact sheet: what it is, whose, and why it cannot be thanked for."""

    gift: Gift
    things: str
    names: list[str]
    refusal: str


def sheets_of(batch: CertificateBatch) -> list[Sheet]:
    """The contact sheet of a batch, checked as issuing checks it."""
    return [_sheet(batch, gift) for gift in told(batch.gifts.all()).order_by("pk")]


def _sheet(batch: CertificateBatch, gift: Gift) -> Sheet:
    names, refusal = [str(giver.donor) for giver in gift.givers.all()], ""
    try:
        drafts_of(gift, one_each=batch.one_each, leaves_space=batch.leaves_space)
    except DomainError as error:
        refusal = error.message
    return Sheet(gift, things_in_short(gift), names, refusal)


def preview(batch: CertificateBatch, gift: int) -> Image.Image | None:
    """How the first certificate of a gift of the batch would look; None where there would be none."""
    found = batch.gifts.filter(pk=gift).first()
    if found is None:
        return None
    try:
        [first, *_rest] = drafts_of(found, one_each=batch.one_each, leaves_space=batch.leaves_space)
        return draw_draft(first, leaves_space=batch.leaves_space)
    except DomainError:
        return None

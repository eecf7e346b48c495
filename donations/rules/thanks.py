"""Describing a gift in words, and how much of a donor's name is public."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.certificates.enums import NameShown
from donations.enums import DonorKind, Publicity
from donations.models import Donor, Gift, GiftLine, Giver
from donations.names import family_name
from donations.rules.money import in_capitals, whole

_ON_CERTIFICATES = {Publicity.FULL: NameShown.WHOLE, Publicity.FAMILY: NameShown.MASKED}


def things_in_words(gift: Gift) -> str:
    """What was accepted, as written on a certificate, in formal numerals: 钢琴壹架、图书叁佰陆拾贰册."""
    things = [f"{line.what}{whole(line.accepted)}{line.unit}" for line in gift.lines.all() if line.accepted]
    if gift.amount is not None:
        things.append(money_in_words(gift.amount))
    words = "、".join(things)
    return f"{words}，价值{money_in_words(gift.value)}" if gift.prints_value and gift.value is not None else words


def money_in_words(amount: Decimal) -> str:
    """An amount as written on a certificate, in formal numerals and in figures: 人民币捌拾捌元捌角整（¥88.80）."""
    return f"人民币{in_capitals(amount)}（¥{amount:,.2f}）"


def things_in_short(gift: Gift) -> str:
    """What was given, for a list; money without its amount, because donors are not ranked by it."""
    return in_short(gift, gift.lines.all())


def in_short(gift: Gift, lines: Iterable[GiftLine]) -> str:
    """The same, with the gift's lines that the caller has loaded."""
    things = [f"{line.what} {line.accepted or line.count}{line.unit}" for line in lines if line.accepted != 0]
    if gift.amount is not None:
        things.append(_("money"))
    return pgettext("between names", ", ").join(things)


def name_shown(publicity: str) -> NameShown:
    """What the certificate check shows, given what the wall shows."""
    return _ON_CERTIFICATES.get(Publicity(publicity), NameShown.NEIGHBOUR)


def public_name(donor: Donor, publicity: str) -> str:
    """A donor's name as shown on the wall."""
    if not donor.name or publicity in (Publicity.NEIGHBOUR, Publicity.NOTHING):
        return _("a neighbour")
    if publicity == Publicity.FULL:
        return donor.name
    if donor.kind != DonorKind.PERSON:
        return _("a shop or group of our neighbourhood")
    return _("neighbour %(family)s") % {"family": family_name(donor.name)}


def public_names(gift: Gift) -> str:
    """The donors as shown to the public; reads the prefetched givers."""
    return names_of(gift, gift.givers.all())


def names_of(gift: Gift, givers: Iterable[Giver]) -> str:
    """The same, with the gift's givers that the caller has loaded with their donors."""
    names = dict.fromkeys(public_name(giver.donor, gift.publicity) for giver in givers)
    return pgettext("between names", ", ").join(names)

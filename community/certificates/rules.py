"""Whether certificates may be issued at all."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from community.errors import Invalid


def require_public_address() -> None:
    """Raise not_public in production unless `SITE_URL`, which goes into every QR code, is reachable from outside.

    Paper cannot be corrected later.
    """
    if settings.PRODUCTION and not is_public(settings.SITE_URL):
        raise Invalid(
            "not_public",
            _(
                "Certificates cannot be issued until SITE_URL is the portal's https address: their QR codes "
                "would lead nowhere."
            ),
        )


def is_public(address: str) -> bool:
    """Whether an address uses https and names a host other than this machine."""
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme != "https" or not host or host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        named = ip_address(host)
    except ValueError:
        return True
    return not (named.is_loopback or named.is_unspecified or named.is_link_local)

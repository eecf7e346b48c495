"""Editing certificate templates: write a version, preview it, and put it into use."""

from collections.abc import Collection
from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from community.certificates.faces.design import Design
from community.certificates.faces.printing import require_usable
from community.certificates.kinds import kind_of
from community.certificates.templates import CertificateTemplate
from community.errors import Conflict
from community.models import User
from community.permissions import require_permission
from community.throttling import one_at_a_time

# The names with which a version has to be previewed before it is used: the longest one, and a rare one.
MUST_BE_SEEN = frozenset({"longest", "rarest"})


def template_in_use(kind: str) -> CertificateTemplate:
    """The newest version of a kind's template in use; created from the kind's own design on first use."""
    used = CertificateTemplate.objects.filter(kind=kind, approved_at__isnull=False).order_by("-version").first()
    return used or _first(kind)


def _first(kind: str) -> CertificateTemplate:
    with transaction.atomic():
        one_at_a_time(f"first template of {kind}")
        used = CertificateTemplate.objects.filter(kind=kind, approved_at__isnull=False).order_by("-version").first()
        return used or CertificateTemplate.objects.create(
            kind=kind, version=_next_version(kind), approved_at=timezone.now(), **asdict(kind_of(kind).design)
        )


def _next_version(kind: str) -> int:
    last = CertificateTemplate.objects.filter(kind=kind).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def write_template(*, kind: str, design: Design, by: User) -> CertificateTemplate:
    """Save a new version of a kind's template, which is not in use yet.

    Raises not_allowed, whatever `require_usable` raises, and busy if a colleague saved a version at the same time.
    """
    _require_editor(by)
    require_usable(kind_of(kind), design)
    try:
        with transaction.atomic():
            return CertificateTemplate.objects.create(
                kind=kind, version=_next_version(kind), created_by=by, **asdict(design)
            )
    except IntegrityError as error:
        raise Conflict("busy", _("A colleague has just changed this template. Please look at it again.")) from error


def use_template(*, template: CertificateTemplate, by: User, looked_at: Collection[str]) -> CertificateTemplate:
    """Use this version for new certificates.

    Raises not_allowed, older_version, not_looked_at if `looked_at` lacks one of `MUST_BE_SEEN`, and what
    `require_usable` raises.
    """
    _require_editor(by)
    with transaction.atomic():
        template = CertificateTemplate.objects.select_for_update().get(pk=template.pk)
        if CertificateTemplate.objects.filter(
            kind=template.kind, approved_at__isnull=False, version__gt=template.version
        ).exists():
            raise Conflict("older_version", _("A newer version is in use. Please write a new one."))
        if template.approved_at is not None:
            return template  # the button was pressed twice
        if not {*looked_at} >= MUST_BE_SEEN:
            words = _("Please preview it with the longest and with a rare name first.")
            raise Conflict("not_looked_at", words)
        require_usable(kind_of(template.kind), template.design)
        template.approved_at, template.approved_by = timezone.now(), by
        template.save(update_fields=["approved_at", "approved_by"])
    return template


def _require_editor(by: User) -> None:
    require_permission(
        by, "community.change_certificatetemplate", _("Only staff who manage templates can change them.")
    )

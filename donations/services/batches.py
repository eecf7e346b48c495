"""Batches of certificates: all of them or none, and one file in the order of their numbers."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from community.certificates.faces.paper import pdf
from community.certificates.faces.printing import face_of
from community.errors import Conflict, DomainError, Invalid
from community.models import Certificate, User
from donations.enums import BatchState
from donations.models import CertificateBatch, Gift
from donations.models.batches import STALE
from donations.rules.people import require_staff
from donations.services.certificates import issue_certificates

MOST = 200  # gifts per batch
KEPT_FOR = timedelta(days=7)
EVERY = 5  # sheets between two signs of life


def make_batch(
    *, gifts: Iterable[Gift], by: User, one_each: bool = False, leaves_space: bool = False
) -> CertificateBatch:
    """Choose gifts to certify together; nothing is issued yet. Raises not_allowed, nothing, too_many."""
    require_staff(by)
    chosen = list(gifts)
    if not chosen:
        raise Invalid("nothing", _("Please choose gifts first."))
    if len(chosen) > MOST:
        raise Invalid("too_many", _("At most %(most)d at once, please.") % {"most": MOST})
    with transaction.atomic():
        batch = CertificateBatch.objects.create(made_by=by, one_each=one_each, leaves_space=leaves_space)
        batch.gifts.set(chosen)
    return batch


def order_batch(*, batch: CertificateBatch, by: User) -> CertificateBatch:
    """Have the worker issue and draw a batch, or draw it again. Raises not_allowed, and bad_state while it is in
    progress.
    """
    require_staff(by)
    died = Q(state__in=[BatchState.WAITING, BatchState.WORKING], progress_at__lt=timezone.now() - STALE)
    free = died | Q(state__in=[BatchState.DRAFT, BatchState.REFUSED]) | Q(state=BatchState.DONE, file="")
    ordered = CertificateBatch.objects.filter(free, pk=batch.pk).update(
        state=BatchState.WAITING, progress_at=timezone.now(), message="", done=0, total=0, made_by=by
    )
    if not ordered:
        raise Conflict("bad_state", _("The worker is already processing this batch."))
    batch.refresh_from_db()
    return batch


def work_on_batch(pk: int) -> CertificateBatch:
    """Issue an ordered batch, all or none, then draw it; called by the worker. A refusal is recorded in the batch."""
    claimed = CertificateBatch.objects.filter(pk=pk, state=BatchState.WAITING).update(
        state=BatchState.WORKING, progress_at=timezone.now()
    )
    batch = CertificateBatch.objects.select_related("made_by").get(pk=pk)
    if not claimed:
        return batch
    try:
        _issue(batch)
    except DomainError as error:
        CertificateBatch.objects.filter(pk=pk).update(state=BatchState.REFUSED, message=error.message[:500])
    else:
        _draw(batch)
    batch.refresh_from_db()
    return batch


def _issue(batch: CertificateBatch) -> None:
    """Issue all in one short transaction, because it locks the counter of the numbers."""
    if batch.certificates.exists():  # issued by a worker that died while drawing
        return
    by = batch.made_by
    if by is None:
        raise Invalid("not_allowed", _("Only staff who manage gifts can do this."))
    with transaction.atomic():
        issued = issue_certificates(
            gifts=batch.gifts.all(), by=by, one_each=batch.one_each, leaves_space=batch.leaves_space
        )
        batch.certificates.set(issued)


def _draw(batch: CertificateBatch) -> None:
    batch.file = f"{uuid.uuid4().hex}.pdf"
    path = batch.path
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".fresh")
    try:
        with fresh.open("wb") as file:
            fresh.chmod(0o600)
            pdf(_faces(batch), file)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    CertificateBatch.objects.filter(pk=batch.pk).update(
        state=BatchState.DONE, file=batch.file, ready_at=timezone.now(), progress_at=timezone.now()
    )


def _faces(batch: CertificateBatch) -> Iterator[Image.Image]:
    certificates = batch.certificates.select_related("template", "seal").order_by("prefix", "issued_at", "number")
    total = certificates.count()
    for done, certificate in enumerate(certificates.iterator(50)):
        if done % EVERY == 0:
            CertificateBatch.objects.filter(pk=batch.pk).update(done=done, total=total, progress_at=timezone.now())
        yield face_of(certificate)
    CertificateBatch.objects.filter(pk=batch.pk).update(done=total, total=total)


def drop_files_with(certificates: Iterable[Certificate]) -> None:
    """Delete the files of batches that contain these certificates, after commit; they can be drawn again."""
    drawn = CertificateBatch.objects.filter(certificates__in=[each.pk for each in certificates]).exclude(file="")
    _drop(list(drawn.distinct()))


def forget_batches() -> int:
    """Delete files after a week; returns how many."""
    old = list(CertificateBatch.objects.exclude(file="").filter(ready_at__lt=timezone.now() - KEPT_FOR))
    with transaction.atomic():
        _drop(old)
    return len(old)


def _drop(batches: list[CertificateBatch]) -> None:
    paths = [each.path for each in batches]
    CertificateBatch.objects.filter(pk__in=[each.pk for each in batches]).update(file="")

    def delete() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    transaction.on_commit(delete)

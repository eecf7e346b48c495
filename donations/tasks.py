"""Background tasks of donations."""

from django.conf import settings
from django.utils import translation
from django_tasks import task

from donations import services
from donations.models import CertificateBatch


@task()
def remind_of_loans() -> None:
    """Remind borrowers of due loans; runs every hour."""
    services.remind_of_loans()


@task()
def work_on_batch(pk: int) -> None:
    """Issue and draw a batch; a refusal is recorded in the language of whoever ordered it."""
    by = CertificateBatch.objects.select_related("made_by").get(pk=pk).made_by
    with translation.override(by.language if by else settings.LANGUAGE_CODE):
        services.work_on_batch(pk)


@task()
def forget() -> None:
    """Delete files of batches after a week, and the cells of old lists when they expire; runs daily."""
    services.forget_batches()
    services.forget_old_lists()

"""What the worker does with gifts."""

from django.conf import settings
from django.utils import translation
from django_tasks import task

from donations import services
from donations.models import CertificateBatch


@task()
def remind_of_loans() -> None:
    """Remind those whose loan is due; every hour."""
    services.remind_of_loans()


@task()
def work_on_batch(pk: int) -> None:
    """Issue and draw a batch; what refuses it is said in the language of whoever ordered it."""
    by = CertificateBatch.objects.select_related("made_by").get(pk=pk).made_by
    with translation.override(by.language if by else settings.LANGUAGE_CODE):
        services.work_on_batch(pk)


@task()
def forget() -> None:
    """Let go of files of batches after a week, and of the cells of old lists after their time; once a day."""
    services.forget_batches()
    services.forget_old_lists()

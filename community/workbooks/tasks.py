"""The steps of an import in the background; a refused step is recorded in the run, and is not a failure of the worker.

Messages are stored with the run as text, so they are written in the language of whoever requested the step.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django_tasks import task

from community.errors import DomainError
from community.models import User
from community.workbooks.tracks import track_of


@task()
def rehearse(model: str, pk: int) -> None:
    """Rehearse a run of a model such as "residents.registerimport"."""
    run = _run(model, pk)
    with _asked_by(run.uploaded_by):
        track_of(run).rehearse(run=run)


@task()
def apply(model: str, pk: int, by_id: int) -> None:
    """Apply a run."""
    run, by = _run(model, pk), User.objects.get(pk=by_id)
    with _asked_by(by):
        track_of(run).apply(run=run, by=by)


@task()
def undo(model: str, pk: int, by_id: int) -> None:
    """Undo a run."""
    run, by = _run(model, pk), User.objects.get(pk=by_id)
    with _asked_by(by):
        track_of(run).undo(run=run, by=by)


@contextmanager
def _asked_by(user: User | None) -> Iterator[None]:
    with translation.override(user.language if user else settings.LANGUAGE_CODE), suppress(DomainError):
        yield


def _run(model: str, pk: int) -> Any:
    return apps.get_model(model)._default_manager.get(pk=pk)

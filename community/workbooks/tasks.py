"""The steps of a workbook, in the background; what refuses one stands in the run, and is no failure of the worker."""

from contextlib import suppress
from typing import Any

from django.apps import apps
from django_tasks import task

from community.errors import DomainError
from community.models import User
from community.workbooks.tracks import track_of


@task()
def rehearse(model: str, pk: int) -> None:
    """Rehearse a run of a model such as "residents.registerimport"."""
    run = _run(model, pk)
    with suppress(DomainError):
        track_of(run).rehearse(run=run)


@task()
def apply(model: str, pk: int, by_id: int) -> None:
    """Apply a run."""
    run = _run(model, pk)
    with suppress(DomainError):
        track_of(run).apply(run=run, by=User.objects.get(pk=by_id))


@task()
def undo(model: str, pk: int, by_id: int) -> None:
    """Undo a run."""
    run = _run(model, pk)
    with suppress(DomainError):
        track_of(run).undo(run=run, by=User.objects.get(pk=by_id))


def _run(model: str, pk: int) -> Any:
    return apps.get_model(model)._default_manager.get(pk=pk)

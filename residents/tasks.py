"""Background work of the register."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django_tasks import task

from community.errors import DomainError
from community.models import User
from residents import services
from residents.importing import steps
from residents.importing.people import undoing
from residents.models import RegisterImport


@task()
def forget() -> None:
    """Run the rules of retention; once a day."""
    services.forget()


@task()
def rehearse_import(pk: int) -> None:
    """Rehearse an import; what refuses it is kept with it."""
    _quietly(steps.rehearse, run=RegisterImport.objects.select_related("compound").get(pk=pk))


@task()
def apply_import(pk: int, by_id: int) -> None:
    """Apply an import; what refuses it is kept with it."""
    run = RegisterImport.objects.select_related("compound").get(pk=pk)
    _quietly(steps.apply, run=run, by=User.objects.get(pk=by_id))


@task()
def undo_import(pk: int, by_id: int) -> None:
    """Undo an import; what refuses it is kept with it."""
    run = RegisterImport.objects.select_related("compound").get(pk=pk)
    _quietly(undoing.undo_import, run=run, by=User.objects.get(pk=by_id))


def _quietly(step: Callable[..., object], **arguments: Any) -> None:
    """Run a step; a refusal stands in the import's message already, and is no failure of the worker."""
    with suppress(DomainError):
        step(**arguments)

"""Undoes an import row by row, if nothing newer depends on it.

Each row's `made` records: `created` a resident; `changed` one, with `before` and `id_filled`; `tagged`; `moved_in`
residences; `ended` and `dropped` ones; `related` with the previous relation.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from community.audit import acting_as, save_by
from community.models import User
from community.only_added import forget
from community.workbooks import runs
from community.workbooks.enums import RunState as State
from community.workbooks.runs import Progress, batches
from community.workbooks.words import refuse
from residents.importing.people.plan import HEAD
from residents.models import Compound, Household, ImportRow, RegisterImport, Residence, Resident

_OWN_TABLES = (Residence, ImportRow, Resident.tags.through)


def undo_import(*, run: RegisterImport, by: User | None) -> RegisterImport:
    """Restore the register to its state before an import.

    Raises depended_on with `count` if its people were changed, moved, matched, viewed or appointed since; then
    nothing is undone. Households that others have used since stay.
    """
    with runs.step(run, State.UNDOING):
        try:
            with transaction.atomic(), Progress(run, run.rows.exclude(made={}).count()) as progress:
                Compound.objects.select_for_update().get(pk=run.compound_id)
                count = _depend_on(run)
                if count:
                    raise refuse("depended_on", count=count)
                _put_back(run, by, progress)
        except IntegrityError as error:
            raise refuse("changed_meanwhile") from error
        RegisterImport.objects.filter(pk=run.pk).update(undone_at=timezone.now(), undone_by=by)
    return run


def _made(run: RegisterImport) -> Any:
    """What the rows created, a few thousand at a time."""
    return batches(run.rows.exclude(made={}).values_list("made", flat=True).iterator(2000))


def _depend_on(run: RegisterImport) -> int:
    """The number of people or households on which something newer depends."""
    since, found = run.applied_at, set()
    for batch in _made(run):
        created = [made["created"] for made in batch if "created" in made]
        changed = [made["changed"] for made in batch if "changed" in made]
        changed += [made["tagged"][0] for made in batch if "tagged" in made]
        moved_in = [pk for made in batch for pk in made.get("moved_in", ())]
        touched = moved_in + [pk for made in batch for pk, _before in made.get("ended", []) + made.get("related", [])]
        history = Resident.history.filter(id__in=created + changed, history_date__gt=since)
        found |= set(history.values_list("id", flat=True))
        homes = Residence.history.filter(id__in=touched, history_date__gt=since)
        found |= set(homes.values_list("resident_id", flat=True))
        found |= set(
            Residence.objects.filter(resident_id__in=created)
            .exclude(pk__in=moved_in)
            .values_list("resident_id", flat=True)
        )
        for relation in Resident._meta.related_objects:
            if relation.related_model not in _OWN_TABLES:
                others = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": created})
                found |= set(others.values_list(relation.field.name, flat=True))
    return len(found)


def _put_back(run: RegisterImport, by: User | None, progress: Progress) -> None:
    done = 0
    # All new residences are deleted before old ones are restored, because a person lives in one place at a time.
    for batch in _made(run):
        moved_in = [pk for made in batch for pk in made.get("moved_in", ())]
        _forget(Residence, moved_in)
    relations: dict[int, str] = {}
    for batch in _made(run):
        _return_people(batch, by)
        _return_homes(batch, by)
        relations |= {pk: before for made in batch for pk, before in made.get("related", ())}
        done += len(batch)
        progress(done)
    _return_relations(relations, by)
    _drop_empty_households(run)


def _forget(model: type[Resident] | type[Residence], pks: list[int]) -> None:
    """Delete created records including their history, because the import itself records who did what.

    Without signals, which would first write each to the history. `_depend_on` has checked that nothing else refers to
    them, and the database would refuse.
    """
    gone = model.objects.filter(pk__in=pks)
    gone._raw_delete(gone.db)
    forget(model.history.filter(id__in=pks))


def _return_people(batch: list[dict[str, Any]], by: User | None) -> None:
    created = [made["created"] for made in batch if "created" in made]
    through = Resident.tags.through.objects.filter(resident_id__in=created)
    through._raw_delete(through.db)
    ImportRow.objects.filter(resident_id__in=created).update(resident=None)
    _forget(Resident, created)
    changes = {made["changed"]: made for made in batch if "changed" in made}
    for resident in Resident.objects.select_for_update().filter(pk__in=changes):
        made = changes[resident.pk]
        born = made["before"].pop("birth_date")
        resident.birth_date = date.fromisoformat(born) if born else None
        for name, value in made["before"].items():
            setattr(resident, name, value)
        if made.get("id_filled"):
            resident.id_number = ""
        save_by(resident, by)
    tagged = dict(made["tagged"] for made in batch if "tagged" in made)
    for resident in Resident.objects.filter(pk__in=tagged):
        with acting_as(by):
            resident.tags.remove(*tagged[resident.pk])


def _return_homes(batch: list[dict[str, Any]], by: User | None) -> None:
    ended = dict(pair for made in batch for pair in made.get("ended", ()))
    for residence in Residence.objects.select_for_update().filter(pk__in=ended):
        residence.during = DateRange(residence.during.lower, _day(ended[residence.pk]))
        save_by(residence, by)
    for made in batch:
        for resident, household, kind, relation, lower, upper in made.get("dropped", ()):
            residence = Residence(resident_id=resident, household_id=household, kind=kind, relation=relation)
            residence.during = DateRange(_day(lower), _day(upper))
            save_by(residence, by)


def _return_relations(relations: dict[int, str], by: User | None) -> None:
    """Former heads first, because a household has only one head."""
    ordered = sorted(relations, key=lambda pk: relations[pk] == HEAD)
    for batch in batches(ordered):
        residences = Residence.objects.select_for_update().in_bulk(batch)
        for pk in batch:
            residence = residences[pk]
            residence.relation = relations[pk]
            save_by(residence, by)


def _drop_empty_households(run: RegisterImport) -> None:
    for batch in batches(run.totals.get("made_households", [])):
        Household.objects.filter(pk__in=batch, residences=None).delete()


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None

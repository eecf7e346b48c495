"""Merging two records of one person."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.errors import Conflict, Invalid
from community.models import User
from community.only_added import tables
from community.permissions import require_permission
from residents import documents
from residents.models import EmergencyContact, Guardianship, ImportRow, LoginMatch, Residence, Resident
from residents.rules.stays import Stay, is_shorter, merged_stays
from residents.services.refusals import as_domain_errors

_FILLED = ("phone", "other_phone", "birth_date", "sex")
# Stays with the emptied record, besides append-only rows: the import that created it.
_STAYS = (ImportRow, Resident.tags.through)


def merge_residents(*, keep: Resident, other: Resident, by: User) -> Resident:
    """Merge `other` into `keep`: everything that refers to it is moved, and the emptied record stays.

    The data of `keep` takes precedence; `other` fills gaps. If both lived somewhere at the same time, the later move
    takes precedence, and the earlier residence ends then. Raises not_allowed, same_person, bad_state if one is gone,
    id_differs if both have an identity number, two_logins, both_used if both have something that a person can have
    only once, and head_taken.
    """
    require_permission(by, "residents.change_resident", _("You may not change the register."))
    if keep.pk == other.pk:
        raise Invalid("same_person", _("This is one record, not two."))
    with transaction.atomic():
        # In the order of keys, so that two users who merge the same pair cannot deadlock.
        pair = {
            each.pk: each
            for each in Resident.objects.select_for_update().filter(pk__in=[keep.pk, other.pk]).order_by("pk")
        }
        keep, other = pair[keep.pk], pair[other.pk]
        _check(keep, other)
        kind, number = (keep if keep.id_number else other).id_kind, keep.id_number or other.id_number
        with acting_as(by), as_domain_errors():
            _pass_on_homes(keep, other)
            _pass_on_family(keep, other)
            _pass_on_contacts(keep, other)
            _pass_on_rest(keep, other)
            _fill(keep, other)
            tags = list(other.tags.all())
            _empty(other, keep)
            if not keep.id_number:
                keep.carry(kind, number)
            keep._change_reason = f"merged with {other.pk}"
            keep.save()
            keep.tags.add(*tags)
    return keep


def _check(keep: Resident, other: Resident) -> None:
    if keep.anonymised_at or other.anonymised_at:
        raise Conflict("bad_state", _("One of these records is anonymised, or already merged."))
    if keep.id_number and other.id_number:
        raise Invalid(
            "id_differs",
            _("Both have a valid identity number, and the numbers differ. Please remove the wrong one first."),
        )
    if LoginMatch.objects.filter(resident__in=[keep, other], state=LoginMatch.State.MATCHED).count() > 1:
        raise Conflict("two_logins", _("Both have a login. Please undo the wrong match first."))


def _fill(keep: Resident, other: Resident) -> None:
    if documents.follows_standard(other.id_number):  # birth date and sex follow from the number
        keep.birth_date, keep.sex = other.birth_date, other.sex
        keep.birth_precision = other.birth_precision
    elif keep.birth_date is None:
        keep.birth_precision = other.birth_precision
    for name in _FILLED:
        setattr(keep, name, getattr(keep, name) or getattr(other, name))
    if not keep.other_phone and other.phone != keep.phone:
        keep.other_phone = other.phone
    words = [word for each in (keep.remarks, other.remarks) for word in each.split("；") if word]
    keep.remarks = "；".join(dict.fromkeys(words))


def _empty(other: Resident, keep: Resident) -> None:
    """Empty the record, which stays because of the record of who looked at it."""
    other.name, other.merged_into, other.anonymised_at = "—", keep, timezone.now()
    other.phone = other.other_phone = other.remarks = other.sex = other.id_number = ""
    other.birth_date = None
    other._change_reason = f"merged into {keep.pk}"
    other.save()
    other.tags.clear()
    other.merged.update(merged_into=keep)


def _pass_on_homes(keep: Resident, other: Resident) -> None:
    rows = Residence.objects.select_for_update().filter(resident__in=[keep, other]).order_by("pk")
    for kind in Residence.Kind.values:
        of_kind = [row for row in rows if row.kind == kind]
        stays = merged_stays(of_kind, keep.pk)
        left = {stay.row.pk for stay in stays}
        for row in of_kind:
            if row.pk not in left:
                row.delete()
        # Shortened residences make room for the others.
        for stay in sorted(stays, key=lambda each: not is_shorter(each)):
            _rewrite(stay, keep)


def _rewrite(stay: Stay, keep: Resident) -> None:
    row = stay.row
    if (row.resident_id, row.during.upper, row.relation) == (keep.pk, stay.upper, stay.relation):
        return
    row.resident, row.during, row.relation = keep, DateRange(stay.lower, stay.upper), stay.relation
    row.save()


def _pass_on_family(keep: Resident, other: Resident) -> None:
    """Move guardians and wards, dropping duplicates and anyone who would become their own guardian."""
    for role, opposite in (("guardian", "child"), ("child", "guardian")):
        known = {keep.pk, *Guardianship.objects.filter(**{role: keep}).values_list(f"{opposite}_id", flat=True)}
        for each in Guardianship.objects.filter(**{role: other}):
            if getattr(each, f"{opposite}_id") in known:
                each.delete()
            else:
                setattr(each, role, keep)
                each.save()


def _pass_on_contacts(keep: Resident, other: Resident) -> None:
    """Move emergency contacts, dropping duplicates. The result may exceed the usual limit, so that none is lost."""
    known = keep.emergency_contacts.values("phone")
    other.emergency_contacts.filter(phone__in=known).delete()
    other.emergency_contacts.update(resident=keep)


def _pass_on_rest(keep: Resident, other: Resident) -> None:
    """Move logins, appointments, and records of other apps."""
    only_added = tables()
    for relation in Resident._meta.related_objects:
        model: Any = relation.related_model
        if (
            model in (*_STAYS, Residence, Guardianship, EmergencyContact, Resident)
            or model._meta.db_table in only_added
        ):
            continue
        for each in model._default_manager.filter(**{relation.field.name: other}):
            setattr(each, relation.field.name, keep)
            try:
                with transaction.atomic():
                    each.save()
            except IntegrityError as error:
                raise Invalid(
                    "both_used",
                    _("Both have something that a person can have only once: %(what)s. Please resolve that first.")
                    % {"what": model._meta.verbose_name},
                ) from error

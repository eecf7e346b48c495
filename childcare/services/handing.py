"""Handing children back, which requires both the pass and the right person; refusals are recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.enums import AlarmKind, Proof, Purpose
from childcare.models import Carer, CareRules, CareSession, DayPass, DropIn, PickUp, PickupPerson, Station
from childcare.rules.fetching import FetchList, why_not_to
from childcare.rules.people import require_on, require_two
from childcare.rules.sheets import purposes_of
from childcare.selectors.standing import standing_of
from childcare.services.alarms import alarm
from childcare.services.carers import begin_breach, end_breach_if_whole
from childcare.services.locking import changing
from childcare.services.passes import count_wrong, is_right
from childcare.services.pickups import guardian_logins, guardians_of
from childcare.services.waiting import offer_freed, take_back_offers
from community.delivery.notify import notify_many, text
from community.errors import Conflict, DomainError, Invalid
from community.models import User
from community.names import clean_name
from community.typed_words import require_reason, require_words


class _Out(NamedTuple):
    """How a child leaves: with whom, and by which proof."""

    proof: Proof
    name: str = ""
    person: PickupPerson | None = None
    reason: str = ""
    document: str = ""
    first: User | None = None
    second: User | None = None


def hand_over(
    *,
    drop_ins: Iterable[DropIn],
    person: PickupPerson | None,
    carer: Carer,
    key: str,
    words: tuple[str, str] | None = None,
    code: str = "",
    station: Station | None = None,
) -> list[PickUp]:
    """Hand children of one family to a person on their lists who shows the day's pass; a part of a family may go.

    `words` are the two words of the pass, `code` is the content of its QR code. For ten minutes after the desk
    checked a document (`unlock_pass`) neither is needed. A repeated request, by its `key`, is one handover. Raises
    nobody, families, not_signed_on, already_out with `pick_ups` in its details, wrong_pass, pass_locked, not_on_list,
    expired, not_adult, and barred, which reads like not_on_list and alerts the desk.
    """
    rows = _of_one_pass(drop_ins)
    refused: DomainError
    with changing(*{each.session_id for each in rows}) as held:
        now, rows = timezone.now(), _fresh(rows)
        done = _done_already(rows, key)
        if done:
            return done
        for session in held.values():
            require_on(carer, session)
        day_pass = rows[0].day_pass
        proof, wrong = _proof(day_pass, words, code, now)
        if wrong is None:
            outs, wrong, barred = _to(person, rows, proof, day_pass, now)
            if wrong is None:
                _forgive(day_pass)
                return _out(rows, outs, held, carer, station, key, now)
            if barred is not None:
                alarm(AlarmKind.BARRED, held[barred.session_id], barred)
        elif wrong.code == "wrong_pass" and count_wrong(day_pass):
            alarm(AlarmKind.PASS_LOCKED, held[rows[0].session_id], rows[0])
            wrong = _locked()
        refused = wrong
    # Outside the transaction, so that the wrong attempt and the silent alarm are kept.
    raise refused


def _of_one_pass(drop_ins: Iterable[DropIn]) -> list[DropIn]:
    rows = sorted(drop_ins, key=lambda each: each.pk)
    if not rows:
        raise Invalid("nobody", _("Please choose at least one child."))
    if len({each.day_pass_id for each in rows}) > 1:
        raise Invalid("families", _("These children are of different families."))
    return rows


def _fresh(rows: Sequence[DropIn]) -> list[DropIn]:
    found = DropIn.objects.filter(pk__in=[each.pk for each in rows])
    return list(found.select_related("sheet__child", "sheet__family", "day_pass", "session__room").order_by("pk"))


def _done_already(rows: Sequence[DropIn], key: str) -> list[PickUp]:
    """What this request did before. Raises already_out, with who, to whom and when, if another one did it."""
    if all(each.is_inside for each in rows):
        return []
    gone = [each.pk for each in rows if not each.is_inside]
    standing = PickUp.objects.filter(drop_in__in=gone, undone_at=None)
    done = list(standing.select_related("carer__volunteer", "drop_in__sheet").order_by("drop_in_id"))
    if len(done) == len(rows) and all(each.key == key for each in done):
        return done
    first = done[0]
    by = first.carer.name if first.carer is not None else _("the desk")
    clock = timezone.localtime(first.at, timezone.get_default_timezone()).strftime("%H:%M")
    words = _("Already handed over: at %(time)s by %(carer)s.") % {"time": clock, "carer": by}
    raise Conflict("already_out", words, pick_ups=done)


def _proof(
    day_pass: DayPass, words: tuple[str, str] | None, code: str, now: datetime
) -> tuple[Proof, DomainError | None]:
    if day_pass.has_document(now):
        return Proof.DOCUMENT, None
    if day_pass.locked_at is not None:
        return Proof.PASS, _locked()
    if is_right(day_pass, words, code):
        return Proof.PASS, None
    return Proof.PASS, Invalid("wrong_pass", _("This is not this family's pass for today."))


def _locked() -> Conflict:
    return Conflict(
        "pass_locked", _("The pass was entered wrongly three times. Please have the desk check a document.")
    )


def _to(
    person: PickupPerson | None, rows: Sequence[DropIn], proof: Proof, day_pass: DayPass, now: datetime
) -> tuple[list[_Out], DomainError | None, DropIn | None]:
    """How each child leaves with a person; or why not, and for which child the person is barred."""
    known, day = FetchList([each.sheet for each in rows]), timezone.localdate(now, timezone.get_default_timezone())
    outs = []
    for row in rows:
        own = known.same_as(person, row.sheet_id) if person is not None else None
        reason = why_not_to(own, row, known, day)
        if reason is not None or own is None:
            is_barred = reason is not None and reason.code == "barred"
            return [], reason, row if is_barred else None
        outs.append(_Out(proof, own.name, own, document=day_pass.document if proof == Proof.DOCUMENT else ""))
    return outs, None, None


def _forgive(day_pass: DayPass) -> None:
    if day_pass.wrong:
        DayPass.objects.filter(pk=day_pass.pk).update(wrong=0)


def _out(
    rows: Sequence[DropIn],
    outs: Sequence[_Out],
    sessions: dict[int, CareSession],
    carer: Carer | None,
    station: Station | None,
    key: str,
    now: datetime,
) -> list[PickUp]:
    """Write the handovers, and offer freed places to the first in line in the same transaction."""
    pick_ups = PickUp.objects.bulk_create(
        PickUp(
            drop_in=row,
            at=now,
            person=out.person,
            name=out.name,
            proof=out.proof,
            carer=carer,
            station=station,
            key=str(key)[:36],
            reason=out.reason,
            document=out.document,
            first_by=out.first,
            second_by=out.second,
        )
        for row, out in zip(rows, outs, strict=True)
    )
    for session in sessions.values():
        end_breach_if_whole(session)
        offer_freed(session)
    return pick_ups


def send_home_alone(*, drop_in: DropIn, carer: Carer, key: str, station: Station | None = None) -> PickUp:
    """Let a child of eight or more go home alone, if a guardian consented. Raises not_alone, too_young_alone."""
    with changing(drop_in.session_id) as held:
        now, rows = timezone.now(), _fresh([drop_in])
        done = _done_already(rows, key)
        if done:
            return done[0]
        require_on(carer, held[drop_in.session_id])
        [row] = rows
        if row.age < CareRules.load().alone_from:
            raise Invalid("too_young_alone", _("Nobody under eight may go home alone."))
        if Purpose.ALONE not in purposes_of([row.sheet])[row.sheet_id]:
            raise Invalid("not_alone", _("No guardian allowed this child to go home alone."))
        return _out(rows, [_Out(Proof.ALONE)], held, carer, station, key, now)[0]


def undo_hand_over(*, pick_up: PickUp, carer: Carer) -> DropIn:
    """Undo a mistaken handover within two minutes: the child is inside again, and both rows stay.

    Recorded even if that breaks the ratio: if a carer or place is missing by now, a breach begins. Raises
    not_signed_on, too_late, bad_state.
    """
    with transaction.atomic():
        session_id = pick_up.drop_in.session_id
        with changing(session_id) as held:
            session, now = held[session_id], timezone.now()
            require_on(carer, session)
            fresh = PickUp.objects.select_related("drop_in__sheet").get(pk=pick_up.pk)
            if fresh.undone_at is not None:
                raise Conflict("bad_state", _("This pick-up has already been undone."))
            if now - fresh.at > PickUp.UNDO_WITHIN:
                raise Conflict("too_late", _("A pick-up can only be undone within two minutes."))
            standing = standing_of(session)
            back = replace(standing, present=standing.present + 1, points=standing.points + fresh.drop_in.points)
            if not back.is_whole:
                begin_breach(session, _("A child came back after a mistaken pick-up."), carer.user)
            fresh.undone_at, fresh.undone_by = now, carer
            fresh.save(update_fields=["undone_at", "undone_by"])
            take_back_offers(session)
    return DropIn.objects.with_child().get(pk=fresh.drop_in_id)


def override_hand_over(
    *, drop_ins: Iterable[DropIn], name: str, document: str, reason: str, first: User, second: User, key: str
) -> list[PickUp]:
    """Hand over by the decision of two members of staff, who checked a document; every guardian is told at once.

    For when nobody on the list can be reached. Raises not_allowed, not_two, name_needed, document_needed,
    reason_needed, already_out, families, and barred for someone whom a court or police paper bars.
    """
    require_two(first, second)
    name = require_words(clean_name(name), "name_needed", _("Please give a name."), 100)
    document = require_words(document, "document_needed", _("Please record which document you checked."), 100)
    reason = require_reason(reason)
    rows = _of_one_pass(drop_ins)
    with changing(*{each.session_id for each in rows}) as held:
        now, rows = timezone.now(), _fresh(rows)
        done = _done_already(rows, key)
        if done:
            return done
        known = FetchList([each.sheet for each in rows])
        if any(known.bars(row.sheet_id, name) for row in rows):
            raise Conflict("barred", _("A court or police paper forbids handing the child to this person."))
        out = _Out(Proof.OVERRIDE, name, None, reason, document, first, second)
        pick_ups = _out(rows, [out] * len(rows), held, None, None, key, now)
        for row in rows:
            alarm(AlarmKind.OVERRIDE, held[row.session_id], row)
        tell_guardians([each.sheet for each in rows], "care_override", {})
    return pick_ups


def tell_guardians(sheets: Iterable, kind: str, context: dict[str, object]) -> int:
    """Notify every guardian of these children at once: in the portal and by text, or by text alone; returns how
    many.
    """
    children = list(sheets)
    logins = guardian_logins(children)
    notify_many(users=logins, kind=kind, context=context, path=reverse("my_childcare"), urgent=True)
    known = {user.phone for user in logins}
    phones = {each.phone for each in guardians_of(children) if each.phone and each.user_id is None} - known
    for phone in sorted(phones):
        text(phone=phone, kind=kind, context=context, urgent=True)
    return len(logins) + len(phones)

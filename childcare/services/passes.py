"""The day's pass: two words with pictures and a code, for one family and one day."""

import secrets
from datetime import date
from hmac import compare_digest

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.models import CareSession, DayPass, Family
from childcare.rules.passes import PAIRS
from childcare.rules.people import require_staff
from community import vault
from community.errors import Conflict
from community.models import User
from community.typed_words import require_words

TRIES = 50
# Django's bulk_create does not report which rows it inserted when it ignores conflicts.
GIVE = """
INSERT INTO childcare_daypass (family_id, day, words_encrypted, fingerprint, wrong, document)
VALUES (%s, %s, %s, %s, 0, '') ON CONFLICT DO NOTHING RETURNING id
"""


def fingerprint_of(day: date, words: tuple[str, str]) -> str:
    """The hash by which pairs of a day are compared, independent of the order of the words."""
    return vault.fingerprint(f"{day} {' '.join(sorted(words))}")


def pass_for(family: Family, day: date) -> DayPass:
    """The family's pass for a day, created on first use; two families never have the same pair on one day.

    Raises no_words if all are used.
    """
    for _try in range(TRIES):
        known = DayPass.objects.filter(family=family, day=day).order_by().first()
        if known is not None:
            return known
        # Pairs are tried until one is free, because reading every pass of the day would mean decrypting them all. If
        # another family has the pair, or another tablet just created this family's pass, nothing is inserted.
        words = secrets.choice(PAIRS)
        given = DayPass(
            family=family,
            day=day,
            words_encrypted=vault.encrypt(" ".join(words)),
            fingerprint=fingerprint_of(day, words),
        )
        with connection.cursor() as cursor:
            cursor.execute(GIVE, [family.pk, day, given.words_encrypted, given.fingerprint])
            written = cursor.fetchone()
        if written is not None:
            given.pk, given._state.adding = written[0], False
            return given
    raise Conflict("no_words", _("There are no passes left for today."))


def is_right(day_pass: DayPass, words: tuple[str, str] | None, code: str) -> bool:
    """Whether these are the words, in either order, or the code of a pass; older passes are invalid."""
    if code:
        return compare_digest(code.encode(), day_pass.code.encode())
    return words is not None and fingerprint_of(day_pass.day, words) == day_pass.fingerprint


def count_wrong(day_pass: DayPass) -> bool:
    """Count a wrong attempt; returns whether it locked the pass. The caller has locked the session."""
    DayPass.objects.filter(pk=day_pass.pk).update(wrong=F("wrong") + 1)
    day_pass.refresh_from_db(fields=["wrong", "locked_at"])
    if day_pass.wrong < DayPass.MOST_WRONG or day_pass.locked_at is not None:
        return False
    day_pass.locked_at = timezone.now()
    day_pass.save(update_fields=["locked_at"])
    return True


def unlock_pass(*, day_pass: DayPass, document: str, by: User) -> None:
    """Record a document that the desk checked, which replaces the pass for ten minutes. Raises not_allowed,
    document_needed.
    """
    require_staff(by)
    document = require_words(document, "document_needed", _("Please record which document you checked."), 100)
    with transaction.atomic():
        sessions = CareSession.objects.filter(drop_ins__day_pass=day_pass).values("pk")
        list(CareSession.objects.select_for_update(no_key=True).filter(pk__in=sessions).order_by("pk"))
        day_pass.wrong, day_pass.locked_at = 0, None
        day_pass.document, day_pass.document_at, day_pass.document_by = document, timezone.now(), by
        day_pass.save(update_fields=["wrong", "locked_at", "document", "document_at", "document_by"])

"""Names for columns that many tables have and none names: who created, settled or signed something.

Django would show their English names. Here each has one translated name for every app, without a migration, because
the migration state knows nothing of them.
"""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

WORDS = {
    "created_by": _("made by"),
    "created_at": _("made at"),
    "settled_by": _("settled by"),
    "decided_by": _("settled by"),
    "marked_by": _("noted by"),
    "offered_by": _("noted by"),
    "counted_by": _("counted by"),
    "confirmed_by": _("counted again by"),
    "issued_by": _("issued by"),
    "revoked_by": _("revoked by"),
    "approved_by": _("approved by"),
    "placed_by": _("placed by"),
    "lent_by": _("lent by"),
    "retired_by": _("retired by"),
    "is_current": _("valid"),
    "changed_at": _("changed"),
    "updated_at": _("changed"),
    "reminded_at": _("reminded"),
    "told_at": _("told"),
    "in_mind_at": _("reminded"),
    "follows": _("follows"),
    "replaces": _("replaces"),
    "is_by_hand": _("changed by hand"),
    "during": _("during"),
    "reservation": _("time and room"),
    "series": _("weekly series"),
    "offer": _("offer"),
    "gift": _("gift"),
    "account": _("account"),
    "entry": _("entry"),
    "source": _("source"),
    "hash": _("checksum"),
    "seed": _("seed"),
    "room": _("room"),
    "user": _("login"),
    "resident": _("resident"),
    "pattern": _("roster pattern"),
    "receipt_kind": _("kind of receipt"),
    "receipt_sha256": _("checksum of the receipt"),
    "moved_at": _("moved"),
    "code": _("code"),
    "erased_at": _("erased"),
    "topic": _("topic"),
    "label": _("label"),
    "language": _("language"),
    "phone": _("mobile number"),
    "name": _("name"),
    "progress_at": _("last sign of life"),
}


def name_columns() -> None:
    """Set the names listed here on every column without a name of its own."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if getattr(field, "_verbose_name", "") is None and field.name in WORDS:
                field.verbose_name = WORDS[field.name]

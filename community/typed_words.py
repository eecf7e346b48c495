"""Words that a person has to type before a change is made: without spaces around them, and no longer than their
column.
"""

from django.utils.translation import gettext as _

from community.errors import Invalid

# A reason for seeing personal data is more than "ok".
A_FEW_WORDS = 4


def require_words(text: str, code: str, message: str, most: int = 200) -> str:
    """The text, truncated to its column. Raises `code` if it is empty."""
    text = text.strip()[:most]
    if not text:
        raise Invalid(code, message)
    return text


def require_reason(reason: str, *, least: int = 1) -> str:
    """The reason for a change, of at least `least` characters. Raises reason_needed."""
    needed, message = "reason_needed", _("Please give a reason in a few words.")
    reason = require_words(reason, needed, message)
    if len(reason) < least:
        raise Invalid(needed, message)
    return reason

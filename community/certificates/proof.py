"""What binds a paper to its certificate without keeping the name: sha256(salt ‖ content).

The salt stands in the QR code of the paper, after the # of the address, where no browser sends
it along. When the name leaves the portal the salt leaves too: from then on only the paper has it.
"""

import hashlib
import json
from collections.abc import Mapping

SALT_LENGTH = 26  # characters of 5 bits: 130 bits


def digest(salt: str, *, code: str, kind: str, issued_on: str, name: str, facts: Mapping[str, str]) -> str:
    """The digest of what a paper says, in hexadecimal."""
    content = json.dumps([code, kind, issued_on, name, dict(facts)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{salt}{content}".encode()).hexdigest()

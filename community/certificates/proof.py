"""Binds a paper to its certificate without storing the name: sha256(salt ‖ content).

The salt is in the QR code of the paper, in the fragment of the address, which browsers never send. When the portal
deletes the name it deletes the salt too; from then on only the paper has it.
"""

import hashlib
import json
from collections.abc import Mapping

SALT_LENGTH = 26  # characters of 5 bits each: 130 bits


def digest(salt: str, *, code: str, kind: str, issued_on: str, name: str, facts: Mapping[str, str]) -> str:
    """The digest of a paper's content, in hexadecimal."""
    content = json.dumps([code, kind, issued_on, name, dict(facts)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{salt}{content}".encode()).hexdigest()

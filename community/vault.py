"""Encryption of numbers and files at rest, and keyed hashes by which numbers are found.

`RESIDENT_KEYS` holds the keys, newest first; old ones still decrypt, and `manage.py rotate_resident_keys` re-encrypts
everything with the first. The hash key cannot be changed without knowing the numbers, so it is derived from the last
key, which must stay last. An app that encrypts columns of its own lists them with `seals`, so that the command finds
them.
"""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_sealed: list[tuple[str, str]] = []


def seals(model: str, *columns: str) -> None:
    """Let `rotate_resident_keys` re-encrypt these columns of a model such as "childcare.CareSheet"."""
    _sealed.extend((model, column) for column in columns)


def sealed_columns() -> list[tuple[str, str]]:
    """Every registered encrypted column, with its model."""
    return list(_sealed)


@cache
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key, "encrypt")) for key in keys])


@cache
def _derived(key: str, purpose: str) -> bytes:
    digest = hashlib.blake2b(key.encode(), digest_size=32, person=purpose.encode()[:16]).digest()
    return base64.urlsafe_b64encode(digest)


def encrypt(number: str) -> str:
    """Encrypt a number for storage."""
    return _fernet(tuple(settings.RESIDENT_KEYS)).encrypt(number.encode()).decode()


def decrypt(stored: str) -> str:
    """Decrypt a number. Raises `ValueError` if none of the keys fits."""
    try:
        return _fernet(tuple(settings.RESIDENT_KEYS)).decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise ValueError("none of RESIDENT_KEYS decrypts this number") from error


def seal(content: bytes) -> bytes:
    """Encrypt a file for storage."""
    return _fernet(tuple(settings.RESIDENT_KEYS)).encrypt(content)


def unseal(stored: bytes) -> bytes:
    """Decrypt a file. Raises `ValueError` if none of the keys fits."""
    try:
        return _fernet(tuple(settings.RESIDENT_KEYS)).decrypt(stored)
    except InvalidToken as error:
        raise ValueError("none of RESIDENT_KEYS opens this file") from error


def encrypt_anew(stored: str) -> str:
    """Re-encrypt a number with the newest key. Raises `ValueError` if none of the keys fits."""
    return seal_anew(stored.encode()).decode()


def seal_anew(stored: bytes) -> bytes:
    """Re-encrypt a file with the newest key. Raises `ValueError` if none of the keys fits."""
    try:
        return _fernet(tuple(settings.RESIDENT_KEYS)).rotate(stored)
    except InvalidToken as error:
        raise ValueError("none of RESIDENT_KEYS decrypts what is stored") from error


def fingerprint(number: str) -> str:
    """The keyed hash by which a normalised number is found; it reveals nothing about the number."""
    key = _derived(settings.RESIDENT_KEYS[-1], "find")
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()

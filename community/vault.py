"""Numbers and files at rest: encrypted, and numbers found again by a keyed hash.

`RESIDENT_KEYS` holds the keys, the newest first; old ones still decrypt, and
`manage.py rotate_resident_keys` writes everything anew with the first. The hash has a
key of its own, which cannot be changed without the numbers, and so is derived from the
last key: it stays last. An app that encrypts columns of its own names them by `seals`, so
that the command finds them.
"""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_sealed: list[tuple[str, str]] = []


def seals(model: str, *columns: str) -> None:
    """Let `rotate_resident_keys` write these columns of a model, such as "childcare.CareSheet", anew."""
    _sealed.extend((model, column) for column in columns)


def sealed_columns() -> list[tuple[str, str]]:
    """Every encrypted column that an app named, with its model."""
    return list(_sealed)


@cache
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key, "encrypt")) for key in keys])


@cache
def _derived(key: str, purpose: str) -> bytes:
    digest = hashlib.blake2b(key.encode(), digest_size=32, person=purpose.encode()[:16]).digest()
    return base64.urlsafe_b64encode(digest)


def encrypt(number: str) -> str:
    """A number as it is stored."""
    return _fernet(tuple(settings.RESIDENT_KEYS)).encrypt(number.encode()).decode()


def decrypt(stored: str) -> str:
    """The number again. Raises `ValueError` where none of the keys fits."""
    try:
        return _fernet(tuple(settings.RESIDENT_KEYS)).decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise ValueError("none of RESIDENT_KEYS decrypts this number") from error


def seal(content: bytes) -> bytes:
    """A file full of numbers as it is stored."""
    return _fernet(tuple(settings.RESIDENT_KEYS)).encrypt(content)


def unseal(stored: bytes) -> bytes:
    """The file again. Raises `ValueError` where none of the keys fits."""
    try:
        return _fernet(tuple(settings.RESIDENT_KEYS)).decrypt(stored)
    except InvalidToken as error:
        raise ValueError("none of RESIDENT_KEYS opens this file") from error


def encrypt_anew(stored: str) -> str:
    """The same number under the newest key. Raises `ValueError` where none of the keys fits."""
    return seal_anew(stored.encode()).decode()


def seal_anew(stored: bytes) -> bytes:
    """The same file under the newest key. Raises `ValueError` where none of the keys fits."""
    try:
        return _fernet(tuple(settings.RESIDENT_KEYS)).rotate(stored)
    except InvalidToken as error:
        raise ValueError("none of RESIDENT_KEYS decrypts what is stored") from error


def fingerprint(number: str) -> str:
    """What a number, tidy already, is found by: the same for the same number, and telling nothing about it."""
    key = _derived(settings.RESIDENT_KEYS[-1], "find")
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()

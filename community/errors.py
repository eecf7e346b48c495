"""The errors by which services refuse a change; `community.http.answer` turns them into a status code."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A rule of the centre refused a change, and nothing was written. Raise one of the subclasses below.

    `code` is stable and meant for programs, `message` is translated and meant for people, and `details` holds what a
    page needs to help further, such as the nearest free slot.
    """

    status: ClassVar[int] = 422

    def __init__(self, code: str, message: str, **details: object) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.details: dict[str, Any] = details


class Invalid(DomainError):  # noqa: N818 - reads as a verdict where it is raised
    """The request itself breaks a rule, and would again."""

    status = 422


class Conflict(DomainError):  # noqa: N818 - reads as a verdict where it is raised
    """The request was valid, but someone else was faster or the object has changed in the meantime."""

    status = 409


class TooOften(DomainError):  # noqa: N818 - reads as a verdict where it is raised
    """The same thing was tried too often; it can be tried again later."""

    status = 429

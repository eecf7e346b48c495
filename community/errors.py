"""How a service says no; `community.http.answer` turns it into the status of a page."""

from typing import ClassVar


class DomainError(Exception):
    """A rule of the centre refused a change; nothing was written. Raise one of the classes below.

    `code` is stable and for programs, `message` is translated and for people,
    `details` carries what a page needs to help further (a nearest free slot, say).
    """

    status: ClassVar[int] = 422

    def __init__(self, code: str, message: str, **details: object) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.details = details


class Invalid(DomainError):  # noqa: N818 - reads as a verdict where it is raised
    """The request itself breaks a rule, and would do so again."""

    status = 422


class Conflict(DomainError):  # noqa: N818 - reads as a verdict where it is raised
    """The request was fine until somebody else was faster, or the thing asked for had moved on."""

    status = 409


class TooOften(DomainError):  # noqa: N818 - reads as a verdict where it is raised
    """The same was tried too often; it is worth trying again later."""

    status = 429

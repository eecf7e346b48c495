"""The one exception by which a service says no."""


class DomainError(Exception):
    """A rule of the centre refused a change; nothing was written.

    `code` is stable and for programs, `message` is translated and for people,
    `details` carries what a page needs to help further (a nearest free slot, say).
    """

    def __init__(self, code: str, message: str, **details: object) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.details = details

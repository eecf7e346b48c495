"""Generates requests: mostly what a page would send, with something that no page sends."""

import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from random import Random
from typing import Any
from urllib.parse import quote, quote_plus

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from tests.doors import Door
from tests.factories import sheet_of
from tests.survey import Survey

# What a careless reader, a broken app or an attacker types.
ODD = [
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "abc",
        "１２",
        "²",
        "٣",
        "1.5",
        "1e999",
        "NaN",
        "Infinity",
        "-0",
        "9" * 10,
        "9" * 20,
        "9" * 400,
    ),
    *("2147483648", "9223372036854775808", "null", "None", "true", "on", "undefined", "[]", "{}", "[1]", '{"a":1}'),
    *("2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-13", "2026-W60", "1900-1-1"),
    *("0001-01-01T00:00", "9999-12-31T23:59", "2026-11-27T25:61", "2026-11-27T10:00", "24:00", "25:99", "00:00"),
    *("2026-11-27T10:00+99:99", "2026-11-27 10:00:00.9999999", "-2026-11-27"),
    *(
        "(",
        "[",
        "*",
        "\\",
        "%",
        "_",
        "'",
        '"',
        "';--",
        "<script>",
        "{{7*7}}",
        "{%x%}",
        "%s",
        "%(x)s",
        "../../etc",
        "//a.b",
    ),
    *(
        "/",
        "?",
        "#",
        "https://a.b/",
        "javascript:1",
        "next",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\u2028",
        "👨‍👩‍👧",
        "䶮𪨧",
        "ı",
        "ß",
    ),
    *("\x01", "\t", "\r\n", "a\r\nSet-Cookie: a=b", "x" * 300, "字" * 5000),
]
ODD_PATHS = ["%FF%FE", "%00", "%2F", "%252F", "..%2f", "%0d%0aX:1", "_3A", "%ED%A0%80", ".", "..", "%20"]
METHODS = ["GET"] * 8 + ["POST"] * 4 + ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
LENGTHS = ["TOTAL_FORMS", "INITIAL_FORMS", "MAX_NUM_FORMS"]


def _png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    return file.getvalue()


FILES = [b"", b"x" * 50, b"PK\x03\x04broken", b"\x89PNG\r\n\x1a\nbroken", b"RIFF____WEBPVP8 ", b"GIF89a", _png()]
FILES += [
    sheet_of(["姓名", "房号"], ["王秀兰", "3-1-101"]),
    sheet_of(["=1/0"]),
    "姓名,房号\n王秀兰,3-1-101".encode("gb18030"),
]


@dataclass(slots=True)
class Asked:
    """One request, in a form that can be repeated."""

    role: str
    method: str
    path: str
    body: Any = None
    kind: str = ""  # content type; empty for that of a form
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, client: Client) -> HttpResponse:
        """Send it without lasting effects on the client."""
        before = {name: morsel.value for name, morsel in client.cookies.items()}
        client.cookies.load(self.cookies)
        given = {} if self.body is None else {"data": self.body}
        if self.kind:
            given["content_type"] = self.kind
        try:
            return getattr(client, self.method.lower())(self.path, headers=self.headers, **given)
        finally:
            client.cookies = SimpleCookie(before)


class Requests:
    """Generates requests from a survey; the same seed gives the same requests.

    Plain random numbers rather than hypothesis, which tries variations of its last example and prefers the first
    choices. Here each request should be different, and most of the time should be the portal's.
    """

    def __init__(self, survey: Survey, roles: list[str], seed: int) -> None:
        self.survey = survey
        self.roles = roles
        self.dice = Random(seed)
        self.seen = sorted(survey.words)
        self.all_questions = sorted({name for names in survey.questions.values() for name in names} | {"next", "page"})
        self.all_fields = sorted({name for forms in survey.forms.values() for form in forms for name in form.fields})
        self.forms = [(role, form) for role, forms in sorted(survey.forms.items()) for form in forms]

    def any(self) -> Asked:
        """A page or a form, with equal probability."""
        return self.page() if self.dice.random() < 0.5 else self.form()

    def page(self) -> Asked:
        """Any URL pattern, any method, any query."""
        dice = self.dice
        door = dice.choice(self.survey.doors)
        path, method = self._path(door), dice.choice(METHODS)
        known = sorted(self.survey.questions.get(door.route, ())) or self.all_questions
        names = [dice.choice(dice.choice((known, self.all_questions))) for _each in range(dice.choice((0, 0, 1, 2, 4)))]
        asked = "&".join(f"{quote_plus(name)}={quote_plus(self.word())}" for name in names)
        body: Any = None
        kind = ""
        if method == "POST":
            body = {dice.choice(self.all_fields): self.word() for _each in range(dice.randrange(6))}
        if method in ("POST", "PUT", "PATCH") and dice.random() < 0.25:
            body, kind = dice.choice(["", "{", "null", "[]", json.dumps({"id": 1, "type": "x"})]), "application/json"
        role = self._likely(door.route)
        return Asked(role, method, f"{path}?{asked}" if asked else path, body, kind, self._headers(), self._cookies())

    def form(self) -> Asked:
        """A form from a page, with a few fields changed, repeated or left out."""
        dice = self.dice
        role, form = dice.choice(self.forms)
        body: dict[str, Any] = {
            name: dice.choice([value for value in values if value] or [""]) for name, values in form.fields.items()
        }
        names = sorted(body)
        for name in dice.sample(names, min(len(names), dice.choice((0, 1, 1, 2, 3)))):
            body[name] = dice.choice((self.word, self.word, self.word, self._words, self._upload))()
        if names and dice.random() < 0.2:
            del body[dice.choice(names)]
        for name in body:
            if name.endswith(tuple(LENGTHS)) and isinstance(body[name], str):
                body[name] = dice.choice([body[name]] * 6 + ["3", "9999", "x", "-1"])
        if form.method == "get":
            pairs = [(name, value) for name, value in body.items() if isinstance(value, str)]
            asked = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)
            return Asked(role, "GET", f"{form.action.partition('?')[0]}?{asked}", headers=self._headers())
        # Mostly as the intended role, sometimes as any.
        sender = role if dice.random() < 0.8 else dice.choice(self.roles)
        return Asked(sender, "POST", form.action, body, headers=self._headers(), cookies=self._cookies())

    def word(self) -> str:
        """Something odd, something that the portal showed, or random letters."""
        dice, which = self.dice, self.dice.random()
        if which < 0.5:
            return dice.choice(ODD)
        if which < 0.85:
            return dice.choice(self.seen)
        return "".join(chr(dice.choice((dice.randrange(32, 127), dice.randrange(0x20, 0xD7FF), 0x1F600)))
                       for _each in range(dice.randrange(30)))  # fmt: skip

    def _words(self) -> list[str]:
        return [self.word() for _each in range(self.dice.randrange(4))]

    def _upload(self) -> SimpleUploadedFile:
        return SimpleUploadedFile(
            self.dice.choice(["a.png", "a.xlsx", "a.csv", "名单.xls", "a"]), self.dice.choice(FILES)
        )

    def _likely(self, route: str) -> str:
        """Mostly a role with access, because a mere refusal breaks nothing."""
        if self.dice.random() < 0.3:
            return self.dice.choice(self.roles)
        return "administrator" if route.startswith(("admin/", "desk/")) else self.dice.choice(self.roles[1:])

    def _path(self, door: Door) -> str:
        dice, seen = self.dice, self.survey.values.get(door.route, ())
        if seen and dice.random() < 0.7:
            return door.path(dice.choice(list(seen)))
        made = (
            lambda: dice.choice(ODD_PATHS),
            lambda: quote(self.word()[:200], safe=""),
            lambda: str(dice.randrange(-1, 60)),
        )
        return door.path([dice.choice(made)() for _kind in door.kinds], quoted=True)

    def _headers(self) -> dict[str, str]:
        return {name: self.dice.choice(values) for name, values in HEADERS.items() if self.dice.random() < 0.3}

    def _cookies(self) -> dict[str, str]:
        return {name: self.dice.choice(values) for name, values in COOKIES.items() if self.dice.random() < 0.15}


HEADERS = {
    "accept-language": ["en", "zh-CN", "x;q=a", "*"],
    "hx-request": ["true"],
    "x-forwarded-for": ["1.2.3.4", "abc", ", ,", "::1", ""],
    "referer": ["http://testserver/", "abc", "//"],
}
COOKIES = {"elder": ["1", "9", "x"], "scheme": ["x"], "known": ["a:b:c"]}

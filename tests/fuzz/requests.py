"""How a request is made up: mostly what a page would send, with something in it that no page sends."""

import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import quote, quote_plus

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import strategies as st
from PIL import Image

from tests.crawl import Form
from tests.doors import Door
from tests.factories import sheet_of
from tests.survey import Survey

# What a careless reader, a broken app or somebody with bad intent types.
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
    """One request, as it can be repeated."""

    role: str
    method: str
    path: str
    body: Any = None
    kind: str = ""  # content type; empty for a form's own
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, client: Client) -> HttpResponse:
        """Send it; a client is as it was before afterwards."""
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
    """Strategies that draw from a survey."""

    def __init__(self, survey: Survey, roles: list[str]) -> None:
        self.survey = survey
        self.roles = st.sampled_from(roles)
        self.words = st.one_of(st.sampled_from(ODD), st.sampled_from(sorted(survey.words)), st.text(max_size=30))
        self.all_questions = sorted({name for names in survey.questions.values() for name in names} | {"next", "page"})
        self.all_fields = sorted({name for forms in survey.forms.values() for form in forms for name in form.fields})

    def any(self) -> st.SearchStrategy[Asked]:
        """A page or a form, about as often."""
        return st.one_of(self.pages(), self.forms())

    @st.composite
    @staticmethod
    def _pages(draw: Any, self: "Requests") -> Asked:
        door: Door = draw(st.sampled_from(self.survey.doors))
        path = draw(self._paths(door))
        names = sorted(self.survey.questions.get(door.route, ())) or self.all_questions
        some = st.sampled_from(names) | st.sampled_from(self.all_questions)
        query = draw(st.lists(st.tuples(some, self.words), max_size=4))
        method = draw(st.sampled_from(METHODS))
        body, kind = None, ""
        if method == "POST":
            body = draw(st.dictionaries(st.sampled_from(self.all_fields), self.words, max_size=5))
        if method in ("POST", "PUT", "PATCH") and draw(st.integers(0, 3)) == 0:
            body, kind = (
                draw(st.sampled_from(["", "{", "null", "[]", json.dumps({"id": 1, "type": "x"})])),
                "application/json",
            )
        asked = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in query)
        return Asked(
            draw(self.roles), method, f"{path}?{asked}" if asked else path, body, kind, draw(_headers), draw(_cookies)
        )

    def pages(self) -> st.SearchStrategy[Asked]:
        """Any pattern of the URLconf, any method, any question."""
        return Requests._pages(self)

    @st.composite
    @staticmethod
    def _forms(draw: Any, self: "Requests") -> Asked:
        role = draw(st.sampled_from([role for role, forms in self.survey.forms.items() if forms]))
        form: Form = draw(st.sampled_from(self.survey.forms[role]))
        body: dict[str, Any] = {
            name: draw(st.sampled_from([value for value in values if value] or [""]))
            for name, values in form.fields.items()
        }
        for name in draw(st.lists(st.sampled_from(sorted(body)), max_size=3)) if body else ():
            body[name] = draw(st.one_of(self.words, st.lists(self.words, max_size=3), _uploads))
        for name in draw(st.lists(st.sampled_from(sorted(body)), max_size=1)) if body else ():
            del body[name]
        for name in body:
            if name.endswith(tuple(LENGTHS)) and isinstance(body[name], str):
                body[name] = draw(st.sampled_from([body[name]] * 6 + ["3", "9999", "x", "-1"]))
        if form.method == "get":
            pairs = [(name, value) for name, value in body.items() if isinstance(value, str)]
            asked = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)
            return Asked(role, "GET", f"{form.action.partition('?')[0]}?{asked}", headers=draw(_headers))
        # Sent by whom it is meant for, or by anybody.
        sender = draw(st.one_of(st.just(role), self.roles))
        return Asked(sender, "POST", form.action, body, headers=draw(_headers), cookies=draw(_cookies))

    def forms(self) -> st.SearchStrategy[Asked]:
        """A form that a page shows, with a few fields that say something else, or twice, or nothing."""
        return Requests._forms(self)

    def _paths(self, door: Door) -> st.SearchStrategy[str]:
        seen = [door.path(values) for values in self.survey.values.get(door.route, ())]
        odd = st.one_of(
            st.sampled_from(ODD_PATHS),
            self.words.map(lambda word: quote(word[:200], safe="")),
            st.integers(-1, 60).map(str),
        )
        made = st.tuples(*[odd] * len(door.kinds)).map(lambda values: door.path(values, quoted=True))
        return st.one_of(*[st.sampled_from(seen)] * 2, made) if seen else made


_headers = st.fixed_dictionaries(
    {},
    optional={
        "accept-language": st.sampled_from(["en", "zh-CN", "x;q=a", "*"]),
        "hx-request": st.just("true"),
        "x-forwarded-for": st.sampled_from(["1.2.3.4", "abc", ", ,", "::1", "字"[:0]]),
        "referer": st.sampled_from(["http://testserver/", "abc", "//"]),
    },
)
_cookies = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {}, optional={"elder": st.sampled_from(["1", "9", "x"]), "scheme": st.just("x"), "known": st.just("a:b:c")}
    ),
)
_uploads = st.sampled_from(FILES).flatmap(
    lambda content: st.sampled_from(["a.png", "a.xlsx", "a.csv", "名单.xls", "a"]).map(
        lambda name: SimpleUploadedFile(name, content)
    )
)

"""Every address in every role: what it shows, and what it lets be changed.

The addresses come from the URLconf, what stands in them and the forms from the pages
themselves, and the secrets from every column whose name says so, so that a new app is tried
without a word here.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import CharField, TextField
from django.test import Client

from community.models import Centre, User
from residents.models import Appointment
from tests.attack.conftest import ROLES, numbers, staff
from tests.crawl import Form
from tests.doors import doors, values_of
from tests.factories import StaffFactory
from tests.steps import log_in
from tests.survey import Survey

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# A column of such a name holds what nobody reads who has no business with it.
PERSONAL = re.compile(r"phone|email|id_number|id_encrypted|fingerprint|password|code_hash|asker")
# And these open a door to whoever has them; the desk works with a booking's reference.
KEYS = re.compile(r"token|seed|^ref$|session_key|handle")
WORD = re.compile(r"[\w@.+/=$-]{6,}")
EACH = 2  # addresses of one pattern
# What a request may write that changes nothing: that somebody came, tried, or asked for a code.
OF_COMING = {"community_loginsession", "axes_accessattempt", "community_onetimecode", "community_outgoingtext"}
OF_COMING |= {"django_tasks_db_dbtaskresult", "django_tasks_database_dbtaskresult", "residents_matchattempt"}


def kept_in(names: re.Pattern[str]) -> set[str]:
    """Whatever stands in columns of such names, of every model that there is."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField) and names.search(field.name):
                found.update(str(value) for value in model._default_manager.values_list(field.name, flat=True) if value)
    return {value for value in found if len(value) >= 6}


def published() -> set[str]:
    public = Appointment.objects.filter(is_phone_public=True)
    return {*public.values_list("phone", flat=True), *Centre.objects.values_list("phone", flat=True)}


def addresses(survey: Survey) -> Iterator[str]:
    """Of each pattern what pages led to, or what an address without places is."""
    for door in doors():
        if "logout" not in door.route and "log-out" not in door.route:
            seen = survey.values.get(door.route, [])[:EACH] if door.kinds else [()]
            yield from (door.path(values) for values in seen)


@pytest.fixture
def survey(community: None) -> Survey:
    survey = Survey()
    chief, resident = Client(), Client()
    log_in(chief, StaffFactory())
    log_in(resident, User.objects.get(phone="13800000001"))
    survey.look("chief", chief, ["/admin/", "/desk/", "/residents/"], within=("/admin/", "/desk/", "/residents/"))
    survey.look("resident", resident, ["/", "/my/"], within=("/",))
    return survey


def visitor(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "nobody":
        log_in(client, staff(ROLES[role]))
    return client


def test_no_page_shows_a_role_what_it_may_not_see(survey):
    personal, keys = (kept_in(PERSONAL) | numbers()) - published(), kept_in(KEYS)
    paths = list(addresses(survey))
    assert len(paths) > 300
    told = []
    for role in ("nobody", "resident", "desk", "reader"):
        client = visitor(role)
        secret = personal if role in ("desk", "reader") else personal | keys
        for path in paths:
            answer = client.get(path)
            text = "" if answer.streaming else answer.content.decode(errors="replace")
            # What the address itself says is no news to who asked it.
            found = {word for word in WORD.findall(text) if word in secret and word not in path}
            told += [(role, path, found)] if found or answer.status_code >= 500 else []
    assert not told


def written() -> dict[str, tuple[int, int]]:
    """Rows that this transaction added, and that it changed or took away, by table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins, n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return {name: (added, changed) for name, added, changed in cursor.fetchall()}


def changes(client: Client, path: str, form: dict[str, list[str]]) -> tuple[set[str], set[str], int]:
    """The tables that a form adds to, those in which it changes rows, and the status of the answer; nothing stays."""
    cache.clear()
    before = written()
    with transaction.atomic():
        status = client.post(path, form).status_code
        after = written()
        transaction.set_rollback(True)
    news = {
        name: [now - then for now, then in zip(after[name], before.get(name, (0, 0)), strict=True)] for name in after
    }
    added, changed = ({name for name, counts in news.items() if counts[place]} - OF_COMING for place in (0, 1))
    return added, changed, status


def filled_in(forms: list[Form], path: str) -> dict[str, list[str]]:
    """What the page of an address would send, as far as any page has a form for it."""
    mine = [form for form in forms if values_of(form.action) == values_of(path) and form.method == "post"]
    wanted: dict[str, list[str]] = {}
    for form in mine:
        wanted.update({name: [value for value in values if value][:1] or [""] for name, values in form.fields.items()})
    return wanted


def test_no_form_changes_what_is_not_ones_own(survey):
    """Nobody changes anything; a resident nothing of others'; who may only look, nothing on the pages of staff."""
    forms = [form for some in survey.forms.values() for form in some]
    of_staff = ("/admin/", "/desk/", "/residents/")
    done = []
    for role in ("nobody", "resident", "reader"):
        client = visitor(role)
        for path in addresses(survey):
            if path.startswith("/accounts/") and role != "nobody":
                continue  # one's own
            added, changed, status = changes(client, path, filled_in(forms, path))
            is_wrong = changed or (added and (role == "nobody" or path.startswith(of_staff)))
            done += [(role, path, added, changed, status)] if is_wrong or status >= 500 else []
    assert not done

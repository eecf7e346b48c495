"""Random requests to every URL pattern and form: none answers 500.

`FUZZ_SECONDS` and `FUZZ_REQUESTS` limit a run, `FUZZ_SEED` repeats one; `script/fuzz` sets them.
"""

import os
import time
import traceback
from collections import Counter

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase

from community.models import User
from community.registers.roles import READ_ONLY
from tests.factories import UserFactory, load_demo
from tests.fuzz.requests import Asked, Requests
from tests.steps import log_in
from tests.survey import Survey

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "1000000"))
SEED = int(os.environ.get("FUZZ_SEED", "20261126"))
# Where each role begins, and the part of the portal that is read for its forms.
ROLES = {
    "nobody": (["/accounts/log-in/"], ("/accounts/",)),
    "resident": (["/", "/my/", "/accounts/profile/"], ("/",)),
    "desk": (["/desk/", "/residents/"], ("/desk/", "/residents/")),
    "reader": ([], ()),
    "administrator": (["/admin/"], ("/admin/",)),
}

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def clients(settings, tmp_path) -> dict[str, Client]:
    """A browser for each role, in the demo community."""
    settings.MEDIA_ROOT = tmp_path
    load_demo()
    reader = UserFactory(is_staff=True)
    reader.groups.add(Group.objects.get(name=READ_ONLY))
    logins = {"resident": "13800000001", "desk": "13800000002", "reader": reader.phone, "administrator": "13800000003"}
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, phone in logins.items():
        log_in(clients[role], User.objects.get(phone=phone))
    return clients


def cause(response) -> str:
    """Where it broke, in one line."""
    if not response.exc_info:
        return f"{response.status_code}"
    kind, error, trace = response.exc_info
    own = [frame for frame in traceback.extract_tb(trace) if "site-packages" not in frame.filename]
    at = own[-1] if own else traceback.extract_tb(trace)[-1]
    last = traceback.extract_tb(trace)[-1]
    return (
        f"{kind.__name__}: {str(error)[:120]!r} at {at.filename}:{at.lineno}, raised at {last.filename}:{last.lineno}"
    )


def attempt(asked: Asked, client: Client) -> tuple[int, str]:
    """The status of the answer, and the cause where something broke; nothing of it stays."""
    cache.clear()
    with transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = asked.send(client)
            if not response.streaming:
                response.content  # noqa: B018
        transaction.set_rollback(True)
    # No worker's heart beats here, and /healthz says so.
    broke = response.status_code >= 500 and not (response.status_code == 503 and asked.path.startswith("/healthz"))
    return response.status_code, cause(response) if broke else ""


def test_no_request_breaks_the_portal(clients):
    survey = Survey()
    for role, (starts, within) in ROLES.items():
        survey.look(role, clients[role], starts, within=within)
    assert len(survey.doors) > 300
    assert sum(map(len, survey.forms.values())) > 80
    broken: dict[str, Asked] = {}
    statuses: Counter[int] = Counter()
    until = time.monotonic() + SECONDS
    requests = Requests(survey, list(clients), SEED)
    while time.monotonic() < until and statuses.total() < REQUESTS:
        asked = requests.any()
        status, why = attempt(asked, clients[asked.role])
        statuses[status] += 1
        if why:
            broken.setdefault(why, asked)
    print(f"{statuses.total()} requests from seed {SEED}: {dict(sorted(statuses.items()))}")  # noqa: T201
    assert not broken, "\n".join(f"{why}\n    {asked!r:.1500}" for why, asked in broken.items())

"""Limits on guessing hold under concurrent requests."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection
from django.test import RequestFactory

from community.accounts import codes, passwords
from community.errors import DomainError
from community.models import OneTimeCode, User
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

AT_ONCE, SIGN_UPS = 30, 60


def at_once(work, count: int = AT_ONCE) -> list[object]:
    """What `work(number)` gives, or the code of its refusal, for all numbers at the same moment."""
    barrier = Barrier(count)

    def run(number: int) -> object:
        barrier.wait()
        try:
            return work(number)
        except DomainError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_an_address_gets_its_codes_an_hour_and_no_more():
    def ask(number: int) -> None:
        codes.send_code(phone=f"138{number:08d}", purpose="door", client="1.2.3.4", asker=str(number))

    results = at_once(ask, SIGN_UPS)
    assert results.count("too_many_codes") == SIGN_UPS - codes.MOST_PER_CLIENT
    assert OneTimeCode.objects.count() == codes.MOST_PER_CLIENT


def test_a_password_is_not_guessed_at_many_times_at_once(settings, monkeypatch):
    looks = []
    monkeypatch.setattr(User, "check_password", lambda user, guess: looks.append(guess) or False)
    user = UserFactory(password="calligraphy on friday")
    request = RequestFactory().post("/", REMOTE_ADDR="1.2.3.4")
    results = at_once(lambda number: passwords.user_with(request, phone=user.phone, password=str(number)))
    assert set(results) <= {None, "busy"}
    assert 1 <= len(looks) <= settings.AXES_FAILURE_LIMIT


def test_a_flood_of_log_ins_leaves_half_of_the_threads_to_others(settings, monkeypatch):
    inside, refused, let_go = [], [], Event()

    def looks_long(user: User, guess: str) -> bool:
        inside.append(guess)
        let_go.wait(60)
        return False

    monkeypatch.setattr(User, "check_password", looks_long)
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 60)
    users = [UserFactory(password="calligraphy on friday") for _each in range(settings.WEB_THREADS)]

    def guess(number: int) -> None:
        request = RequestFactory().post("/", REMOTE_ADDR=f"1.2.3.{number}")
        try:
            passwords.user_with(request, phone=users[number].phone, password=str(number))
        except DomainError:
            refused.append(number)
            if len(refused) == settings.WEB_THREADS - settings.WEB_THREADS // 2:
                let_go.set()
            raise

    assert at_once(guess, settings.WEB_THREADS).count("busy") == settings.WEB_THREADS // 2
    assert let_go.is_set()

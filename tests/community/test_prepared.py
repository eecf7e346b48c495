"""Queries whose SQL is put together once: the same rows as an ordinary query set, whatever is given."""

import gc
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
import time_machine
from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import BigIntegerField, CharField, DateTimeField, F
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from django.urls import get_resolver
from django.utils import timezone, translation

from community.accounts.sessions import SessionStore
from community.models import LoginSession, User
from community.prepared import IsAnyOf, Prepared
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def by_phone() -> Prepared[User]:
    return Prepared(lambda phone: User.objects.filter(phone=phone), phone=CharField())


def test_each_call_has_values_of_its_own():
    first, second = UserFactory(), UserFactory()
    prepared = by_phone()
    assert [prepared(phone=each.phone) for each in (first, second, first)] == [[first], [second], [first]]
    assert prepared(phone="19900000000") == []


def test_the_statement_is_put_together_once(django_assert_num_queries):
    user, prepared = UserFactory(), by_phone()
    prepared(phone="")
    with mock.patch.object(SQLCompiler, "as_sql", side_effect=AssertionError), django_assert_num_queries(1):
        assert prepared(phone=user.phone) == [user]


def test_a_list_may_be_of_any_length():
    users = UserFactory.create_batch(3)
    prepared = Prepared(
        lambda keys: User.objects.filter(IsAnyOf(F("pk"), keys)).order_by("pk"), keys=ArrayField(BigIntegerField())
    )
    for some in (users, [], users[:1], users[1:]):
        assert prepared(keys=[each.pk for each in some]) == some


def test_what_is_read_along_and_moments_come_as_from_any_query_set(django_assert_num_queries):
    user, now = UserFactory(), timezone.now()
    row = LoginSession.objects.create(session_key="a", session_data="", expire_date=now, user=user)
    prepared = Prepared(
        lambda now: LoginSession.objects.select_related("user").filter(expire_date__gt=now), now=DateTimeField()
    )
    with django_assert_num_queries(1):
        [found] = prepared(now=now - timedelta(seconds=1))
        assert (found, found.user, found.expire_date) == (row, user, now)
    assert prepared(now=now) == []


def test_values_come_as_tuples():
    user = UserFactory()
    prepared = Prepared(lambda key: User.objects.filter(pk=key).values_list("pk", "name"), key=BigIntegerField())
    assert prepared(key=user.pk) == [(user.pk, user.name)]


def test_what_is_given_is_named_in_full():
    with pytest.raises(TypeError):
        by_phone()(mail="")


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection():
    user, prepared = UserFactory(), by_phone()
    assert prepared(phone=user.phone) == [user]

    def ask(_number: int) -> list[User]:
        try:
            return prepared(phone=user.phone)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(20))) == [[user]] * 20


def test_what_the_portal_prepares_holds_no_moment_and_no_language():
    """Built at another hour for another reader, each of them is the same but for what is given."""

    def written(moment: datetime, language: str) -> list[tuple[str, tuple[object, ...]]]:
        with time_machine.travel(moment, tick=False), translation.override(language):
            return [each.write().words for each in prepared]

    assert get_resolver().url_patterns  # every view is imported, and with it what it asks
    # By its type alone: isinstance() wakes the lazy objects of other tests.
    prepared = [each for each in gc.get_objects() if type(each) is Prepared]
    assert len(prepared) > 15
    one = written(datetime(2026, 3, 1, 9, tzinfo=UTC), "zh-hans")
    assert written(datetime(2027, 7, 5, 22, tzinfo=UTC), "en") == one


def test_a_session_that_is_over_is_none():
    store = SessionStore()
    store["word"] = "春"
    store.save()
    assert SessionStore(store.session_key)["word"] == "春"
    LoginSession.objects.update(expire_date=timezone.now())
    assert "word" not in SessionStore(store.session_key)


@pytest.mark.django_db(transaction=True)
def test_rows_are_only_locked_inside_a_transaction():
    user = UserFactory()
    locked = Prepared(lambda phone: User.objects.select_for_update(no_key=True).filter(phone=phone), phone=CharField())
    with transaction.atomic():
        assert locked(phone=user.phone) == [user]
    with pytest.raises(TransactionManagementError):
        locked(phone=user.phone)

"""The serving role may write, but neither change append-only tables nor gain the right to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from community.models import User
from community.only_added import blank, forget, tables
from community.registers.personal_data import delete_user
from config.database import as_owner
from residents import services
from residents.models import RegisterExport, Resident, Reveal
from rooms.models import Booking
from tests.factories import StaffFactory, UserFactory, make_booking, register_person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(settings.SERVING_ROLE is None, reason="one role is all: OWNER_DATABASE_URL is not set"),
]


@contextmanager
def serving() -> Iterator[None]:
    """Everything inside is done with the rights of the role that serves pages."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{settings.SERVING_ROLE}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def refuses(statement: str, *parameters: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters or None)
    except DatabaseError:
        return True
    return False


def test_every_history_and_audit_only_grows():
    audits = {model._meta.db_table for model in (Reveal, RegisterExport)}
    histories = {model._meta.db_table for model in apps.get_models() if model.__name__.startswith("Historical")}
    missing = (audits | histories) - tables()
    assert not missing, "a migration with community.only_added.HistoryOnlyAdded is missing"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TABLE {table}",
        "CREATE RULE r AS ON INSERT TO {table} DO INSTEAD NOTHING",
        "SET LOCAL community.forgetting = 'on'; DELETE FROM {table}",
        "SET LOCAL residents.forgetting = 'on'; DELETE FROM {table}",
        "SET LOCAL session_replication_role = replica; DELETE FROM {table}",
    ],
)
def test_the_serving_role_cannot_change_what_only_grows(statement):
    with serving():
        for table in tables():
            column = "id" if table.endswith(("reveal", "export")) else "history_id"
            assert refuses(statement.format(table=table, column=column)), table


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE community_only_added SET forgets = 'true'",
        "INSERT INTO community_only_added VALUES ('residents_resident', 'id', 'true')",
        "CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT ''2100-01-01''::timestamptz'",
        "CREATE OR REPLACE FUNCTION community_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "DELETE FROM django_migrations",
        "CREATE TABLE public.mine ()",
        "CREATE ROLE me SUPERUSER",
    ],
)
def test_the_serving_role_cannot_open_the_way(statement):
    with serving():
        assert refuses(statement)


def test_a_connection_of_the_serving_role_is_its_own(settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = %s", [settings.SERVING_ROLE])
        assert cursor.fetchone() == (False,)
        cursor.execute(
            "SELECT pg_has_role(%s, %s, 'MEMBER')", [settings.SERVING_ROLE, connection.settings_dict["USER"]]
        )
        assert cursor.fetchone() == (False,)


def test_temporary_tables_do_not_mislead_the_function():
    person, staff = register_person(), StaffFactory()
    services.reveal(resident=person, field="name", reason="核对姓名", by=staff)
    with serving(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE community_only_added AS SELECT 'residents_reveal' grown, 'id' key, 'true' forgets"
        )
        cursor.execute("GRANT ALL ON pg_temp.community_only_added TO PUBLIC")
        cursor.execute("SET LOCAL search_path = pg_temp, public")
        assert forget(Reveal.objects.all()) == 0
        cursor.execute("DROP TABLE pg_temp.community_only_added; RESET search_path")


def test_retention_lets_old_reveals_go_and_no_others():
    person, staff = register_person(), StaffFactory()
    for years in (0, 5):  # the database reads its own clock, whatever this run pretends
        at = timezone.now() - timedelta(days=366 * years)
        Reveal.objects.create(resident=person, by=staff, field="name", reason="核对姓名", at=at)
    with serving():
        assert forget(Reveal.objects.all()) == 1
    assert Reveal.objects.get().at > timezone.now() - timedelta(days=1)


def test_a_history_stays_while_what_it_tells_of_does():
    person, booking = register_person(), make_booking()
    with serving():
        assert forget(Resident.history.filter(id=person.pk)) == 0
        assert blank(Booking.history.filter(id=booking.pk), "contact_name") == 0
        assert forget(User.history.filter(id=booking.user_id)) == 0


def test_what_was_done_cannot_be_unsigned_while_the_login_stays():
    staff, booking = StaffFactory(), make_booking()
    booking._history_user = staff
    booking.save()
    with serving():
        before = transaction.savepoint()
        Booking.history.filter(history_user=staff).update(history_user=None)
        assert refuses("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.savepoint_rollback(before)


def test_a_login_is_erased_by_the_serving_role():
    member = UserFactory(name="赵䶮")
    booking = make_booking(user=member)
    booking._history_user = member
    booking.save()
    with serving():
        delete_user(user=member)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not User.history.filter(id=member.pk).exists()
    assert "赵䶮" not in Booking.history.values_list("contact_name", flat=True)
    assert not Booking.history.filter(history_user=member.pk).exists()


def test_commands_of_the_owner_come_back_to_the_serving_role(settings):
    before = dict(connection.settings_dict)
    with as_owner():
        assert connection.settings_dict["USER"] == settings.OWNER_DATABASE["USER"]
    assert connection.settings_dict == before

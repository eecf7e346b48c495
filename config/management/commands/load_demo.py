"""`manage.py load_demo`: load the demo community. Every person and phone number is invented."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from childcare.demo import load_childcare
from classes.demo import load_classes
from community.demo import LOGINS, PASSWORD, load_centre, load_logins
from community.models import Centre, User
from donations.demo import load_gifts
from donations.fund.demo import load_fund
from residents.demo import load_register
from rooms.demo import load_bookings, load_rooms
from volunteers.demo import load_duty

__all__ = ["LOGINS", "PASSWORD", "Command"]


class Command(BaseCommand):
    help = "Load the demo community into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--children-inside", action="store_true", help="the children's room runs now, though the house is closed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo community is not for production.")
        if Centre.objects.exists():
            raise CommandError("There is a centre already; the demo goes into an empty database.")
        with transaction.atomic():
            load_centre()
            people = load_logins()
            load_rooms()
            load_bookings(people)
            load_register(people[0], people[0])
            administrator = User.objects.get(is_superuser=True)
            load_classes(people, administrator)
            load_duty(people, administrator)
            load_childcare(people, administrator, at_any_hour=options["children_inside"])
            load_gifts(people, administrator)
            load_fund(administrator, User.objects.get(is_staff=True, is_superuser=False))
        _count_rows()
        self.stdout.write("The demo community is loaded.")


def _count_rows() -> None:
    """Update PostgreSQL's table statistics, as autovacuum would within a minute.

    Each table by name: a plain ANALYZE includes shared catalogs, on which two databases would wait for each other.
    """
    with connection.cursor() as cursor:
        names = map(connection.ops.quote_name, connection.introspection.table_names(cursor))
        cursor.execute(f"ANALYZE {', '.join(names)}")

"""`manage.py load_demo`: the demo community. Every person and phone number is invented."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

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
            load_childcare(people, administrator)
            load_gifts(people, administrator)
            load_fund(administrator, User.objects.get(is_staff=True, is_superuser=False))
        self.stdout.write("The demo community is loaded.")

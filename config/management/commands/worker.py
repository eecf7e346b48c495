"""`manage.py worker`: background work in a process of its own, for installations that do not use `manage.py serve`."""

from typing import Any

from django.core.management.base import BaseCommand

from config import background


class Command(BaseCommand):
    help = "Do background work: messages, no-shows, offers."

    def handle(self, *args: Any, **options: Any) -> None:
        background.work()

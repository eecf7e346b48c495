"""The demo community's classes are realistic."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from classes.models import ClassSession

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_no_class_meets_before_the_doors_open():
    call_command("load_demo")
    starts = [timezone.localtime(session.starts_at) for session in ClassSession.objects.all()]
    assert starts
    assert min(start.hour for start in starts) >= 9
    assert max(start.hour for start in starts) < 21

"""Checks for `manage.py check --deploy`: everything that keeps production from starting, and more."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from config import environment


@register(Tags.security, deploy=True)
def check_environment(**kwargs: Any) -> list[CheckMessage]:
    """Report each of `config.environment.problems`."""
    return [Error(problem, id="config.E001") for problem in environment.problems()]


@register(Tags.security, deploy=True)
def check_roles(**kwargs: Any) -> list[CheckMessage]:
    """Check that pages are not served by the owner of the tables."""
    if settings.SERVING_ROLE is not None:
        return []
    return [
        Warning(
            "OWNER_DATABASE_URL is not set: the role that serves pages owns the audit tables, and could change them.",
            hint="docs/operating.md, “Two roles”, has the commands.",
            id="config.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_site_url(**kwargs: Any) -> list[CheckMessage]:
    """Check that messages and calendars use an address that others can reach."""
    if settings.SITE_URL.startswith("https://"):
        return []
    return [Warning(f"SITE_URL is {settings.SITE_URL}; messages name it, so it should be https://…", id="config.W002")]

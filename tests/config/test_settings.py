"""Production only starts with the required settings, and names missing or weak ones; one module reads the
environment.
"""

import os
import re
import subprocess
import sys
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from django.conf import settings
from django_tasks.base import Task

NEEDED = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgres://u:p@127.0.0.1/none",
    "RESIDENT_KEYS": "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdef",
}
WANTED = NEEDED | {
    "OWNER_DATABASE_URL": "postgres://owner:p@127.0.0.1/none",
    "SMS_BACKEND": "provider.Sender",
    "EMAIL_URL": "smtp://mail.example",
    "SITE_URL": "https://portal.example",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of `manage.py` as production."""
    # The browser tests of the same process allow themselves what production may not.
    inherited = {key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    bare = inherited | dict.fromkeys(WANTED, "") | {"ENVIRONMENT": "production", "DEBUG": ""}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=bare | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    return run("check", **environment)


@pytest.mark.parametrize("name", NEEDED)
def test_production_names_the_one_that_is_missing(name: str) -> None:
    refused = start(**{key: value for key, value in WANTED.items() if key != name})
    assert refused.returncode == 1
    assert f"Production needs these variables: {name}." in refused.stderr


def test_production_names_all_that_are_missing() -> None:
    assert ", ".join(NEEDED) in start().stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "x" * 60),
        ("SECRET_KEY", "short-0123456789"),
        ("SECRET_KEY", "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz"),
        ("RESIDENT_KEYS", "k"),
        ("RESIDENT_KEYS", ","),
        ("RESIDENT_KEYS", NEEDED["RESIDENT_KEYS"] + ","),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "portal.example,*"),
        ("ALLOWED_HOSTS", "."),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("DATABASE_URL", "portal"),
        ("OWNER_DATABASE_URL", "mysql://owner@127.0.0.1/none"),
        ("OWNER_DATABASE_URL", "postgres://u:p@127.0.0.1/none"),
        ("SMS_BACKEND", "community.delivery.sms.ConsoleBackend"),
        ("SMS_BACKEND", ""),
        ("EMAIL_URL", "consolemail://"),
        ("EMAIL_URL", ""),
        ("DEBUG", "on"),
        ("PORT", "eighty"),
    ],
)
def test_production_refuses_what_is_weak_and_names_it(name: str, value: str) -> None:
    refused = start(**WANTED | {name: value})
    assert refused.returncode == 1
    assert name in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_production_starts_with_all_of_them() -> None:
    assert start(**WANTED).returncode == 0


def test_the_deployment_check_names_the_same() -> None:
    weak = {"SECRET_KEY": "weak", "RESIDENT_KEYS": "k", "ALLOWED_HOSTS": "*"}
    checked = run("check", "--deploy", **WANTED | weak | {"ENVIRONMENT": "development"})
    for name in weak:
        assert f"(config.E001) {name}" in checked.stderr or re.search(rf"config\.E001.*{name}", checked.stderr)
    assert run("check", "--deploy", "--fail-level", "WARNING", **WANTED).returncode == 0


def test_the_deployment_check_names_a_missing_owner() -> None:
    assert "OWNER_DATABASE_URL is not set" in run("check", "--deploy", **WANTED | {"OWNER_DATABASE_URL": ""}).stderr


def test_a_misspelt_environment_is_refused() -> None:
    assert "ENVIRONMENT must be" in start(ENVIRONMENT="prodcution").stderr


def test_a_folder_named_in_the_file_holds_for_every_part(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"VAR_DIR={tmp_path / 'elsewhere'}\nWEB_THREADS=5\n")
    bare = {name: value for name, value in os.environ.items() if name not in {"VAR_DIR", "WEB_THREADS"}}
    asked = """
from django.conf import settings
import config.gunicorn, config.management.commands.serve as serve
print(settings.VAR_DIR, settings.STATIC_ROOT, settings.MEDIA_ROOT, serve.RUN_DIR, config.gunicorn.threads)
"""
    answer = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", asked],
        cwd=settings.BASE_DIR,
        env=bare | WANTED | {"ENVIRONMENT": "production", "ENV_FILE": str(tmp_path / ".env")},
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout.split()
    folder = tmp_path / "elsewhere"
    assert answer == [str(folder), str(folder / "static"), str(folder / "media"), str(folder / "run"), "5"]


@pytest.mark.parametrize(("started_by", "waits"), [("config.gunicorn, config.wsgi", 500), ("config.gunicorn", 30_000)])
def test_who_answers_pages_waits_for_a_lock_less_long_than_a_command(started_by: str, waits: int) -> None:
    asked = f"import {started_by}\nfrom django.conf import settings\nprint(settings.DATABASES['default']['OPTIONS'])"
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=settings.BASE_DIR,
        env=os.environ | NEEDED | {"ENVIRONMENT": "development", "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert f"-c lock_timeout={waits} " in answer.stdout, answer.stderr


def test_nothing_else_reads_the_environment() -> None:
    own = {"config", *(app.partition(".")[0] for app in settings.PORTAL_APPS)}
    files = [file for app in own for file in (Path(settings.BASE_DIR) / app).rglob("*.py")]
    readers = {
        file.name for file in files if re.search(r"os\.environ(\.get|\[[^\]]+\](?! =))|os\.getenv", file.read_text())
    }
    assert readers <= {"environment.py"}


def is_ready(named: object) -> bool:
    """Whether it is a task that is enqueued without arguments."""
    return isinstance(named, Task) and not signature(named.func).parameters


def test_every_task_that_needs_no_object_recurs() -> None:
    tasks = set()
    for app in settings.PORTAL_APPS:
        folder = Path(settings.BASE_DIR) / app.replace(".", "/")
        for file in folder.rglob("tasks.py"):
            module = ".".join(file.relative_to(settings.BASE_DIR).with_suffix("").parts)
            named = vars(import_module(module)).items()
            tasks |= {f"{module}.{name}" for name, each in named if is_ready(each)}
    assert tasks == set(settings.RECURRING_TASKS)


def test_in_production_every_cookie_is_for_encrypted_pages_alone() -> None:
    asked = (
        "from django.conf import settings as chosen; "
        "print([name for name in dir(chosen) if name.endswith('COOKIE_SECURE') and getattr(chosen, name)])"
    )
    answer = run("shell", "--no-imports", "-c", asked, **WANTED)
    assert answer.stdout.strip() == "['CSRF_COOKIE_SECURE', 'LANGUAGE_COOKIE_SECURE', 'SESSION_COOKIE_SECURE']", answer


def test_no_log_of_logins_holds_a_phone_number() -> None:
    assert not settings.AXES_VERBOSE
    assert settings.AXES_DISABLE_ACCESS_LOG


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("postgres://u:p@no-such-host.invalid/none", "There is no host of that name"),
        ("postgres://u:p@127.0.0.1:1/none", "start PostgreSQL"),
        ("postgres://u@/none?host=/nowhere", "start it, or correct DATABASE_URL"),
    ],
)
def test_a_database_out_of_reach_is_one_line_that_says_what_to_do(url: str, advice: str) -> None:
    refused = run("migrate", **WANTED | {"DATABASE_URL": url, "OWNER_DATABASE_URL": ""})
    assert refused.returncode == 1
    assert advice in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1

"""Separate interpreters that do the same thing at the same moment, as several workers would."""

import os
import subprocess
import sys

from django.conf import settings

from tests.load.conftest import url_of_test_database

BEFORE = """
import django, sys
django.setup()
from django.db import connection
connection.ensure_connection()
print("ready", flush=True)
sys.stdin.readline()
"""


def at_once(number: int, code: str) -> list[str]:
    """Run code in `number` processes on the test database, started when all are ready; returns the last line of
    each.
    """
    chosen = {"DATABASE_URL": url_of_test_database(), "SECRET_KEY": settings.SECRET_KEY}
    environment = os.environ | chosen | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-W", "ignore", "-c", BEFORE + code]
    workers = [
        subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _each in range(number)
    ]
    try:
        for worker in workers:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
        for worker in workers:
            assert worker.stdin is not None
            worker.stdin.write("go\n")
            worker.stdin.flush()
        said = [worker.communicate(timeout=120)[0] for worker in workers]
    finally:
        for worker in workers:
            worker.kill()
    assert [worker.returncode for worker in workers] == [0] * number, said
    return [each.strip().splitlines()[-1] for each in said]

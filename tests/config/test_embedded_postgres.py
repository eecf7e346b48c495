"""The PostgreSQL that comes with the portal starts wherever the portal is unpacked."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from config import embedded_postgres

pytestmark = pytest.mark.slow


@pytest.fixture
def outer() -> Iterator[Path]:
    """A folder; not pytest's, which every other run of root's closes to the user that PostgreSQL needs."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    "folder",
    ["社区 门户/My Portal's 文件夹", 'a$HOME$1 `id`;"q", 门&户', "字" * 40],
    ids=["spaces and quotes", "signs of a shell", "too long for a socket"],
)
def test_it_starts_under_any_path(outer: Path, folder: str) -> None:
    var = outer / folder
    started = subprocess.run(
        [sys.executable, "-m", "config.embedded_postgres"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"VAR_DIR": str(var), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=180,
    )
    try:
        assert started.returncode == 0, started.stderr[-2000:]
        for url in embedded_postgres.ensure_running(var / "postgres"):
            connection = psycopg2.connect(url)
            with connection, connection.cursor() as cursor:
                cursor.execute("SELECT current_database()")
                assert cursor.fetchone() == (embedded_postgres.DATABASE,)
            connection.close()
    finally:
        embedded_postgres.stop(var / "postgres")
    assert not (var / "postgres" / "postmaster.pid").exists()

"""The embedded PostgreSQL starts wherever the portal is unpacked."""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings

from config import embedded_postgres

pytestmark = pytest.mark.slow

PACKAGES = sysconfig.get_path("purelib")


@pytest.fixture
def outer() -> Iterator[Path]:
    """A folder; not pytest's, which every other run of root's closes to the user that PostgreSQL needs."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def python_for_everybody() -> str:
    """An interpreter of this version that other users may run, too; root's own may lie where they cannot go."""
    for python in (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"):
        with suppress(OSError):
            if subprocess.run([python, "-c", ""], user="nobody", check=False).returncode == 0:
                return python
    pytest.skip("no interpreter here that somebody else may run")


def start(var: Path, python: str = sys.executable, **more: Any) -> subprocess.CompletedProcess[str]:
    """Start the embedded server of a folder as a process of its own would."""
    return subprocess.run(
        [python, "-m", "config.embedded_postgres"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"VAR_DIR": str(var), "DATABASE_URL": "", "HOME": str(var.parent), "PYTHONPATH": PACKAGES},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        **more,
    )


@pytest.mark.parametrize(
    "folder",
    ["社区 门户/My Portal's 文件夹", 'a$HOME$1 `id`;"q", 门&户', "字" * 40],
    ids=["spaces and quotes", "signs of a shell", "too long for a socket"],
)
def test_it_starts_under_any_path(outer: Path, folder: str) -> None:
    var = outer / folder
    started = start(var)
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


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root acts as somebody else, or mounts a disk")


@needs_root
def test_another_user_starts_one_after_root_has(outer: Path) -> None:
    """What root left under /tmp is in nobody's way."""
    mine, theirs, python = outer / "root", outer / "theirs", python_for_everybody()
    theirs.mkdir()
    outer.chmod(0o755)
    shutil.chown(theirs, "nobody")
    try:
        assert start(mine / "var").returncode == 0
        second = start(theirs / "var", python, user="nobody")
        assert second.returncode == 0, second.stderr[-2000:]
    finally:
        embedded_postgres.stop(mine / "var/postgres")
        pid = theirs / "var/postgres/postmaster.pid"
        if pid.exists():
            os.kill(int(pid.read_text().split()[0]), signal.SIGINT)


@pytest.fixture
def small_disk(outer: Path) -> Iterator[Path]:
    """A disk of 60 MB."""
    disk = outer / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@needs_root
def test_a_full_disk_is_said_in_one_line(small_disk: Path) -> None:
    refused = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"VAR_DIR": str(small_disk / "var"), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1, refused.stderr[-2000:]
    assert "less than 200 MB are free" in refused.stderr
    assert "on a disk with room" in refused.stderr

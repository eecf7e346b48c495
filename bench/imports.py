"""Importing a large workbook through the worker: `script/bench --import 100000`; a real register has 3,598 rows.

Rehearsed, applied, and rehearsed again on the full register, by `manage.py worker` in a separate process, whose
memory is sampled ten times a second.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO

import psutil
from openpyxl import Workbook

from bench.database import database_url
from community.models import User
from community.workbooks import tasks
from residents.identity import check_character
from residents.importing.arrivals import take_in
from residents.importing.reading.vocabularies import PEOPLE
from residents.models import Compound, RegisterImport

MB = 1024 * 1024
LONGEST = 900  # seconds per step
DOORS = 400  # per building
REGISTER = 3598  # rows in a real register
BARS = {"rehearse": 10.0, "apply": 15.0}  # seconds that a step may take for a register


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its seconds, the worker's peak memory, the resulting state, and its limit, if any."""

    name: str
    seconds: float
    megabytes: float
    state: str
    bar: float | None = None

    @property
    def is_in_time(self) -> bool:
        return self.bar is None or self.seconds < self.bar


def workbook(count: int) -> bytes:
    """Invented people, three per household, with every column filled; one row in ten lacks its identity number."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(PEOPLE.export_header)
    for number in range(count):
        sheet.append(_row(number))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _row(number: int) -> list[str | int]:
    door = number // 3
    day, month, year = number // 12_000 % 28 + 1, number // 1000 % 12 + 1, 1950 + number % 60
    body = f"610199{year}{month:02d}{day:02d}{number % 1000:03d}"
    return [
        f"{door // DOORS + 1}栋",
        door % 2 + 1,
        str(door % DOORS + 101),
        "王秀兰" if number % 3 else "阿依古丽·买买提",
        "男" if number % 1000 % 2 else "女",
        body + check_character(body) if number % 10 else "",
        f"{year}-{month:02d}-{day:02d}",
        f"199{number:08d}/198{number:08d}",
        "子女" if number % 3 else "户主",
        "党员" if number % 50 == 0 else "",
        "喜欢书法，每周五下午来中心" if number % 4 == 0 else "",
    ]


def measure(count: int) -> list[Step]:
    """The steps of an import into the empty register of the current database."""
    by = User.objects.create_superuser(phone="13800000000", password=None)
    compound = Compound.objects.create(name="奇星御园")
    content = workbook(count)
    steps, bars = [], BARS if count <= REGISTER else {}
    with worker() as process:
        run = take_in(content=content, filename="bench.xlsx", compound=compound, by=by)
        again = take_in(content=content, filename="bench.xlsx", compound=compound, by=by)
        try:
            tasks.rehearse.enqueue(run._meta.label_lower, run.pk)
            steps.append(_finish("rehearse", run, process))
            tasks.apply.enqueue(run._meta.label_lower, run.pk, by.pk)
            steps.append(_finish("apply", run, process, before=RegisterImport.State.REHEARSED))
            tasks.rehearse.enqueue(again._meta.label_lower, again.pk)
            steps.append(_finish("rehearse once more", again, process))
        finally:
            run.file.delete()
            again.file.delete()
    return [replace(step, bar=bars.get(step.name)) for step in steps]


@contextmanager
def worker() -> Iterator[psutil.Process]:
    """A worker on the current database."""
    environment = os.environ | {"DATABASE_URL": database_url(), "LOG_LEVEL": "WARNING"}
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], env=environment)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _finish(name: str, run: RegisterImport, process: psutil.Process, before: str = "") -> Step:
    """Wait until a step is finished, and sample the worker's memory."""
    started, most = time.perf_counter(), 0
    while time.perf_counter() - started < LONGEST:
        most = max(most, process.memory_info().rss)
        run.refresh_from_db(fields=["state"])
        if not run.is_running and run.state != before:
            break
        time.sleep(0.1)
    return Step(name, time.perf_counter() - started, most / MB, run.state)

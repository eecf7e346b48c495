"""Gifts and certificates: `script/bench --gifts 100000`.

The wall with so many gifts, the check of a certificate, faces drawn in this process, two hundred certificates in one
file by the worker, and the rehearsal of the old list.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO

import psutil
from django.db import connection
from openpyxl import Workbook

from bench.imports import MB, worker
from community.certificates.faces import paper
from community.certificates.faces.design import PLAIN, Said
from community.certificates.services import issue_certificate
from community.models import Certificate, User
from community.workbooks import runs
from community.workbooks import tasks as workbooks
from donations import services, tasks
from donations.models import CertificateBatch, Gift, GiftImport, Giver
from donations.old_list import OLD_GIFTS

PARTS = ("pages", "faces", "batch", "list")
THANKED = 240  # number of the newest gifts with a certificate
SHEETS = 200
OLD_ROWS = 5000
LONGEST = 280  # seconds
ADDRESS = "https://portal.example/c/7K3M-9QXT-2RVD-H8PZ/#0123456789ABCDEFGHJKMNPQRS"
SAID = Said("JZ2026-000130", "欧阳𪨧", date(2026, 11, 23), {}, ADDRESS, "7K3M-9QXT-2RVD-H8PZ")
WORDS = "您于二〇二六年十一月二十日捐赠钢琴壹架、图书叁佰陆拾贰册。一份心意，惠及邻里。谨发此证，深表谢忱。"
GIFTS = """
WITH given AS (
    INSERT INTO donations_gift (state, wished_use, use_binds, publicity, amount, value, valued_by, valued_how,
                                prints_value, paper_number, story, offered_at, decided_at, decline_reason, letter)
    SELECT 'accepted', '', false, (ARRAY['full', 'family', 'neighbour'])[n %% 3 + 1], NULL, NULL, '', '', false, '',
           '', now() - make_interval(mins => 30 * n), now() - make_interval(mins => 30 * n), '', ''
    FROM generate_series(1, %(count)s) n RETURNING id
), people AS (
    INSERT INTO donations_donor (kind, name, credit_code) SELECT 'person', '王秀兰', '' FROM generate_series(1, 2000)
    RETURNING id
), keyed AS (SELECT array_agg(id) AS ids FROM people), lines AS (
    INSERT INTO donations_giftline (gift_id, what, count, unit, condition, accepted)
    SELECT id, '图书', 12, '册', 'good', 12 FROM given
)
INSERT INTO donations_giver (gift_id, donor_id) SELECT given.id, keyed.ids[given.id %% 2000 + 1] FROM given, keyed
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement and its limit, in seconds, bytes or megabytes."""

    name: str
    value: float
    bar: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.value <= self.bar


def load(count: int) -> tuple[User, Certificate]:
    """Fill an empty database with gifts of several years, the newest with certificates; returns staff and one
    certificate.
    """
    by = User.objects.create_superuser(phone="13800000000", password=None)
    with connection.cursor() as cursor:
        cursor.execute(GIFTS, {"count": count})
        cursor.execute("ANALYZE")
    newest = Gift.objects.on_the_wall()[:THANKED]
    facts = {"things": "图书壹拾贰册", "given_on": "二〇二六年十一月二十日"}
    for gift in newest:
        made = issue_certificate(kind="gift", name="王秀兰", facts=facts, by=by)
        Giver.objects.filter(gift=gift).update(certificate=made)
    return by, made


def faces() -> Iterator[Figure]:
    """Both faces, warm: the time to draw one, and the size of its files."""
    for layout in ("across", "upright"):
        design = replace(PLAIN, layout=layout, title="捐赠证书", words=WORDS, seal_words="公益爱心")
        times = []
        for _each in range(6):
            started = time.perf_counter()
            image = paper.draw(design, SAID)
            picture = paper.png(image)
            times.append(time.perf_counter() - started)
        yield Figure(f"face {layout}, as PNG", statistics.median(times[1:]), 0.5, "s")
        yield Figure(f"PNG {layout}", len(picture) / 1000, 200, "KB")
        yield Figure(f"PDF {layout}", len(paper.pdf([image])) / 1000, 800, "KB")
        yield Figure(f"small picture {layout}", len(paper.small(image)) / 1000, 80, "KB")


def a_batch(by: User) -> Iterator[Figure]:
    """Two hundred certificates in one file, by a separate worker."""
    gifts = Gift.objects.filter(givers__certificate=None).order_by("pk")[:SHEETS]
    batch = services.order_batch(batch=services.make_batch(gifts=gifts, by=by), by=by)
    with worker() as process:
        tasks.work_on_batch.enqueue(batch.pk)
        seconds, megabytes = _watch(process, lambda: _is_over(batch))
        yield Figure(f"{SHEETS} in one PDF", seconds, 120, "s")
        yield Figure("the worker meanwhile", megabytes, 300, "MB")
        batch.refresh_from_db()
        pages = batch.certificates.count() if batch.file else 0
        yield Figure("sheets missing", SHEETS - pages, 0, "")
        if batch.file:
            batch.path.unlink()


def an_old_list(by: User) -> Iterator[Figure]:
    """The rehearsal of an old list, by a separate worker."""
    run = runs.take_in(GiftImport(kind="gifts", uploaded_by=by), content=old_list(OLD_ROWS), filename="bench.xlsx")
    with worker() as process:
        workbooks.rehearse.enqueue(run._meta.label_lower, run.pk)
        seconds, _most = _watch(process, lambda: _is_rehearsed(run))
        yield Figure(f"old list of {OLD_ROWS} rows, rehearsed", seconds, 10, "s")
        yield Figure("rows that were not new", OLD_ROWS - run.totals.get("verdicts", {}).get("new", 0), 0, "")
    run.file.delete()


def old_list(count: int) -> bytes:
    """Invented old gifts, with every column filled."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(OLD_GIFTS.export_header)
    for number in range(count):
        day = (date(2019, 1, 1) + timedelta(days=number % 2000)).isoformat()
        name = ("王秀兰", "欧阳𪨧", "阿依古丽·买买提", "𰻝𰻝面馆")[number % 4]
        sheet.append([name, "图书", 12, "册", "", "", day, f"捐字{number:05d}号", "图书室", "一号书架", "是"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _is_over(batch: CertificateBatch) -> bool:
    batch.refresh_from_db()
    return not batch.is_running


def _is_rehearsed(run: GiftImport) -> bool:
    run.refresh_from_db()
    return not run.is_running


def _watch(process: psutil.Process, is_over: Callable[[], bool]) -> tuple[float, float]:
    """Wait until a step is finished; returns its seconds, and the worker's peak memory in MB."""
    started, most = time.perf_counter(), 0
    while time.perf_counter() - started < LONGEST and not is_over():
        most = max(most, process.memory_info().rss)
        time.sleep(0.1)
    return time.perf_counter() - started, most / MB

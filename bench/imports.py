"""`python -m bench.imports [ROWS]`: read a workbook of so many rows, and print seconds and the most memory used."""

import os
import resource
import sys
import time
from io import BytesIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
django.setup()

from openpyxl import Workbook  # noqa: E402 - models need Django set up

from residents.identity import check_character  # noqa: E402
from residents.importing import rows  # noqa: E402


def workbook(count: int) -> bytes:
    """Invented people, three behind each door."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["楼栋", "单元", "房号", "姓名", "身份证号", "联系电话", "与户主关系"])
    for number in range(count):
        door = number // 3
        body = (
            f"610199{1950 + number % 60}{number // 1000 % 12 + 1:02d}{number // 12000 % 28 + 1:02d}{number % 1000:03d}"
        )
        place = [f"{door // 400 + 1}栋", door % 2 + 1, str(door % 400 + 101)]
        sheet.append([*place, "王秀兰", body + check_character(body), f"199{number:08d}", "其他"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


if __name__ == "__main__":
    content = workbook(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    started = time.perf_counter()
    found = rows.read(content, {})
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{len(found.rows)} rows, {time.perf_counter() - started:.1f} s, at most {most:.0f} MB\n")

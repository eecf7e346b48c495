"""khal, a real calendar program: what it shows of a feed. Found on the PATH, or at KHAL."""

import os
import shutil
import subprocess
from pathlib import Path

KHAL = os.environ.get("KHAL") or shutil.which("khal")


def agenda(folder: Path, feed: bytes, *days: str) -> str:
    """Import a feed over an earlier state in `folder`, and list some days: one line per event, 10:00-11:00 title."""
    (folder / "feed.ics").write_bytes(feed)
    (folder / "calendar").mkdir(exist_ok=True)
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[portal]]\npath = {folder}/calendar\n[locale]\nlocal_timezone = Asia/Shanghai\n"
        "default_timezone = Asia/Shanghai\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {folder}/khal.db\n"
    )
    khal = [str(KHAL), "-c", str(config)]
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    subprocess.run([*khal, "import", "--batch", str(folder / "feed.ics")], check=True, env=environment, timeout=60)
    listed = [*khal, "list", "--format", "{start-time}-{end-time} {title}", *days]
    shown = subprocess.run(listed, check=True, env=environment, timeout=60, capture_output=True, text=True)
    return shown.stdout

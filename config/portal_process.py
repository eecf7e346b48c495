"""What each of gunicorn's processes does: serve pages or, in one of them under `manage.py serve`, background work.

The worker is forked from the same loaded application as the web server's processes, and shares its memory with them; a
process of its own would weigh 50 MB more.
"""

import fcntl
import os
import signal
import threading
import time

from config import database, environment
from config.web_worker import LOOK_AROUND, BufferingWorker

WORKER = environment.VAR_DIR / "run" / "worker.pid"


class PortalProcess(BufferingWorker):
    """The web server, unless background work is wanted here and no other process does it."""

    def run(self) -> None:
        if environment.SUPERVISOR_PIPE and self._takes_the_place():
            from config import background  # noqa: PLC0415 - gunicorn reads this file before Django is set up

            database.wait_patiently()
            threading.Thread(target=self._give_signs_of_life, daemon=True).start()
            background.work()
        else:
            super().run()

    def _takes_the_place(self) -> bool:
        """Lock the worker's file, if nobody holds it, for as long as this process lives."""
        self.place = WORKER.open("a")
        try:
            fcntl.flock(self.place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.place.close()
            return False
        self.place.truncate(0)
        self.place.write(str(os.getpid()))
        self.place.flush()
        return True

    def _give_signs_of_life(self) -> None:
        """Tell gunicorn that this process is alive, and stop when gunicorn is gone."""
        while self.ppid == os.getppid():
            self.notify()
            time.sleep(LOOK_AROUND)
        os.kill(os.getpid(), signal.SIGTERM)

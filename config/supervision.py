"""How the web server and the worker notice that their supervisor has died.

`manage.py serve` keeps the writing end of a pipe and gives each child the reading end. However the supervisor dies,
its end is closed; the children then read end-of-file and shut down normally.
"""

import os
import signal
import threading

from config import environment

PIPE_VARIABLE = "SUPERVISOR_PIPE"


def end_with_the_supervisor() -> None:
    """Send this process SIGTERM when the supervisor is gone; does nothing without one."""
    if environment.SUPERVISOR_PIPE:
        threading.Thread(target=_wait_for_the_end, args=(environment.SUPERVISOR_PIPE,), daemon=True).start()


def _wait_for_the_end(pipe: int) -> None:
    while os.read(pipe, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)

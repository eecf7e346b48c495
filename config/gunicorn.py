"""How gunicorn serves the portal; `docs/operating.md` says what to change on a larger machine."""

import multiprocessing
import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", max(2, multiprocessing.cpu_count())))
threads = int(os.environ.get("WEB_THREADS", 4))
timeout = 60
graceful_timeout = 10
keepalive = 5
preload_app = False
# Requests are counted by the reverse proxy; a path may hold a booking's reference.
accesslog = None
loglevel = "warning"
control_socket_disable = True

"""How gunicorn serves the portal; `docs/operating.md` says what to change on a larger machine."""

import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import environment, supervision

try:
    environment.check()
except ImproperlyConfigured as error:
    sys.exit(str(error))

worker_class = "gthread"
workers = environment.WEB_WORKERS
threads = environment.WEB_THREADS
timeout = 60
graceful_timeout = 10
keepalive = 5
preload_app = False
# Requests are counted by the reverse proxy; a path may hold a booking's reference.
accesslog = None
loglevel = "warning"
# Its own words name the address that was asked for, too; see config.logs.
logconfig_dict = {
    "formatters": {"generic": {"()": "config.logs.JsonFormatter"}},
    "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["error_console"], "propagate": False}},
}
control_socket_disable = True
# Nobody's word on where the portal is mounted, or on HTTPS, is believed here; Django reads what it was told to.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
forwarded_allow_ips = ""
header_map = "drop"
raw_env = ["SCRIPT_NAME="]


def when_ready(server: Any) -> None:
    supervision.end_with_the_supervisor()

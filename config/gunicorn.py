"""How gunicorn serves the portal; `docs/operating.md` says what to change on a larger machine."""

import gc
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from community.names import load_pinyin
from config import environment, supervision

try:
    environment.check()
except ImproperlyConfigured as error:
    sys.exit(str(error))

# Before all else, so that the application takes the room that this leaves.
load_pinyin()

worker_class = "config.web_worker.BufferingWorker"
workers = environment.WEB_WORKERS
threads = environment.WEB_THREADS
timeout = 60
graceful_timeout = 10
# Idle connections cost little here; longer than the minute for which proxies keep theirs.
keepalive = 75
worker_connections = 2000
# Loaded once, and shared by the processes.
preload_app = True
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
    _load_what_all_share()


def _load_what_all_share() -> None:
    """What the first requests would load in each process, before there is more than one; its pages stay shared."""
    from django.conf import settings
    from django.db import connections
    from django.template.loader import get_template
    from django.urls import get_resolver
    from django.utils.translation import gettext, override

    get_resolver().check()
    folder = settings.BASE_DIR / "templates"
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Home")
    connections.close_all()
    gc.collect()
    # The collector writes into what it looks at, which would be copied for each process.
    gc.freeze()

"""gunicorn's configuration; `docs/operating.md` says what to change on a larger machine."""

import gc
import sys
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.exceptions import ImproperlyConfigured

from community.names import load_pinyin
from config import environment, supervision

try:
    environment.check()
except ImproperlyConfigured as error:
    sys.exit(str(error))

# Before anything else, so that the application gets the memory that this saves.
load_pinyin()

worker_class = "config.portal_process.PortalProcess"
workers = environment.WEB_WORKERS + bool(environment.SUPERVISOR_PIPE)
threads = environment.WEB_THREADS
timeout = 60
graceful_timeout = 10
# Idle connections cost little here; longer than the minute for which proxies keep theirs open.
keepalive = 75
worker_connections = 2000
# Loaded once, and shared by the processes.
preload_app = True
# The reverse proxy logs requests; a path may contain a booking's reference.
accesslog = None
loglevel = "warning"
# gunicorn's own messages contain the requested address, too; see config.logs.
logconfig_dict = {
    "formatters": {"generic": {"()": "config.logs.JsonFormatter"}},
    "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["error_console"], "propagate": False}},
}
control_socket_disable = True
# Client headers about the mount point or HTTPS are not trusted here; Django's settings decide.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
forwarded_allow_ips = ""
header_map = "drop"
raw_env = ["SCRIPT_NAME="]


def when_ready(server: Any) -> None:
    supervision.end_with_the_supervisor()
    _load_what_all_share()


def _load_what_all_share() -> None:
    """Load what the first requests would load in each process, before gunicorn forks, so that its memory is shared."""
    from django.conf import settings
    from django.db import connections
    from django.template.loader import get_template
    from django.urls import get_resolver

    get_resolver().check()
    folder = settings.BASE_DIR / "templates"
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))
    for language in dict(settings.LANGUAGES):
        _request_the_first_page(language, urlsplit(settings.SITE_URL).netloc)
    connections.close_all()
    gc.collect()
    # The garbage collector writes to the objects that it visits, which would then be copied for each process.
    gc.freeze()


def _request_the_first_page(language: str, host: str) -> None:
    """What Django works out during a request, such as its table of addresses, is written all over the memory."""
    from django.core.handlers.wsgi import WSGIRequest

    from config.wsgi import application

    request = {"PATH_INFO": "/", "HTTP_HOST": host, "HTTP_COOKIE": f"django_language={language}"}
    request["wsgi.url_scheme"] = "https"
    setup_testing_defaults(request)
    application.get_response(WSGIRequest(request)).close()

"""Reads all environment variables, including those from a `.env` file.

`ENVIRONMENT=development` (the default) needs no settings. `ENVIRONMENT=production` refuses to start while `problems`
reports anything. `.env.example` lists every variable.
"""

import os
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
# Beside manage.py, or where ENV_FILE says. Variables of the environment itself take precedence.
env.read_env(os.environ.get("ENV_FILE") or BASE_DIR / ".env")


def text(name: str, default: str = "") -> str:
    """A variable as text; an empty one counts as unset."""
    return env.str(name, default="").strip() or default


def whole_number(name: str, default: int) -> int:
    """A variable as a whole number; raises an `ImproperlyConfigured` that names it if it is not one."""
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def listed(name: str) -> list[str]:
    """A comma-separated variable as a list; empty items stay, for `problems` to report."""
    return [part.strip() for part in text(name).split(",")] if text(name) else []


ENVIRONMENT = text("ENVIRONMENT", "development")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", default=False) if text("DEBUG") else False
# A relative folder is relative to the project, wherever the command was started.
VAR_DIR = (BASE_DIR / text("VAR_DIR", "var")).resolve()
HOST = text("HOST", "127.0.0.1")
PORT = whole_number("PORT", 8000)
# Set by config.wsgi before it reads the settings, because pages wait for the database less long than commands.
# Not an environment variable, because gunicorn has imported this module before it loads config.wsgi.
IS_WEB = False
SUPERVISOR_PIPE = whole_number("SUPERVISOR_PIPE", 0)  # a file descriptor; see config.supervision
WEB_WORKERS = whole_number("WEB_WORKERS", max(2, os.cpu_count() or 1))
WEB_THREADS = whole_number("WEB_THREADS", 12)
DATABASE_URL = text("DATABASE_URL")
OWNER_DATABASE_URL = text("OWNER_DATABASE_URL")
SMS_BACKEND = text("SMS_BACKEND", "community.delivery.sms.ConsoleBackend")
SMS_TEMPLATES = text("SMS_TEMPLATES")  # a file; see community.delivery.sms
EMAIL_URL = text("EMAIL_URL", "consolemail://")

NEEDED = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "RESIDENT_KEYS")
POSTGRESQL = {"postgres", "postgresql", "psql", "pgsql"}
SECRET_LENGTH = 40
SECRET_VARIETY = 10  # distinct characters; random keys have far more
SMS_THAT_REACH_NOBODY = {"community.delivery.sms.ConsoleBackend", "community.delivery.sms.MemoryBackend"}
EMAIL_THAT_REACHES_NOBODY = {"consolemail", "dummymail", "memorymail", "filemail"}


def problems() -> list[str]:
    """What keeps this environment from being used in production, one sentence each."""
    found = []
    missing = [name for name in NEEDED if not text(name)]
    if missing:
        found.append(f"Production needs these variables: {', '.join(missing)}.")
    if DEBUG:
        found.append("DEBUG must be off in production.")
    if text("SECRET_KEY") and _is_weak(text("SECRET_KEY")):
        found.append(f"SECRET_KEY must be {SECRET_LENGTH} random characters or more.")
    if any(_is_weak(key) for key in listed("RESIDENT_KEYS")):
        found.append(f"Every one of RESIDENT_KEYS must be {SECRET_LENGTH} random characters or more.")
    if any("*" in host or not host.strip(".") for host in listed("ALLOWED_HOSTS")):
        found.append("ALLOWED_HOSTS must name the portal's hosts; * lets everybody choose one.")
    found += _database_problems()
    if SMS_BACKEND in SMS_THAT_REACH_NOBODY:
        found.append("SMS_BACKEND must send messages; that of development only prints them.")
    found += _template_problems()
    if urlsplit(EMAIL_URL).scheme in EMAIL_THAT_REACHES_NOBODY:
        found.append("EMAIL_URL must name a mail server; that of development only prints e-mails.")
    return found


def database_is_postgresql(url: str) -> bool:
    """Whether a database URL is for PostgreSQL, as the portal requires."""
    return urlsplit(url).scheme in POSTGRESQL and bool(urlsplit(url).path.strip("/"))


def _database_problems() -> list[str]:
    found = []
    for name, url in (("DATABASE_URL", DATABASE_URL), ("OWNER_DATABASE_URL", OWNER_DATABASE_URL)):
        if url and not database_is_postgresql(url):
            found.append(f"{name} must be postgres://user:password@host:5432/name.")
    if OWNER_DATABASE_URL and urlsplit(OWNER_DATABASE_URL).username == urlsplit(DATABASE_URL).username:
        found.append("OWNER_DATABASE_URL must name another role than DATABASE_URL.")
    return found


def _template_problems() -> list[str]:
    """What the file of SMS templates lacks: without these two, nobody can log in or learns of a message."""
    if not SMS_TEMPLATES:
        return []
    try:
        named = tomllib.loads(Path(SMS_TEMPLATES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ["SMS_TEMPLATES must name a TOML file that can be read."]
    wanted = [f"{kind}.{language}" for kind in ("code", "message_waits") for language in ("zh-hans", "en")]
    missing = [each for each in wanted if each.partition(".")[2] not in named.get(each.partition(".")[0], {})]
    return [f"The file SMS_TEMPLATES needs these templates: {', '.join(missing)}."] if missing else []


def _is_weak(secret: str) -> bool:
    return len(secret) < SECRET_LENGTH or len(set(secret)) < SECRET_VARIETY or secret.startswith("django-insecure-")


def check() -> None:
    """Raise `ImproperlyConfigured`, naming every problem, if the portal must not start."""
    if ENVIRONMENT not in {"development", "production"}:
        raise ImproperlyConfigured("ENVIRONMENT must be 'development' or 'production'.")
    found = problems() if PRODUCTION else _database_problems()
    if found:
        raise ImproperlyConfigured(" ".join(found))

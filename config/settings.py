"""Settings; whatever differs between machines comes from `config.environment`.

`ENVIRONMENT=production` refuses to start with a missing or weak setting, and turns on HTTPS.
"""

import secrets
import sys
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import embedded_postgres, environment
from config.database import OWNER, PATIENT, WEB, settings_of
from config.environment import BASE_DIR, PRODUCTION, VAR_DIR, env

environment.check()
DEBUG = environment.DEBUG
TESTING = "pytest" in sys.modules


def _development_key(name: str) -> str:
    """A random key for each checkout, so that sessions and the register survive a restart."""
    path = VAR_DIR / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = environment.text("SECRET_KEY") or _development_key("secret_key")
# Newest first; see community.vault.
RESIDENT_KEYS = environment.listed("RESIDENT_KEYS") or [_development_key("resident_key")]
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = environment.listed("CSRF_TRUSTED_ORIGINS")
# Requests that one process of the web server answers at once; see config.gunicorn.
WEB_THREADS = environment.WEB_THREADS
# How many reverse proxies are in front of the portal; see community.http.
TRUSTED_PROXIES = environment.whole_number("TRUSTED_PROXIES", 1 if PRODUCTION else 0)
SITE_URL = environment.text(
    "SITE_URL", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else f"http://127.0.0.1:{environment.PORT}"
).rstrip("/")

# The portal's own apps, from the lowest layer up.
PORTAL_APPS = [
    "community",
    "residents",
    "rooms",
    "volunteers",
    "classes",
    "childcare",
    "donations",
    "donations.fund",
    "portal",
]
INSTALLED_APPS = [
    # Before ours, which unregister some of their admin pages.
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "config",
    *PORTAL_APPS,
    "community.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_tasks",
    "community.apps.BackgroundWorkConfig",
    "simple_history",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.RefuseNulBytes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.KnowTheReader",
    "django_otp.middleware.OTPMiddleware",
    "config.middleware.KeepPrivatePagesPrivate",
    "config.middleware.LeadOn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.middleware.EndStaffSessions",
    "config.middleware.AskSecondFactor",
    "config.middleware.KeepWhatWasTyped",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "community.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

# Forms use our own widget templates, too (`templates/admin/widgets`).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.context_processors.portal",
            ],
        },
    }
]

# Two roles, see config.database. Tests create and empty tables, so they connect as the owner.
_serving, _owner = environment.DATABASE_URL, environment.OWNER_DATABASE_URL
if not _serving:
    _serving, _owner = embedded_postgres.ensure_running(VAR_DIR / "postgres")
OWNER_DATABASE = settings_of(_owner, OWNER) if _owner else None
PATIENT_DATABASE = settings_of(_serving, PATIENT)
DATABASES = {"default": settings_of(_serving, WEB) if environment.IS_WEB else PATIENT_DATABASE}
SERVING_ROLE = DATABASES["default"]["USER"] if OWNER_DATABASE else None
if TESTING and OWNER_DATABASE:
    DATABASES = {"default": OWNER_DATABASE}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "config.static_files.JoinedStaticFilesStorage"
    },
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "urgent"],
    }
}

# Seconds between two runs of each recurring task; see config.clock.
RECURRING_TASKS = {
    "rooms.tasks.tend_bookings": 30,
    "rooms.tasks.forget_strikes": 24 * 60 * 60,
    "community.delivery.tasks.deliver_due": 60,
    "community.delivery.tasks.tend_urgent": 60,
    "community.accounts.tasks.forget_sessions": 24 * 60 * 60,
    "community.certificates.tasks.forget_guesses": 24 * 60 * 60,
    "classes.tasks.hold_due_draws": 60,
    "classes.tasks.remind": 600,
    "classes.tasks.lapse_proposals": 24 * 60 * 60,
    "classes.tasks.ask_for_ratings": 60 * 60,
    "childcare.tasks.tend_care": 30,
    "childcare.tasks.make_sessions": 60 * 60,
    "childcare.tasks.forget": 24 * 60 * 60,
    "donations.tasks.remind_of_loans": 60 * 60,
    "donations.tasks.forget": 24 * 60 * 60,
    "residents.tasks.forget": 24 * 60 * 60,
    "volunteers.tasks.tend_duty": 60,
    "volunteers.tasks.remind": 600,
    "volunteers.tasks.make_shifts": 60 * 60,
    "volunteers.tasks.count_hours": 600,
    "volunteers.tasks.forget": 24 * 60 * 60,
    "donations.fund.tasks.check_chain": 24 * 60 * 60,
}

LOGIN_URL = "log_in"
LOGIN_REDIRECT_URL = "landing"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
AXES_FAILURE_LIMIT = 8
AXES_USERNAME_FORM_FIELD = "username"  # the login form's field; the default would be the model's, phone
AXES_CLIENT_IP_CALLABLE = "community.http.client_address"
AXES_DISABLE_ACCESS_LOG = True  # it would store for ever who logged in when and where
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_LOCKOUT_CALLABLE = "config.error_pages.too_many_tries"
AXES_VERBOSE = False  # its log lines would contain the phone number

# Staff need a second factor; see community.accounts.second_factor.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=PRODUCTION)
OTP_TOTP_ISSUER = urlsplit(SITE_URL).hostname or "Last Metre"
OTP_WEBAUTHN_RP_ID = urlsplit(SITE_URL).hostname or "localhost"
OTP_WEBAUTHN_RP_NAME = "最后一米 Last Metre"
OTP_WEBAUTHN_ALLOWED_ORIGINS = [SITE_URL]
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False

SMS_BACKEND = environment.SMS_BACKEND
SMS_TEMPLATES = environment.SMS_TEMPLATES
EMAIL_CONFIG = env.email_url_config(environment.EMAIL_URL)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds; the worker waits no longer for a mail server
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "portal@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "config.error_pages.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "community.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = environment.whole_number("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "filters": {"no_refusals": {"()": "config.logs.NoRefusals"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "axes": {"level": "ERROR"},
        "django.request": {"filters": ["no_refusals"]},
        # waitress warns about each request that waits for a thread, which does not help in a rush
        "waitress.queue": {"level": "ERROR"},
        "waitress": {"level": "WARNING"},
    },
}
# Browsers allow passkeys over http on this machine, for development; the package only knows https.
SILENCED_SYSTEM_CHECKS: list[str] = [] if PRODUCTION else ["otp_webauthn.E031"]

"""
Every deployment choice is an environment variable, read here strictly and failing in a sentence.

Importing this module starts nothing. docs/operating.md lists the variables.
"""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.databases import REPLICAS, databases, login, owner_login
from config.mail import mail

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
MODELS = VAR / "models"  # of what texts mean, once somebody has prepared them


def switch(name, default="off"):
    value = os.environ.get(name) or default
    if value not in ("on", "off"):
        raise ImproperlyConfigured(f"{name} is {value!r}; write on or off.")
    return value == "on"


def number(name, default):
    value = os.environ.get(name) or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.")
    return int(value)


def address(name, default):
    value = os.environ.get(name) or default
    if not re.fullmatch(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?/?", value.lower()):
        raise ImproperlyConfigured(
            f"{name} is {value!r}; write an address without a path, such as https://facts.example."
        )
    return value.lower().rstrip("/")


def secret(name):
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(
        f"{name} is not set; write fifty random letters, the same for every process of the site."
    )


def long_enough(name, least=20):
    value = os.environ.get(name, "")
    if value and len(value) < least:
        raise ImproperlyConfigured(f"{name} is too short; write at least {least} random letters.")
    return value


def hosts_and_ports(name):
    """Return a comma-separated list of host:port as a set of (host, port)."""
    named = [one.strip() for one in os.environ.get(name, "").split(",") if one.strip()]
    found = [re.fullmatch(r"([A-Za-z0-9.-]{1,253}):([0-9]{1,5})", one) for one in named]
    if not all(found):
        raise ImproperlyConfigured(
            f"{name} is {', '.join(named)!r}; write host:port, such as intranet.example:8080."
        )
    return {(one[1].lower(), int(one[2])) for one in found}


RENAMED = {"KEPT_ANSWERS": "RESPONSE_CACHE_MB", "READS_PER_MINUTE": "RATE_LIMIT_PER_MINUTE"}
for old, new in RENAMED.items():
    if old in os.environ:
        raise ImproperlyConfigured(f"{old} is called {new} now: set that, and unset {old}.")

DEBUG = switch("DEBUG")
SECRET_KEY = secret("SECRET_KEY")

# The site's own address decides what is safe: hosts, secure cookies, redirects to https.
PUBLIC_URL = address("PUBLIC_URL", "http://localhost:8000")
PUBLIC_NAME = os.environ.get("PUBLIC_NAME") or "Verbatim"  # who signs the verifications
LICENCE = os.environ.get("LICENCE") or "https://creativecommons.org/licenses/by/4.0/"
HTTPS = PUBLIC_URL.startswith("https:")
ALLOWED_HOSTS = [
    urlsplit(PUBLIC_URL).hostname,
    *filter(None, os.environ.get("ALLOWED_HOSTS", "").replace(" ", "").split(",")),
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Under https no other host of the domain can set these, nor can anybody without https.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    f"{'__Host-' if HTTPS else ''}{name}" for name in ("sessionid", "csrftoken")
)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Only where somebody has asked for it: they bind every other site of the domain, for a year.
SECURE_HSTS_INCLUDE_SUBDOMAINS = switch("HSTS_SUBDOMAINS") and HTTPS
SECURE_HSTS_PRELOAD = switch("HSTS_PRELOAD") and HTTPS
BEHIND_PROXY = switch("BEHIND_PROXY")
if BEHIND_PROXY:  # only where a proxy sets, and never passes on, this header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Twelve hours from the last use, which is written down every ten minutes at most.
SESSION_RENEWED_AFTER = 10 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60 + SESSION_RENEWED_AFTER
MAIL = mail()
globals().update(MAIL)
SESSION_ENGINE = "record.models.session"
# Whoever publishes logs in with a code of an app, too; off, everybody may choose to.
SECOND_FACTOR_REQUIRED = switch("SECOND_FACTOR_REQUIRED")
OTP_TOTP_ISSUER = PUBLIC_NAME
CSRF_FAILURE_VIEW = "sources.admin.kept.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {}; object-src 'none'"
)

INSTALLED_APPS = [
    "config",
    "record",
    "claims",
    "sources",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
]

# Our own ASGI handler, with a response cache; off, Django's own handler serves the same answers.
FAST_DELIVERY = switch("FAST_DELIVERY", "on")
# Megabytes of responses that each worker caches for as long as the public record does not change.
RESPONSE_CACHE_MB = number("RESPONSE_CACHE_MB", 16)
# Requests that one address may make in a minute without a token; 0 for as many as it likes.
RATE_LIMIT_PER_MINUTE = number("RATE_LIMIT_PER_MINUTE", 600)

# Opens /metrics to whoever sends it as a bearer token; unset, there is no such address.
METRICS_TOKEN = long_enough("METRICS_TOKEN")
# Where errors are reported to, in Sentry's form; unset, nobody is told.
SENTRY_DSN = os.environ.get("SENTRY_DSN")

# Bytes of what is sent to us that are held in memory; the rest is on the disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**16

# Servers that articles are fetched from, besides the public web, such as an intranet's.
FETCH_ALSO = hosts_and_ports("FETCH_ALSO")
# Days after which the articles that published claims rest on are fetched anew; 0 for never.
RECAPTURE_DAYS = number("RECAPTURE_DAYS", 0)

# The ledger's key, heads and tiles, outside of the database.
LEDGER_DIR = Path(os.environ.get("LEDGER_DIR") or VAR / "ledger")

# Order matters: what refuses or answers early comes first.
MIDDLEWARE = [
    "record.delivery.middleware.request_id",
    "record.delivery.middleware.preflight",
    "record.delivery.rate_limit.RateLimitMiddleware",
    *(["record.delivery.response_cache.response_cache"] if FAST_DELIVERY else []),
    "django.middleware.security.SecurityMiddleware",
    "record.delivery.middleware.compress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "record.delivery.middleware.content_security_policy",
    "record.delivery.middleware.reject_nul",
    "record.delivery.middleware.language_of_the_path",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "record.delivery.middleware.DeskMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# Sessions, logins and messages are inside DeskMiddleware, where Django's checks do not look.
SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410"]
SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W021"]  # a domain's HSTS is its owner's

ROOT_URLCONF = "config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = databases()
if DATABASES["record"]["ENGINE"] == REPLICAS:
    MIDDLEWARE.insert(1, "record.delivery.middleware.replica_lag")
# As whom config.owner lets a connection act; DATABASES then says what it does at that moment.
LOGINS = {alias: login(options) for alias, options in DATABASES.items()}
OWNER_LOGIN = owner_login(DATABASES)
if not FAST_DELIVERY:  # Django's own handler begins a thread for each request: nothing to keep
    for options in DATABASES.values():
        options["CONN_MAX_AGE"] = 0
DATABASE_ROUTERS = ["record.router.RecordRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "record.delivery.passwords.NotGuessedSoon"},
]

# Of the public pages: English at /, the others below /de/ and so on. The desk is in English.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "español"),
    ("fr", "français"),
    ("pl", "polski"),
    ("uk", "українська"),
]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.HashedModules"},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["record.documents.rendering.ReadyJSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "record.api.schema.Schema",
    "EXCEPTION_HANDLER": "record.delivery.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Verbatim",
    "DESCRIPTION": "Who said what, and was it true: the public record, for reading.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["record.api.schema.without_suffixes"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "record.api.schema.with_other_addresses",
    ],
    "PATH_CONVERTER_OVERRIDES": {
        "public_id": {"type": "string", "description": "Id or slug."},
        "slug": {"type": "string", "description": "Slug."},
    },
    "ENUM_NAME_OVERRIDES": {
        "SpeakerKind": "sources.models.Speaker.Kind",
        "QuoteKind": "sources.models.Quote.Kind",
        "RecordKind": "record.models.KIND_NAMES",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "record.delivery.logs.JSONFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            **({"formatter": "json"} if switch("LOG_JSON") else {}),
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page without an article is no error, and what is wrong with a file its Fault says.
    "loggers": {name: {"level": "CRITICAL"} for name in ("trafilatura", "pypdf", "warcio")},
}

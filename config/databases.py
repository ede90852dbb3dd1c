"""
Read from the environment where PostgreSQL is, and whom each connection logs in as.

The desk writes through `default`, as a role that owns nothing and writes neither the record nor the
history. The world reads through `record`, whose role may select from the public record and from
nothing else, for at most three seconds; it may be on a replica.
"""

import os
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

OURS = "postgresql:///verbatim"
PORT = 5432
ROLES = {"default": "verbatim_desk", "record": "verbatim_reader"}
VARIABLES = {"default": "DATABASE_URL", "record": "RECORD_DATABASE_URL"}
REPLICAS = "record.delivery.replicas"  # of a record that is read elsewhere than it is written
LOGIN = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
READING = (
    "-c default_transaction_read_only=on -c statement_timeout=3000 "
    "-c plan_cache_mode=force_custom_plan"  # a plan for any words or speaker is bad for most
)


def databases():
    """Return DATABASES. A login that is called as a role is it; any other takes the role on."""
    urls = {"default": os.environ.get("DATABASE_URL") or OURS}
    urls["record"] = os.environ.get("RECORD_DATABASE_URL") or urls["default"]
    made = {alias: database(VARIABLES[alias], url) for alias, url in urls.items()}
    for alias, role in ROLES.items():
        options = [] if made[alias]["USER"] == role else [f"-c role={role}"]
        options += [READING] if alias == "record" else []
        made[alias].setdefault("OPTIONS", {})["options"] = " ".join(options)
    # A statement sent twice is prepared, and not parsed again.
    made["record"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
    # record.delivery.etag queries it with every request, and connects anew where that fails.
    made["record"]["CONN_HEALTH_CHECKS"] = False
    made["record"]["TEST"] = {"MIRROR": "default"}
    if any(made["record"][name] != made["default"][name] for name in ("HOST", "PORT")):
        made["record"]["ENGINE"] = REPLICAS
    return made


def login(settings):
    """Return the part of a connection's settings that says who connects, where and how."""
    return {key: settings.get(key, "") for key in LOGIN}


def owner_login(made):
    """Return how `default` logs in as the owner: by OWNER_DATABASE_URL, or by taking on no role."""
    url = os.environ.get("OWNER_DATABASE_URL")
    if not url:
        desk = login(made["default"])
        return desk | {"OPTIONS": desk["OPTIONS"] | {"options": ""}}
    for alias, role in ROLES.items():
        if made[alias]["USER"] != role:
            raise ImproperlyConfigured(
                f"OWNER_DATABASE_URL is set, so {VARIABLES[alias]} has to log in as {role}; "
                f"write postgresql://{role}:password@host:5432/database."
            )
    owner = database("OWNER_DATABASE_URL", url)
    if owner["NAME"] != made["default"]["NAME"]:
        raise ImproperlyConfigured(
            "OWNER_DATABASE_URL and DATABASE_URL name different databases; write the same in both."
        )
    return login({"OPTIONS": {}} | owner)


def database(name, url):
    """Return Django's settings of a database by its URL. Raises ImproperlyConfigured."""
    try:
        settings, *others = [
            dj_database_url.parse(one, conn_max_age=600, conn_health_checks=True)
            for one in of_each_host(url)
        ]
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError):
        raise ImproperlyConfigured(
            f"{name} is not understood; write postgresql://user:password@host:5432/database, "
            "with every special character of the password percent-encoded."
        ) from None
    if settings["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{name} names another kind of database; it must be PostgreSQL.")
    if others:
        every = [settings, *others]
        settings["PORT"] = ",".join(str(one["PORT"] or PORT) for one in every)
        settings["HOST"] = ",".join(one["HOST"] for one in every)
    return settings


def of_each_host(url):
    """Return the URL once for each host in it: they may be several, as libpq has it (a:1,b:2)."""
    parts = urlsplit(url)
    user, at, hosts = parts.netloc.rpartition("@")
    return [parts._replace(netloc=f"{user}{at}{host}").geturl() for host in hosts.split(",")]

"""System checks: mistakes in the environment that would only show after the start."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.db import connections
from django.db.utils import Error as DatabaseError

from project.checks_production import (
    LOOPBACK,
    build_check_error,
    build_check_warning,
    check_production,
    is_private_host,
)
from project.launcher import message_catalogues

OLDEST_POSTGRES = 150000
AppConfigs = Sequence[AppConfig] | None


def register_checks() -> None:
    """Register the project's checks."""
    checks.register(check_setting_combinations, checks.Tags.security)
    checks.register(check_production, checks.Tags.security, deploy=True)
    checks.register(check_messages, checks.Tags.translation)
    checks.register(check_store)
    checks.register(check_cache, checks.Tags.caches)
    checks.register(check_database, checks.Tags.database)


def check_messages(app_configs: AppConfigs, **kwargs: Any) -> list[CheckMessage]:
    """Check that the translations are compiled: without them every text is English."""
    missing = message_catalogues.find_missing(settings.BASE_DIR)
    if not missing:
        return []
    first = missing[0].relative_to(settings.BASE_DIR)
    text = f"{len(missing)} catalogues of messages are not compiled, {first} among them: texts would be English."
    return [build_check_error(text, f"Run {message_catalogues.COMPILE_COMMAND}.", "E058")]


PAIRS = (
    ("EMAIL_USER", "EMAIL_PASSWORD", "E011"),
    ("ESKIZ_EMAIL", "ESKIZ_PASSWORD", "E012"),
    ("IMAP_USER", "IMAP_PASSWORD", "E055"),
    ("ESKIZ_CALLBACK_URL", "ESKIZ_CALLBACK_SECRET", "E021"),
    ("PAYME_IKPU", "PAYME_PACKAGE_CODE", "E016"),
)
"""Variables of which both or none are set, with the number of the error."""


LIVE_PROVIDERS = {
    "Zoom": ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_HOST"),
    "Google Meet": ("MEET_SERVICE_ACCOUNT", "MEET_PRIVATE_KEY", "MEET_USER"),
    "BigBlueButton": ("BBB_URL", "BBB_SECRET"),
    "Jitsi": ("JITSI_URL", "JITSI_APP_ID", "JITSI_APP_SECRET"),
    "JaaS": ("JAAS_APP_ID", "JAAS_KEY_ID", "JAAS_PRIVATE_KEY"),
}
"""Variables of each provider of live classes, of which all or none are set."""


def check_setting_combinations(app_configs: AppConfigs, **kwargs: Any) -> list[CheckMessage]:
    """Check for settings that are dangerous together."""
    env = settings.ENV
    return [*_check_pairs(env), *_check_payme(env), *_check_exposure(env), *_check_useless_keys(env)]


def _check_pairs(env: Any) -> Iterator[CheckMessage]:
    """Check for settings that do not fit together."""
    if settings.DEBUG and env.https_only:
        yield build_check_error("DEBUG and HTTPS_ONLY are both on: DEBUG shows settings to visitors.", None, "E001")
    if not settings.DEBUG and "*" in settings.ALLOWED_HOSTS:
        yield build_check_error("ALLOWED_HOSTS is * outside of DEBUG: name the hosts.", None, "E002")
    origins = (*env.cors_allowed_origins, *env.csrf_trusted_origins, env.frontend_url)
    plain = [origin for origin in origins if _is_plain_http(origin)]
    if env.https_only and plain:
        yield build_check_error(f"HTTPS_ONLY is on, but these addresses are http: {', '.join(plain)}.", None, "E003")
    for first, second, number in PAIRS:
        if bool(getattr(env, first.lower())) != bool(getattr(env, second.lower())):
            yield build_check_error(f"{first} and {second} go together.", None, number)
    if env.s3_bucket and bool(env.s3_access_key) != bool(env.s3_secret_key):
        yield build_check_error("S3_ACCESS_KEY and S3_SECRET_KEY go together.", None, "E004")
    if env.eskiz_email and not env.eskiz_from.strip():
        yield build_check_error("ESKIZ_FROM is empty: Eskiz would take every SMS and deliver none.", None, "E020")
    has_bot = bool(env.telegram_bot_token)
    if has_bot != bool(env.telegram_bot_name) or (env.telegram_webhook_secret and not has_bot):
        text = "TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_NAME go together, TELEGRAM_WEBHOOK_SECRET with both or not at all."
        yield build_check_error(text, None, "E013")
    for name, fields in LIVE_PROVIDERS.items():
        if 0 < sum(bool(getattr(env, field.lower())) for field in fields) < len(fields):
            yield build_check_error(f"{', '.join(fields)} go together: {name} is not set up whole.", None, "E056")
    if env.zoom_webhook_secret and not env.zoom_account_id:
        yield build_check_error("ZOOM_WEBHOOK_SECRET is set without ZOOM_ACCOUNT_ID.", None, "E057")
    if env.jaas_webhook_secret and not env.jaas_app_id:
        yield build_check_error("JAAS_WEBHOOK_SECRET is set without JAAS_APP_ID.", None, "E057")
    if env.job_renew_seconds * 2 > env.job_lease_seconds:
        text = "JOB_RENEW_SECONDS must be at most half of JOB_LEASE_SECONDS, or leases run out at work."
        yield build_check_error(text, None, "E005")


def _check_payme(env: Any) -> Iterator[CheckMessage]:
    """Check Payme's merchants: each needs an id and a key, and no key may be used twice."""
    desks = {
        "PAYME": (env.payme_merchant_id, env.payme_key, env.payme_test_key),
        "PAYME_CUMULATIVE": (env.payme_cumulative_merchant_id, env.payme_cumulative_key, env.payme_cumulative_test_key),
    }
    for name, (merchant, key, test_key) in desks.items():
        if bool(merchant) != bool(key or test_key):
            text = f"{name}_MERCHANT_ID goes together with {name}_KEY (in the sandbox {name}_TEST_KEY)."
            yield build_check_error(text, None, "E014")
    keys = [key for _merchant, *keys in desks.values() for key in keys if key]
    keys += [key for key in (env.payme_key_old, env.payme_cumulative_key_old) if key]
    if len(set(keys)) < len(keys):
        yield build_check_error("Payme's keys must all be different: they tell the cash desks apart.", None, "E015")


def _check_exposure(env: Any) -> Iterator[CheckMessage]:
    """Check who can reach the platform and its folders."""
    public = [host for host in settings.ALLOWED_HOSTS if host != "*" and not is_private_host(host)]
    if settings.DEBUG and public:
        text = f"DEBUG is on, and ALLOWED_HOSTS lets the world in as {', '.join(public)}: errors show settings."
        yield build_check_error(text, "Set DEBUG=false, or take the names away.", "E022")
    static = Path(settings.STATIC_ROOT).resolve()
    folders = {"MEDIA_ROOT": env.media_root, "OUTBOX_ROOT": env.outbox_root}
    if env.backup_to and not env.backup_to.startswith("s3:"):
        folders["BACKUP_TO"] = env.backup_to
    for name, folder in folders.items():
        if Path(folder).resolve().is_relative_to(static):
            text = f"{name} lies in STATIC_ROOT: anybody could fetch what is in it."
            yield build_check_error(text, f"Move {name} out of {static}.", "E023")


def _check_useless_keys(env: Any) -> Iterator[CheckMessage]:
    """Check for keys that have no effect."""
    if env.secret_key in env.secret_key_fallbacks:
        text = "SECRET_KEY stands among SECRET_KEY_FALLBACKS too: it was not changed."
        yield build_check_warning(text, "Put the older keys alone there.", "W024")
    if env.eskiz_email and not env.sms_per_day:
        yield build_check_warning(
            "SMS_PER_DAY is 0: no code can be sent.", "Leave it at 1000, or empty ESKIZ_EMAIL.", "W025"
        )
    if env.s3_access_key and not env.s3_bucket:
        text = "S3_ACCESS_KEY is set without S3_BUCKET: files go into MEDIA_ROOT."
        yield build_check_warning(text, "Name the bucket, or take the keys away.", "W026")
    if env.stripe_webhook_secrets and not env.stripe_secret_key:
        text = "STRIPE_WEBHOOK_SECRETS is set without STRIPE_SECRET_KEY: nobody can pay by Stripe."
        yield build_check_warning(text, "Set the key, or take the secrets away.", "W027")


def _is_plain_http(origin: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme == "http" and parts.hostname not in LOOPBACK


def check_store(app_configs: AppConfigs, **kwargs: Any) -> list[CheckMessage]:
    """Check that the media folder is writable. An S3 store is checked at `/health/ready/` instead."""
    if settings.ENV.s3_bucket:
        return []
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        return [build_check_error(f"MEDIA_ROOT {folder} cannot be written to: {reason}.", None, "E006")]
    return []


def check_cache(app_configs: AppConfigs, **kwargs: Any) -> list[CheckMessage]:
    """Check that the cache is Redis: rate limits count across processes."""
    backend = settings.CACHES["default"]["BACKEND"]
    if "redis" in backend.lower():
        return []
    return [build_check_error(f"The default cache must be Redis, not {backend}.", None, "E007")]


def check_database(
    app_configs: AppConfigs, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check for PostgreSQL 15 or newer in UTF-8. Runs with `migrate` and `check --database default`."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),"
                    " current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
                )
                version, encoding, most = cursor.fetchone()
        except DatabaseError as error:
            return [build_check_error(f"The database does not answer: {str(error).splitlines()[0]}", None, "E008")]
        if version < OLDEST_POSTGRES:
            messages.append(build_check_error(f"PostgreSQL {version // 10000} is too old: 15 or newer.", None, "E009"))
        if encoding != "UTF8":
            messages.append(build_check_error(f"The database is in {encoding}: it must be in UTF8.", None, "E010"))
        if settings.ENV.database_pool_size > most:
            text = f"DATABASE_POOL_SIZE is more than the {most} connections that PostgreSQL allows."
            messages.append(build_check_warning(text, "Lower it, or raise max_connections.", "W028"))
    return messages

"""System checks: mistakes in the environment that would only show after the start."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.db import connections
from django.db.utils import Error as DatabaseError

from project.checks_production import check_production, is_private

OLDEST_POSTGRES = 150000
AppConfigs = Sequence[AppConfig] | None


def register_checks() -> None:
    """Register the project's checks."""
    checks.register(check_combinations, checks.Tags.security)
    checks.register(check_production, checks.Tags.security, deploy=True)
    checks.register(check_store)
    checks.register(check_cache, checks.Tags.caches)
    checks.register(check_database, checks.Tags.database)


def check_combinations(app_configs: AppConfigs, **kwargs: Any) -> list[CheckMessage]:
    """Check for settings that are dangerous together."""
    messages: list[CheckMessage] = []
    env = settings.ENV
    if settings.DEBUG and env.https_only:
        text = "DEBUG and HTTPS_ONLY are both on: DEBUG shows settings to visitors."
        messages.append(checks.Error(text, id="talim.E001"))
    if not settings.DEBUG and "*" in settings.ALLOWED_HOSTS:
        messages.append(checks.Error("ALLOWED_HOSTS is * outside of DEBUG: name the hosts.", id="talim.E002"))
    if env.https_only:
        plain = [
            o for o in (*env.cors_allowed_origins, *env.csrf_trusted_origins, env.frontend_url) if _is_plain_http(o)
        ]
        if plain:
            messages.append(
                checks.Error(f"HTTPS_ONLY is on, but these addresses are http: {', '.join(plain)}.", id="talim.E003")
            )
    if env.s3_bucket and bool(env.s3_access_key) != bool(env.s3_secret_key):
        messages.append(checks.Error("S3_ACCESS_KEY and S3_SECRET_KEY go together.", id="talim.E004"))
    if bool(env.email_user) != bool(env.email_password):
        messages.append(checks.Error("EMAIL_USER and EMAIL_PASSWORD go together.", id="talim.E011"))
    if bool(env.eskiz_email) != bool(env.eskiz_password):
        messages.append(checks.Error("ESKIZ_EMAIL and ESKIZ_PASSWORD go together.", id="talim.E012"))
    if env.eskiz_email and not env.eskiz_from.strip():
        text = "ESKIZ_FROM is empty: Eskiz would take every SMS and deliver none."
        messages.append(checks.Error(text, id="talim.E020"))
    if bool(env.eskiz_callback_url) != bool(env.eskiz_callback_secret):
        messages.append(checks.Error("ESKIZ_CALLBACK_URL and ESKIZ_CALLBACK_SECRET go together.", id="talim.E021"))
    if bool(env.telegram_bot_token) != bool(env.telegram_bot_name) or (
        env.telegram_webhook_secret and not env.telegram_bot_token
    ):
        text = "TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_NAME go together, TELEGRAM_WEBHOOK_SECRET with both or not at all."
        messages.append(checks.Error(text, id="talim.E013"))
    messages += _check_payme(env)
    messages += _check_exposure(env)
    if env.job_renew_seconds * 2 > env.job_lease_seconds:
        messages.append(
            checks.Error(
                "JOB_RENEW_SECONDS must be at most half of JOB_LEASE_SECONDS, or leases run out at work.",
                id="talim.E005",
            )
        )
    return messages


def _check_payme(env: Any) -> list[CheckMessage]:
    """Check Payme's merchants: each needs an id and a key, and no key may be used twice."""
    messages: list[CheckMessage] = []
    desks = {
        "PAYME": (env.payme_merchant_id, env.payme_key, env.payme_test_key),
        "PAYME_CUMULATIVE": (env.payme_cumulative_merchant_id, env.payme_cumulative_key, env.payme_cumulative_test_key),
    }
    for name, (merchant, key, test_key) in desks.items():
        if bool(merchant) != bool(key or test_key):
            text = f"{name}_MERCHANT_ID goes together with {name}_KEY (in the sandbox {name}_TEST_KEY)."
            messages.append(checks.Error(text, id="talim.E014"))
    keys = [key for _merchant, *keys in desks.values() for key in keys if key]
    keys += [key for key in (env.payme_key_old, env.payme_cumulative_key_old) if key]
    if len(set(keys)) < len(keys):
        messages.append(
            checks.Error("Payme's keys must all be different: they tell the cash desks apart.", id="talim.E015")
        )
    if bool(env.payme_ikpu) != bool(env.payme_package_code):
        messages.append(checks.Error("PAYME_IKPU and PAYME_PACKAGE_CODE go together.", id="talim.E016"))
    return messages


def _check_exposure(env: Any) -> list[CheckMessage]:
    """Check who can reach the platform and its folders, and keys that have no effect."""
    messages: list[CheckMessage] = []
    public = [host for host in settings.ALLOWED_HOSTS if host != "*" and not is_private(host)]
    if settings.DEBUG and public:
        text = f"DEBUG is on, and ALLOWED_HOSTS lets the world in as {', '.join(public)}: errors show settings."
        messages.append(checks.Error(text, hint="Set DEBUG=false, or take the names away.", id="talim.E022"))
    static = Path(settings.STATIC_ROOT).resolve()
    folders = {"MEDIA_ROOT": env.media_root, "OUTBOX_ROOT": env.outbox_root}
    if env.backup_to and not env.backup_to.startswith("s3:"):
        folders["BACKUP_TO"] = env.backup_to
    for name, place in folders.items():
        folder = Path(place).resolve()
        if folder == static or static in folder.parents:
            text = f"{name} lies in STATIC_ROOT: anybody could fetch what is in it."
            messages.append(checks.Error(text, hint=f"Move {name} out of {static}.", id="talim.E023"))
    if env.secret_key in env.secret_key_fallbacks:
        text = "SECRET_KEY stands among SECRET_KEY_FALLBACKS too: it was not changed."
        messages.append(checks.Warning(text, hint="Put the older keys alone there.", id="talim.W024"))
    if env.eskiz_email and not env.sms_per_day:
        text = "SMS_PER_DAY is 0: no code can be sent."
        messages.append(checks.Warning(text, hint="Leave it at 1000, or empty ESKIZ_EMAIL.", id="talim.W025"))
    if env.s3_access_key and not env.s3_bucket:
        text = "S3_ACCESS_KEY is set without S3_BUCKET: files go into MEDIA_ROOT."
        messages.append(checks.Warning(text, hint="Name the bucket, or take the keys away.", id="talim.W026"))
    if env.stripe_webhook_secrets and not env.stripe_secret_key:
        text = "STRIPE_WEBHOOK_SECRETS is set without STRIPE_SECRET_KEY: nobody can pay by Stripe."
        messages.append(checks.Warning(text, hint="Set the key, or take the secrets away.", id="talim.W027"))
    return messages


def _is_plain_http(origin: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1")


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
        return [checks.Error(f"MEDIA_ROOT {folder} cannot be written to: {reason}.", id="talim.E006")]
    return []


def check_cache(app_configs: AppConfigs, **kwargs: Any) -> list[CheckMessage]:
    """Check that the cache is Redis: rate limits count across processes."""
    backend = settings.CACHES["default"]["BACKEND"]
    if "redis" in backend.lower():
        return []
    return [checks.Error(f"The default cache must be Redis, not {backend}.", id="talim.E007")]


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
            return [checks.Error(f"The database does not answer: {str(error).splitlines()[0]}", id="talim.E008")]
        if version < OLDEST_POSTGRES:
            messages.append(checks.Error(f"PostgreSQL {version // 10000} is too old: 15 or newer.", id="talim.E009"))
        if encoding != "UTF8":
            messages.append(checks.Error(f"The database is in {encoding}: it must be in UTF8.", id="talim.E010"))
        if settings.ENV.database_pool_size > most:
            text = f"DATABASE_POOL_SIZE is more than the {most} connections that PostgreSQL allows."
            messages.append(checks.Warning(text, hint="Lower it, or raise max_connections.", id="talim.W028"))
    return messages

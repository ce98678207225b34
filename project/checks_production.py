"""System checks for production: `manage.py check --deploy`; `manage.py doctor` shows them too.

Each finds a combination of settings that starts but causes harm later. Errors lose data, money or secrets; a warning
may be intended. The documented production environment (docs/operations.md) passes all of them.
"""

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage

GUESSABLE_WORDS = (
    "0123456789",
    "abcdefgh",
    "changeme",
    "change-me",
    "example",
    "insecure",
    "secret",
    "password",
    "xxxxxx",
)
MIN_DISTINCT_CHARACTERS = 12
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def is_private_host(host: str) -> bool:
    """Return whether a host is this machine (RFC 6761: `.localhost` too) or in a private network: 10.…, `.local`."""
    name = host.strip("[]").lstrip(".").lower()
    try:
        address = ip_address(name)
    except ValueError:
        return "." not in name or name.endswith((".localhost", ".local", ".lan", ".internal", ".home.arpa", ".test"))
    return address.is_private or address.is_loopback


def check_production(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Check for settings that do not fit together in production."""
    parts = (_check_web, _check_keys, _check_messages, _check_money, _check_file_store, _check_backups)
    return [message for check in parts for message in check(settings.ENV)]


def _check_web(env: Any) -> Iterator[CheckMessage]:
    front = urlsplit(env.frontend_url)
    public = not is_private_host(front.hostname or "")
    if front.scheme == "https" and not env.https_only:
        yield build_check_error(
            "FRONTEND_URL is https, but HTTPS_ONLY is off: cookies would travel in clear.",
            "Set HTTPS_ONLY=true.",
            "E030",
        )
    if front.scheme == "http" and public:
        yield build_check_warning(
            "FRONTEND_URL is http at a public name: passwords travel in clear.",
            "Put TLS in front (docs/deployment.md) and name the https address.",
            "W031",
        )
    if env.https_only and not env.trusted_proxies:
        yield build_check_warning(
            "HTTPS_ONLY is on and TRUSTED_PROXIES is 0: behind a proxy all people would have its address.",
            "Set TRUSTED_PROXIES to the number of proxies in front.",
            "W032",
        )
    if env.payme_addresses and env.https_only and not env.trusted_proxies:
        yield build_check_error(
            "PAYME_ADDRESSES is set and TRUSTED_PROXIES is 0: Payme would be refused behind the proxy.",
            "Set TRUSTED_PROXIES to the number of proxies in front.",
            "E033",
        )
    if env.log_level == "DEBUG":
        yield build_check_warning(
            "LOG_LEVEL is DEBUG: the log grows fast and says more than is needed.", "Set LOG_LEVEL=INFO.", "W034"
        )
    if not env.database_pool_size:
        yield build_check_warning(
            "DATABASE_POOL_SIZE is 0: every request opens a connection of its own.",
            "Set it to 8 for serving processes.",
            "W035",
        )


def _check_keys(env: Any) -> Iterator[CheckMessage]:
    key = env.secret_key.lower()
    if len(set(env.secret_key)) < MIN_DISTINCT_CHARACTERS or any(word in key for word in GUESSABLE_WORDS):
        yield build_check_error(
            "SECRET_KEY can be guessed: it signs log-ins and seals secrets.",
            "Make one: python -c 'import secrets; print(secrets.token_urlsafe(48))'. "
            "Keep the old one in SECRET_KEY_FALLBACKS.",
            "E036",
        )
    redis = urlsplit(env.redis_url)
    if redis.hostname and not is_private_host(redis.hostname) and (redis.scheme == "redis" or not redis.password):
        yield build_check_error(
            "REDIS_URL leads to a public address without TLS or without a password.",
            "Use rediss:// with a password, or a private address.",
            "E037",
        )
    database = urlsplit(env.database_url)
    mode = parse_qs(database.query).get("sslmode", [""])[0]
    if (
        database.hostname
        and not is_private_host(database.hostname)
        and mode not in ("require", "verify-ca", "verify-full")
    ):
        yield build_check_warning(
            "DATABASE_URL leads to a public address and does not ask for TLS.",
            "Add ?sslmode=require (better: verify-full).",
            "W038",
        )


def _check_messages(env: Any) -> Iterator[CheckMessage]:
    if env.telegram_webhook_secret and not env.frontend_url.startswith("https://"):
        yield build_check_warning(
            "TELEGRAM_WEBHOOK_SECRET is set, but Telegram calls https addresses only.",
            "Empty it, so that `manage.py telegram` asks for updates.",
            "W039",
        )
    local = {
        "ESKIZ_URL": env.eskiz_url,
        "ESKIZ_CALLBACK_URL": env.eskiz_callback_url,
        "TELEGRAM_URL": env.telegram_url,
        "STRIPE_URL": env.stripe_url,
        "VDOCIPHER_URL": env.vdocipher_url,
        "META_GRAPH_URL": env.meta_graph_url,
        "ZOOM_API_URL": env.zoom_api_url,
        "ZOOM_OAUTH_URL": env.zoom_oauth_url,
        "MEET_API_URL": env.meet_api_url,
        "GOOGLE_TOKEN_URL": env.google_token_url,
        "JAAS_URL": env.jaas_url,
        "PAYME_CHECKOUT_URL": env.payme_checkout_url,
        "STATIC_URL": env.static_url,
        "MEDIA_CDN_URL": env.media_cdn_url,
    }
    if names := [name for name, url in local.items() if url and urlsplit(url).hostname in LOOPBACK]:
        yield build_check_warning(
            f"{', '.join(names)}: an address of this machine stands for another company's.",
            "Leave them at their defaults.",
            "W040",
        )
    if env.email_user and env.email_security == "none" and env.email_host not in LOOPBACK:
        yield build_check_error(
            "EMAIL_SECURITY is none: EMAIL_PASSWORD would travel in clear.",
            "Set EMAIL_SECURITY=starttls (port 587) or tls (port 465).",
            "E041",
        )
    if env.email_host and env.email_from.rstrip(">").endswith("@localhost"):
        yield build_check_warning(
            "EMAIL_FROM is at localhost: mail servers refuse that.", "Name an address of your own domain.", "W042"
        )
    subject = env.vapid_subject or env.frontend_url
    if env.vapid_private_key and not subject.startswith(("https://", "mailto:")):
        yield build_check_warning(
            "VAPID_PRIVATE_KEY is set, but push services find nobody to ask: some refuse such messages.",
            "Set VAPID_SUBJECT=mailto:… or FRONTEND_URL=https://….",
            "W051",
        )
    if env.eskiz_test_account:
        yield build_check_warning(
            "ESKIZ_TEST_ACCOUNT is on: nobody gets a code by SMS.",
            "Set ESKIZ_TEST_ACCOUNT=false once the account is live.",
            "W043",
        )


def _check_money(env: Any) -> Iterator[CheckMessage]:
    if env.payme_test_mode:
        yield build_check_warning(
            "PAYME_TEST_MODE is on: payments of the sandbox count as paid.",
            "Set PAYME_TEST_MODE=false once Payme is live.",
            "W044",
        )
    desks = {
        "PAYME": (env.payme_merchant_id, env.payme_key, env.payme_test_key, env.payme_key_old),
        "PAYME_CUMULATIVE": (
            env.payme_cumulative_merchant_id,
            env.payme_cumulative_key,
            env.payme_cumulative_test_key,
            env.payme_cumulative_key_old,
        ),
    }
    for name, (merchant, key, test_key, old) in desks.items():
        wanted = "TEST_KEY" if env.payme_test_mode else "KEY"
        if merchant and not (test_key if env.payme_test_mode else key):
            yield build_check_error(
                f"{name}_{wanted} is empty: in this mode Payme is refused.",
                f"Set {name}_{wanted}, or change PAYME_TEST_MODE.",
                "E045",
            )
        if old and not key:
            yield build_check_warning(
                f"{name}_KEY_OLD is set without {name}_KEY.",
                "The new key goes into KEY, the old one into KEY_OLD.",
                "W046",
            )
    if "_test_" in env.stripe_secret_key:
        yield build_check_warning(
            "STRIPE_SECRET_KEY is a test key: payments of test cards count as paid.", "Use the live key.", "W047"
        )
    if env.stripe_secret_key and not env.stripe_webhook_secrets:
        yield build_check_error(
            "STRIPE_SECRET_KEY is set without STRIPE_WEBHOOK_SECRETS: what is paid would not be noticed.",
            "Set it from the endpoint's page in Stripe's dashboard.",
            "E048",
        )


def _check_file_store(env: Any) -> Iterator[CheckMessage]:
    if not env.s3_bucket:
        return
    endpoint = urlsplit(env.s3_endpoint_url)
    if endpoint.scheme == "http" and not is_private_host(endpoint.hostname or ""):
        yield build_check_error(
            "S3_ENDPOINT_URL is http at a public name: recordings and keys travel in clear.",
            "Name its https address.",
            "E049",
        )
    if _has_files(Path(env.media_root)):
        yield build_check_warning(
            f"S3_BUCKET is set, but files lie in MEDIA_ROOT {env.media_root}: they are not found any more.",
            "Copy them into the bucket under the same names, then empty the folder.",
            "W050",
        )


def _check_backups(env: Any) -> Iterator[CheckMessage]:
    if env.backup_nightly and not env.backup_to:
        yield build_check_error(
            "BACKUP_NIGHTLY is on and BACKUP_TO names no place: every night there is no backup.",
            "Set BACKUP_TO (docs/backup.md), or BACKUP_NIGHTLY=false.",
            "E052",
        )
    if env.backup_to and not (env.backup_recipient or env.backup_passphrase):
        yield build_check_warning(
            "BACKUP_TO is set, BACKUP_RECIPIENT and BACKUP_PASSPHRASE are not: no backup is made unsealed.",
            "Make a key: manage.py backup --new-key FILE (docs/backup.md).",
            "W053",
        )
    if env.backup_to and not env.backup_to.startswith("s3:") and not env.s3_bucket:
        store = Path(env.media_root).resolve()
        if store in (folder := Path(env.backup_to).resolve(), *folder.parents):
            yield build_check_error(
                "BACKUP_TO lies in MEDIA_ROOT: backups go when the files do, or are cleaned up as strays.",
                f"Name a folder outside of {store}, best on another disk.",
                "E054",
            )


def _has_files(folder: Path) -> bool:
    try:
        return any(path.is_file() for path in folder.rglob("*"))
    except OSError:
        return False


def build_check_error(text: str, hint: str | None, number: str) -> CheckMessage:
    """Return the error `talim.{number}` for what loses data, money or secrets."""
    return checks.Error(text, hint=hint, id=f"talim.{number}")


def build_check_warning(text: str, hint: str | None, number: str) -> CheckMessage:
    """Return the warning `talim.{number}` for what may be intended."""
    return checks.Warning(text, hint=hint, id=f"talim.{number}")

"""Checks the providers: Telegram, Eskiz, web push, Payme, Stripe. Keys are tried where that changes nothing."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.db.utils import Error
from django.http.request import split_domain_port, validate_host

from apps.core.money import Money
from apps.messaging import eskiz
from apps.messaging.errors import MessageRefused, NotSent
from apps.notifications.push import list_active_subscriptions, vapid
from apps.packages import h5p
from apps.packages.origin import get_pages_origin
from apps.settings.queries import get_system_settings
from project.doctor.findings import Finding, bad, ok, warn

TIMEOUT_SECONDS = 4.0


def check_telegram() -> Iterator[Finding]:
    """Check the bot's token and name, and that its updates arrive as configured."""
    env = settings.ENV
    if not env.telegram_bot_token:
        yield ok("telegram", "not set up")
        return
    me = _call_bot_api("getMe")
    if isinstance(me, int):
        if me in (401, 404):
            yield bad("telegram", "Telegram refuses the bot", "Take a new TELEGRAM_BOT_TOKEN from @BotFather.")
        else:
            yield bad("telegram", f"Telegram cannot be asked ({me or 'no answer'})", "Let https to TELEGRAM_URL out.")
        return
    if str(me.get("username", "")).lower() != env.telegram_bot_name.lower():
        yield bad("telegram", f"the token is that of @{me.get('username')}", "Mend TELEGRAM_BOT_NAME.")
    else:
        yield ok("telegram", f"@{env.telegram_bot_name} answers")
    info = _call_bot_api("getWebhookInfo")
    if not isinstance(info, int):
        yield from _check_telegram_updates(info)


def _check_telegram_updates(info: dict[str, Any]) -> Iterator[Finding]:
    has_webhook, wants_webhook = bool(info.get("url")), bool(settings.ENV.telegram_webhook_secret)
    waiting = int(info.get("pending_update_count") or 0)
    if wants_webhook and not has_webhook:
        yield bad("telegram", "updates are sent nowhere", "Run: manage.py telegram_webhook set (docs/telegram.md).")
    if has_webhook and not wants_webhook:
        yield bad(
            "telegram",
            "updates go to a webhook, but TELEGRAM_WEBHOOK_SECRET is empty",
            "Set the secret, or end the webhook (docs/telegram.md).",
        )
    if has_webhook and info.get("last_error_message"):
        text = f"Telegram could not deliver updates; {waiting} wait"
        yield warn("telegram", text, "See that its servers reach FRONTEND_URL by https.")


def _call_bot_api(method: str) -> dict[str, Any] | int:
    """Return the Bot API's result, else its HTTP status, 0 without an answer. The URL holds the token: never log it."""
    env = settings.ENV
    try:
        address = f"{env.telegram_url.rstrip('/')}/bot{env.telegram_bot_token}/{method}"
        answer = httpx.post(address, json={}, timeout=TIMEOUT_SECONDS)
        return dict(answer.json()["result"]) if answer.status_code == 200 else answer.status_code
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return 0


def check_sms() -> Iterator[Finding]:
    """Check Eskiz: credentials and balance."""
    if not settings.ENV.eskiz_email:
        yield warn("sms", "no ESKIZ_EMAIL: SMS are written under OUTBOX_ROOT", "Set ESKIZ_EMAIL and its neighbours.")
        return
    try:
        left, least = eskiz.fetch_balance(), get_system_settings().sms_balance_least
    except MessageRefused:
        yield bad("sms", "Eskiz refuses our credentials", "Mend ESKIZ_EMAIL and ESKIZ_PASSWORD.")
    except (NotSent, Error) as error:
        yield bad("sms", f"Eskiz cannot be asked ({type(error).__name__})", "Let https to ESKIZ_URL out.")
    else:
        text = f"Eskiz lets us in; {Money(left).format()} are left"
        yield warn("sms", text, "Pay in at my.eskiz.uz.") if left < least else ok("sms", text)
    if settings.ENV.eskiz_test_account:
        yield warn(
            "sms", "a test account sends Eskiz's own texts only", "Set ESKIZ_TEST_ACCOUNT=false when it is live."
        )


def check_push() -> Iterator[Finding]:
    """Check that web push is set up. Push services cannot be tested without sending a message."""
    if not vapid.is_set_up():
        yield ok("push", "not set up")
        return
    try:
        yield ok("push", f"{list_active_subscriptions().count()} browsers take messages")
    except Error:
        yield bad("push", "the browsers that take messages cannot be read", "See what is said of the database.")


def check_packages() -> Iterator[Finding]:
    """Check the origin of interactive packages, and whether H5P can be played."""
    packages, pages = settings.PACKAGES_ORIGIN, get_pages_origin()
    if not packages:
        yield ok("packages", "off: interactive packages in lessons need PACKAGES_ORIGIN (docs/deployment.md)")
        return
    front = urlsplit(settings.ENV.frontend_url)
    if f"{front.scheme}://{front.netloc}" != pages:
        remedy = "Set PACKAGES_ORIGIN to packages.<the host of FRONTEND_URL>."
        yield warn("packages", f"packages are shown on pages of {pages}, and FRONTEND_URL is another address", remedy)
    if not h5p.is_installed():
        yield warn("packages", "the player of H5P is not installed: its blocks say so", "./talim install-h5p")
    yield ok("packages", f"served from {packages}")


def check_payme() -> Iterator[Finding]:
    """Check Payme's merchants and keys, test mode, and where payers return to."""
    env = settings.ENV
    test = env.payme_test_mode
    desks = {
        "payments": (env.payme_merchant_id, env.payme_test_key if test else env.payme_key),
        "balances": (
            env.payme_cumulative_merchant_id,
            env.payme_cumulative_test_key if test else env.payme_cumulative_key,
        ),
    }
    for name, (merchant, key) in desks.items():
        if merchant and not key:
            wanted = "PAYME_TEST_KEY" if test else "PAYME_KEY"
            yield bad("payme", f"the desk for {name} has no key in this mode", f"Set its {wanted} (docs/payments.md).")
    names = [name for name, (merchant, key) in desks.items() if merchant and key]
    if test and names:
        yield warn(
            "payme", "the sandbox's keys hold: no real money moves", "Set PAYME_TEST_MODE=false when it is live."
        )
    elif names:
        yield ok("payme", f"desks are open for {' and '.join(names)}")
    elif not any(merchant for merchant, _key in desks.values()):
        yield ok("payme", "not set up")
    if names and not _is_allowed_page_url(env.frontend_url):
        yield warn(
            "payme",
            f"buyers come back to {env.frontend_url}: neither this server nor among CORS_ALLOWED_ORIGINS",
            "Set FRONTEND_URL to the origin of your pages (docs/pages.md).",
        )


def _is_allowed_page_url(address: str) -> bool:
    """Return whether a URL leads to pages that may call this server: its own, or those of an allowed origin."""
    env, parts = settings.ENV, urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" in {origin.rstrip("/") for origin in env.cors_allowed_origins}:
        return True
    host, _port = split_domain_port(parts.netloc)
    return validate_host(host, env.allowed_hosts)


def check_stripe() -> Iterator[Finding]:
    """Check Stripe's key and webhook secrets."""
    env = settings.ENV
    if not env.stripe_secret_key:
        yield ok("stripe", "not set up")
        return
    try:
        address = f"{env.stripe_url.rstrip('/')}/v1/balance"
        status = httpx.get(address, auth=(env.stripe_secret_key, ""), timeout=TIMEOUT_SECONDS).status_code
    except httpx.HTTPError as error:
        yield bad("stripe", f"Stripe cannot be asked ({type(error).__name__})", "Let https to STRIPE_URL out.")
        return
    if status == 401:
        yield bad("stripe", "Stripe refuses the key", "Take a new STRIPE_SECRET_KEY from its dashboard.")
    elif status not in (200, 403):
        yield warn("stripe", f"Stripe answers {status}", "Look again later; see status.stripe.com.")
    else:
        yield ok("stripe", "Stripe knows the key")
    if not env.stripe_webhook_secrets:
        yield bad("stripe", "no STRIPE_WEBHOOK_SECRETS: payments are not noticed", "Set it from the endpoint's page.")
    if "_test_" in env.stripe_secret_key:
        yield warn("stripe", "a test key: no real money moves", "Use a live key when it is live.")

"""`./talim run` asks Telegram for updates where there is a bot and nowhere for Telegram to send them."""

import pytest

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.platform_processes import build_processes

BOT = {"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_BOT_NAME": "bot"}


@pytest.mark.parametrize(
    ("env", "asks"),
    [
        ({}, False),
        (BOT, True),
        ({"TELEGRAM_BOT_TOKEN_FILE": "/run/secrets/bot"}, True),
        (BOT | {"TELEGRAM_WEBHOOK_SECRET": "s"}, False),
        (BOT | {"TELEGRAM_WEBHOOK_SECRET_FILE": "/run/secrets/hook"}, False),
    ],
    ids=["no bot", "bot", "bot by file", "webhook", "webhook by file"],
)
def test_telegram_is_polled_only_without_a_webhook(tmp_path, env, asks):
    children = build_processes(CheckoutPaths(tmp_path, tmp_path, tmp_path), env, "127.0.0.1", 8000)
    assert ("telegram" in {child.name for child in children}) is asks
    assert {"web", "worker", "scheduler", "speech"} <= {child.name for child in children}

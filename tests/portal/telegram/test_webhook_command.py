"""`manage.py telegram_webhook`: where updates go, and that another centre's are not taken by mistake."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from apps.portal.telegram.commands import COMMANDS
from tests.servers.telegram import NAME, SECRET

pytestmark = pytest.mark.django_db
OURS = "https://centre.example/api/v1/notifications/telegram/webhook/"


def run(*words: str) -> str:
    output = StringIO()
    call_command("telegram_webhook", *words, stdout=output, stderr=output)
    return output.getvalue()


@pytest.mark.parametrize("given", ["option", "setting"])
def test_webhook_is_set_with_secret_and_commands(server, monkeypatch, given):
    monkeypatch.setattr(settings.ENV, "frontend_url", "https://centre.example" if given == "setting" else "http://x")
    text = run("set", *(["--url", "https://centre.example/"] if given == "option" else []))
    assert NAME in text
    (asked,) = server.of("setWebhook")
    assert (asked["url"], asked["secret_token"]) == (OURS, SECRET)
    assert asked["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    values = {given.get("language_code"): given["commands"] for given in server.of("setMyCommands")}
    assert set(values) == {None, "uz", "ru", "en"}
    assert [item["command"] for item in values["uz"]] == list(COMMANDS)
    assert SECRET not in text


def test_another_webhook_is_replaced_only_with_the_option(server):
    server.webhook = "https://production.example/hook/"
    with pytest.raises(CommandError, match="--replace"):
        run("set", "--url", "https://centre.example")
    assert server.webhook == "https://production.example/hook/"
    assert "production.example" in run("set", "--url", "https://centre.example", "--replace")
    assert server.webhook == OURS
    assert OURS in run("info")
    run("delete")
    assert server.webhook == ""
    assert "none" in run("info")


@pytest.mark.parametrize("missing", ["https", "secret", "bot", "right token"])
def test_impossible_settings_are_reported(server, monkeypatch, missing):
    if missing == "secret":
        monkeypatch.setattr(settings.ENV, "telegram_webhook_secret", "")
    elif missing == "bot":
        monkeypatch.setattr(settings.ENV, "telegram_bot_token", "")
    server.revoked = missing == "right token"
    with pytest.raises(CommandError) as caught:
        run("set", "--url", f"{'http' if missing == 'https' else 'https'}://centre.example")
    assert settings.ENV.telegram_bot_token not in str(caught.value) or missing == "bot"
    assert server.webhook == ""

"""A new password by the chat with the bot: code or link, once; the other proved ways when the bot is blocked."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import TelegramLink, User
from apps.jobs.models import Job, JobState
from tests import factories
from tests.accounts.entry import signup
from tests.accounts.telegram.chat import new_chat

pytestmark = pytest.mark.django_db
NEW = "anor bog'i 2027"


def ask(login: str | None, channel: str | None = "telegram") -> factories.ApiResponse:
    body = {"login": login} | ({"channel": channel} if channel else {})
    return signup.new_client().post("/auth/password-reset/", body)


def confirm(**body: str | None) -> int:
    return signup.new_client().post("/auth/password-reset/confirm/", {"password": NEW, **body}).status


def enters(login: str | None, password: str) -> bool:
    return signup.try_sign_in(login, password) == 200


@pytest.mark.parametrize("by", ["code", "link"])
def test_message_has_code_and_link_and_either_works_once(bot, jasur, by):
    chat = bot.link(jasur)
    asked = ask(jasur.email)
    assert (asked.status, asked.json["channel"]) == (202, "telegram")
    code, token = bot.code(chat), bot.token(chat)
    proof = {"token": token} if by == "link" else {"login": jasur.email, "code": code}
    other = {"token": token} if by == "code" else {"login": jasur.email, "code": code}

    assert confirm(**proof) == 204

    assert (enters(jasur.email, NEW), enters(jasur.email, signup.PASSWORD)) == (True, False)
    assert (confirm(**proof), confirm(**other)) == (422, 422)
    assert signup.list_mails_to(str(jasur.email))[-1].subject == "Your password at Talim was changed"


@pytest.mark.parametrize(("locale", "word"), [("uz", "Kodingiz"), ("ru", "код"), ("en", "Your code")])
def test_message_is_in_the_users_language(bot, jasur, locale, word):
    chat = bot.link(jasur)
    User.objects.filter(pk=jasur.pk).update(locale=locale)
    ask(jasur.email)
    text = bot.reads(chat)[-1]
    assert "Talim" in text
    assert word.lower() in text.lower()
    assert bot.server.sent[-1]["link_preview_options"] == {"is_disabled": True}


def test_five_wrong_codes_close_the_request(bot, jasur):
    chat = bot.link(jasur)
    ask(jasur.email)
    code = bot.code(chat)
    for _ in range(5):
        assert confirm(login=jasur.email, code=signup.make_wrong_code(code)) == 422
    assert confirm(login=jasur.email, code=code) == 422


def test_telegram_is_the_default_only_without_another_address(bot, jasur):
    chat = bot.link(jasur)
    ask(jasur.email, channel=None)
    assert len(signup.list_mails_to(str(jasur.email))) == 1
    User.objects.filter(pk=jasur.pk).update(email_verified_at=None)
    signup.release_resend_limit(str(jasur.email))
    ask(jasur.email, channel=None)
    assert confirm(login=jasur.email, code=bot.code(chat)) == 204
    jasur.refresh_from_db()
    assert jasur.email_verified_at is None


@pytest.mark.parametrize("way", ["stop", "delete"])
def test_code_sent_to_an_unlinked_chat_does_not_work(bot, jasur, way):
    chat = bot.link(jasur)
    ask(jasur.email)
    token = bot.token(chat)
    if way == "stop":
        bot.write(chat, "/stop")
    else:
        signup.sign_in_client(jasur).delete("/notifications/telegram/link/")
    assert confirm(token=token) == 422
    assert confirm(login=jasur.email, code="123456") == 422
    assert enters(jasur.email, signup.PASSWORD)


def test_blocked_bot_sends_the_code_to_the_next_verified_address(bot, jasur):
    chat = bot.link(jasur)
    bot.server.blocked.add(chat)
    ask(jasur.email)
    assert signup.list_mails_to(str(jasur.email)) == []

    for _ in range(3):
        bot.work()

    assert TelegramLink.objects.get(user=jasur).blocked_at is not None
    assert confirm(login=jasur.email, code=signup.get_sent_code(str(jasur.email))) == 204
    assert not Job.objects.filter(state=JobState.DEAD).exists()
    calls, letters = bot.server.calls, len(signup.list_mails_to(str(jasur.email)))
    signup.release_resend_limit(str(jasur.email))
    assert ask(jasur.email).status == 202
    assert len(signup.list_mails_to(str(jasur.email))) == letters + 1
    assert bot.server.calls == calls


def test_restarted_bot_gets_messages_again(bot, jasur):
    chat = bot.link(jasur)
    TelegramLink.objects.update(blocked_at=jasur.created_at)
    bot.write(chat, "/start")
    assert "is linked" in bot.reads(chat)[-1]
    ask(jasur.email)
    assert confirm(token=bot.token(chat)) == 204


def test_linked_chat_is_not_used_without_a_bot(bot, jasur, monkeypatch):
    bot.link(jasur)
    monkeypatch.setattr(settings.ENV, "telegram_bot_token", "")
    User.objects.filter(pk=jasur.pk).update(phone=signup.new_phone())
    jasur.refresh_from_db()
    ask(jasur.phone, channel=None)
    assert confirm(login=jasur.phone, code=signup.get_sent_code(str(jasur.email))) == 204


def test_linked_unlinked_and_unknown_get_the_same_answer_and_work(bot, jasur):
    linked, blocked = jasur, signup.create_verified_user()
    bot.link(linked)
    at = blocked.created_at
    TelegramLink.objects.create(user=blocked, chat_id=new_chat(), linked_at=at, blocked_at=at)
    logins = [linked.email, blocked.email, signup.create_verified_user().email, signup.new_email()]
    results, kinds = [], []
    for login in logins:
        before = set(Job.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as queries:
            answer = ask(login)
        kinds += Job.objects.exclude(pk__in=before).values_list("kind", flat=True)
        statements = [" ".join(query["sql"].split()[:2]) for query in queries if "SAVEPOINT" not in query["sql"]]
        results.append((answer.status, answer.json, statements))
    assert results[0][:2] == (202, {"channel": "telegram", "expires_in": 600, "resend_in": 60})
    assert results[1:] == results[:1] * 3
    by_telegram, by_email = "messaging.send_telegram", "messaging.send_email"
    assert kinds == [by_telegram, by_email, by_email, by_telegram]

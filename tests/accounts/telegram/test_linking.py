"""A chat with the bot becomes a person's own by a link that works once, and stops being it when they say so."""

import io
import zipfile
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from apps.accounts.models import PasswordResetToken, TelegramLink, TelegramStart, User
from apps.accounts.services import telegram
from apps.messaging.models import TelegramUpdate
from apps.notifications.models import Notification
from apps.portal.job_kinds import ERASE
from apps.portal.services.exports import write_personal_data_archive
from apps.settings.models import AuditLog
from tests import factories
from tests.accounts.entry import signup
from tests.accounts.telegram.chat import LINK, new_chat, new_token, post, request_link, update
from tests.portal import job_helpers as portal
from tests.races import run_together
from tests.servers.telegram import NAME

pytestmark = pytest.mark.django_db


def chats_of(user: User) -> list[int]:
    return list(TelegramLink.objects.filter(user=user).values_list("chat_id", flat=True))


def told(user: User) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("id").values_list("type", flat=True))


def test_opening_the_link_links_the_chat(bot, jasur):
    answer = request_link(jasur)
    assert (answer.status, answer.json["expires_in"]) == (200, 900)
    address, _, token = answer.json["url"].partition("?start=")
    assert address == f"https://t.me/{NAME}"
    assert len(token) <= 64
    assert not TelegramStart.objects.filter(token_sha256=token).exists()

    chat = new_chat()
    assert bot.write(chat, f"/start {token}").status == 200

    assert chats_of(jasur) == [chat]
    (reply,) = bot.reads(chat)
    assert "Jasur" in reply
    assert "/stop" in reply
    assert told(jasur) == ["security.telegram_linked"]
    assert AuditLog.objects.filter(action="accounts.link_telegram", object_id=str(jasur.pk)).count() == 1


def test_link_works_once_and_a_newer_one_replaces_it(bot, jasur):
    older, newer = new_token(jasur), new_token(jasur)
    first, second = new_chat(), new_chat()
    bot.write(second, f"/start {older}")
    assert chats_of(jasur) == []
    bot.write(first, f"/start {newer}")
    bot.write(second, f"/start {newer}")
    assert chats_of(jasur) == [first]
    assert ["expired" in text for text in bot.reads(second)] == [True, True]


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (15, False)])
def test_link_is_valid_for_fifteen_minutes(bot, jasur, minutes, works):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        token = new_token(jasur)
    with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
        bot.write(new_chat(), f"/start {token}")
    assert bool(chats_of(jasur)) is works


def test_link_needs_the_password_and_a_bot(bot, jasur, monkeypatch):
    assert request_link(jasur, "another password").refused_fields == (422, ["password"])
    assert request_link(jasur).status == 200
    monkeypatch.setattr(settings.ENV, "telegram_bot_token", "")
    assert request_link(jasur).status == 409


def test_user_deactivated_meanwhile_is_not_linked(bot, jasur):
    token = new_token(jasur)
    User.objects.filter(pk=jasur.pk).update(is_active=False)
    bot.write(new_chat(), f"/start {token}")
    assert chats_of(jasur) == []


def test_relinked_chat_moves_and_its_former_user_is_told(bot, jasur):
    umid = signup.create_verified_user()
    chat = bot.link(jasur)
    signup.new_client().post("/auth/password-reset/", {"login": jasur.email, "channel": "telegram"})
    assert bot.write(chat, f"/start {new_token(umid)}").status == 200

    bot.work()

    assert (chats_of(jasur), chats_of(umid)) == ([], [chat])
    assert told(jasur) == ["security.telegram_linked", "security.telegram_moved"]
    assert told(umid) == ["security.telegram_linked"]
    assert not PasswordResetToken.objects.filter(user=jasur, expires_at__gt=timezone.now()).exists()


def test_second_chat_replaces_the_first(bot, jasur):
    first, second = bot.link(jasur), bot.link(jasur)
    assert first != second
    assert chats_of(jasur) == [second]


def test_repeated_update_does_nothing(bot, jasur):
    chat = new_chat()
    start = update(chat, f"/start {new_token(jasur)}")
    assert [post(start).status for _ in range(3)] == [200, 200, 200]
    bot.work()
    assert len(bot.reads(chat)) == 1
    stop = update(chat, "/stop")
    post(stop)
    bot.work()
    again = new_token(jasur)
    bot.write(chat, f"/start {again}")
    assert post(stop).status == 200
    bot.work()
    assert chats_of(jasur) == [chat]
    assert TelegramUpdate.objects.count() == 3


@pytest.mark.parametrize("way", ["stop", "delete"])
def test_user_and_office_can_unlink(bot, jasur, way):
    chat = bot.link(jasur)
    if way == "stop":
        bot.write(chat, "/stop")
        assert "no longer writes here" in bot.reads(chat)[-1]
    else:
        client = signup.sign_in_client(jasur)
        assert [client.delete(LINK).status for _ in range(2)] == [204, 204]
    assert chats_of(jasur) == []
    assert AuditLog.objects.filter(action="accounts.unlink_telegram", object_id=str(jasur.pk)).count() == 1


def test_address_change_by_the_office_unlinks(bot, jasur, admin):
    bot.link(jasur)
    assert factories.client_for(admin).patch(f"/auth/users/{jasur.pk}/", {"email": signup.new_email()}).status == 200
    assert chats_of(jasur) == []


def test_export_has_the_chat_and_erasure_deletes_it(bot, jasur, admin):
    chat = bot.link(jasur)
    new_token(jasur)
    content = io.BytesIO()
    write_personal_data_archive(jasur, content, reader=jasur)
    told_of = zipfile.ZipFile(content).read("data/accounts.telegramlink.user.json").decode()
    assert str(chat) in told_of

    assert factories.client_for(admin).post(f"/auth/users/{jasur.pk}/erase/").status == 202
    portal.run_single_job(ERASE)
    assert not TelegramLink.objects.exists()
    assert not TelegramStart.objects.exists()


@pytest.mark.parametrize(
    ("language", "word"), [("ru", "запросите"), ("uz", "soʻrang"), ("de", "soʻrang"), ("../x", "soʻrang")]
)
def test_start_without_a_token_is_explained_in_the_telegram_language(bot, language, word):
    chat = new_chat()
    bot.write(chat, "/start", **{"from": {"id": chat, "language_code": language}})
    (reply,) = bot.reads(chat)
    assert word in reply


def test_answers_to_a_chat_are_rate_limited(bot):
    chat = new_chat()
    assert {bot.write(chat, "/start").status for _ in range(23)} == {200}
    bot.work()
    assert len(bot.reads(chat)) == 20


@pytest.mark.parametrize("locked", [True, False])
def test_parallel_links_in_one_chat_leave_one_user(transactional_db, bot, monkeypatch, locked):
    people = [signup.create_verified_user() for _ in range(4)]
    chat = new_chat()
    tokens = [new_token(person) for person in people]
    if not locked:
        together = Barrier(4)
        token_hash = telegram.tokens.hash_token
        monkeypatch.setattr(telegram, "_lock_chat", lambda chat_id: None)
        monkeypatch.setattr(telegram.tokens, "hash_token", lambda token: (together.wait(60), token_hash(token))[1])

    def is_lost(number: int) -> bool:
        try:
            telegram.handle_start_command(chat_id=chat, token=tokens[number], language="en")
        except IntegrityError:
            return True
        return False

    assert any(run_together(4, is_lost)) != locked
    assert TelegramLink.objects.filter(chat_id=chat).count() == 1 or not locked

"""What strangers write to the bot becomes a lead, once for a chat; nothing of others is told, floods are limited."""

import pytest
from django.conf import settings

from apps.leads.models import Lead, LeadEntry, TelegramStranger
from apps.leads.services import telegram
from apps.leads.services.erasing import erase_lead
from apps.leads.services.merging import merge_leads
from apps.messaging.models import TelegramUpdate
from apps.notifications.models import Notification
from apps.portal.telegram import update_intake
from tests.accounts.telegram.chat import new_chat, new_token, post, update
from tests.leads.lead_requests import act, create_lead, list_timeline, read
from tests.portal.telegram.bot_user import BotUser

pytestmark = pytest.mark.django_db
PHONE = "998901234567"


@pytest.fixture
def stranger(bot, branch):
    return BotUser(bot, None, new_chat())


def share(user, phone=PHONE, owner=None):
    contact = {"phone_number": phone, "first_name": "Jasur", "user_id": owner or user.chat}
    return user.sends(update(user.chat, "", text=None, contact=contact))


def person(user, text, **sender):
    """A text of a person with this language and name."""
    return user.sends(update(user.chat, text, **{"from": {"id": user.chat, "is_bot": False} | sender}))


def ask(user, text="Is there a group in the morning?"):
    user.writes("Hello")
    return user.writes(text)


def list_phones():
    return [list(lead.phones.values_list("phone", flat=True)) for lead in Lead.objects.order_by("created_at")]


def test_a_question_becomes_a_lead_and_the_contact_its_phone(stranger, manager):
    greeting = stranger.writes("Hello")
    assert greeting.startswith("To get messages of")
    assert "share your number" in greeting
    assert not Lead.objects.exists()
    assert stranger.writes("Is there a group in the morning?").endswith("has got it and answers by phone.")
    lead = Lead.objects.get()
    assert (lead.name, lead.source, lead.note) == ("Jasur", "telegram", "Is there a group in the morning?")
    assert share(stranger).startswith("Added.")
    assert list_phones() == [[f"+{PHONE}"]]
    assert stranger.writes("For two children").startswith("Added.")
    entries = list_timeline(manager, {"id": str(lead.pk)})
    assert [entry["text"] for entry in entries] == ["For two children", f"+{PHONE}", ""]
    assert Notification.objects.filter(type="leads.received", user=manager).exists()
    assert str(stranger.chat) not in str(TelegramStranger.objects.values())


@pytest.mark.parametrize(
    "language, words", [("ru", "Напишите свой вопрос"), ("uz", "Savolingizni"), ("de", "Savolingizni")]
)
def test_a_stranger_reads_the_language_of_their_telegram(stranger, language, words):
    assert settings.LANGUAGE_CODE == "uz"
    assert words in person(stranger, "/start", language_code=language, first_name="Anna")


def test_a_number_before_the_text_makes_the_lead(stranger):
    stranger.writes("/start")
    assert share(stranger).endswith("answers by phone.")
    assert stranger.writes("Call me tomorrow").startswith("Added.")
    assert list_phones() == [[f"+{PHONE}"]]


def test_the_contact_of_another_gives_no_phone(stranger):
    ask(stranger)
    assert "not your own contact" in share(stranger, owner=new_chat())
    assert list_phones() == [[]]


def test_a_person_without_a_name_and_a_long_text(stranger):
    stranger.writes("Hello")
    person(stranger, "x" * 4096, first_name="\u202e\u200b", language_code="en")
    lead = Lead.objects.get()
    assert (lead.name, len(lead.note)) == ("Telegram", 2000)
    assert [len(entry.text) for entry in lead.entries.filter(kind="note").order_by("created_at")] == [2000, 96]
    assert "share your number" in person(stranger, "\u200b", first_name="Anna", language_code="en")
    assert lead.entries.count() == 3


def test_an_update_that_comes_twice_counts_once(stranger):
    stranger.writes("Hello")
    for text in ("Is there a group?", "For two children"):
        once = update(stranger.chat, text)
        for _time in range(2):
            stranger.sends(once)
            TelegramUpdate.objects.all().delete()
    assert Lead.objects.count() == 1
    assert LeadEntry.objects.filter(kind="note").count() == 1


def test_whoever_is_known_reads_the_same_and_joins_that_lead(bot, stranger, manager):
    known = create_lead(manager, "Jasur Oripov", PHONE, note="Wants a discount")
    stranger.writes("/start")
    first = share(stranger)
    other = BotUser(bot, None, new_chat())
    other.writes("/start")
    assert share(other, "998901111111") == first
    assert Lead.objects.count() == 2
    told = " ".join(bot.server.texts_to(stranger.chat))
    assert all(word not in told for word in ("Oripov", "discount", PHONE))
    stranger.writes("It is me")
    assert "It is me" in str(list_timeline(manager, known))


def test_a_merged_lead_goes_on_and_a_lost_one_is_over(stranger, manager):
    ask(stranger)
    mine = Lead.objects.get()
    kept = create_lead(manager, "Jasur Oripov", "901234568")
    merge_leads(actor=manager, keep=Lead.objects.get(pk=kept["id"]), double=mine)
    stranger.writes("And in the evening?")
    assert "And in the evening?" in str(list_timeline(manager, kept))
    assert act(manager, kept, "lose", {"reason": "price"}).status == 200
    stranger.writes("I have thought again")
    assert read(manager, kept)["state"] == "lost"
    assert Lead.objects.filter(merged_at__isnull=True).count() == 2


def test_who_links_the_chat_is_no_stranger_any_longer(bot, stranger, jasur):
    ask(stranger)
    bot.write(stranger.chat, f"/start {new_token(jasur)}")
    assert "You can ask" in stranger.writes("Hello again")
    assert Lead.objects.get().entries.count() == 1


def test_a_flood_of_one_chat_and_of_many_is_limited(bot, stranger, mother, monkeypatch):
    monkeypatch.setattr(update_intake, "STRANGERS_LIMIT", (40, 3600))
    for number in range(30):
        post(update(stranger.chat, f"Text {number}"))
    stranger.reads()
    assert LeadEntry.objects.filter(kind="note").count() <= 18
    for _chat in range(40):
        post(update(new_chat(), "Hello"))
    stranger.reads()
    assert TelegramStranger.objects.count() == 21
    assert "You can ask" in mother.writes("/help")
    late = BotUser(bot, None, new_chat())
    assert "To get messages" in late.writes("/start")


def test_new_leads_of_all_strangers_have_a_limit(bot, stranger, manager, monkeypatch):
    monkeypatch.setattr(telegram, "LEADS_AN_HOUR", 1)
    ask(stranger)
    other = BotUser(bot, None, new_chat())
    assert "many questions now" in ask(other)
    assert stranger.writes("For two children").startswith("Added.")
    assert create_lead(manager, "Laylo Karimova", "901234569")
    assert Lead.objects.filter(source="telegram").count() == 1


def test_an_erased_stranger_is_forgotten(stranger, admin):
    ask(stranger)
    erase_lead(actor=admin, lead=Lead.objects.get(), reason="Asked by phone")
    assert not TelegramStranger.objects.exists()
    assert stranger.writes("Hello").startswith("To get messages of")

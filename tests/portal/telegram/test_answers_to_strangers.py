"""The office answers who asked the bot without an account, from the page of the lead."""

from datetime import timedelta

import pytest

from apps.core.retention import list_retention_rules
from apps.leads.models import Lead, TelegramStranger
from apps.leads.services.erasing import erase_lead
from apps.leads.services.merging import merge_leads
from apps.leads.services.telegram_answers import ANSWERS_AN_HOUR
from tests.accounts.telegram.chat import new_chat
from tests.leads.lead_requests import act, create_lead, list_timeline, read
from tests.portal.telegram.bot_user import BotUser
from tests.portal.telegram.test_strangers import ask

pytestmark = pytest.mark.django_db
TEXT = "Yes, on Mondays at nine."


@pytest.fixture
def stranger(bot, branch):
    return BotUser(bot, None, new_chat())


@pytest.fixture
def lead(stranger, manager):
    """Of what the stranger asked, as the office sees it."""
    ask(stranger)
    return read(manager, {"id": str(Lead.objects.get().pk)})


def answer(manager, lead, text=TEXT, **more):
    return act(manager, lead, "answers", {"text": text}, **more)


def test_an_answer_comes_into_the_chat_and_stands_in_the_timeline(stranger, lead, manager):
    assert lead["has_chat"]
    made = answer(manager, lead)
    assert (made.status, made.json["text"], made.json["data"]) == (201, TEXT, {"sent": "telegram"})
    assert stranger.reads().endswith(f":\n{TEXT}")
    assert stranger.writes("Then I come").startswith("Added.")
    entries = list_timeline(manager, lead)
    assert [(entry["text"], (entry["author"] or {}).get("id")) for entry in entries[:2]] == [
        ("Then I come", None),
        (TEXT, str(manager.pk)),
    ]
    assert str(stranger.chat) not in str(TelegramStranger.objects.values())


def test_the_same_key_sends_once(stranger, lead, manager):
    for _time in range(2):
        assert answer(manager, lead, idempotency_key="one").status == 201
    stranger.reads()
    assert [text.endswith(TEXT) for text in stranger.bot.server.texts_to(stranger.chat)].count(True) == 1


def test_only_an_open_lead_with_a_chat_is_answered(lead, manager, pupil):
    other = create_lead(manager, "Anvar Karimov", "901234569")
    assert other["has_chat"] is False
    answer(manager, other).check_refused(409, "no_chat")
    assert answer(manager, lead, " \u200b ").refused_fields == (422, ["text"])
    assert answer(pupil, lead).status == 403
    assert act(manager, lead, "lose", {"reason": "price"}).status == 200
    answer(manager, lead).check_refused(409, "lead_closed")


def test_a_merge_takes_the_chat_along(stranger, lead, manager):
    kept = create_lead(manager, "Jasur Oripov", "901234568")
    mine = Lead.objects.get(pk=lead["id"])
    merge_leads(actor=manager, keep=Lead.objects.get(pk=kept["id"]), double=mine)
    assert read(manager, kept)["has_chat"]
    assert answer(manager, kept).status == 201
    assert stranger.reads().endswith(TEXT)


def test_the_chat_goes_with_the_lead_and_after_30_days(lead, manager, admin):
    rule = next(rule for rule in list_retention_rules() if rule.model == "leads.TelegramStranger")
    assert rule.age == timedelta(days=30)
    erase_lead(actor=admin, lead=Lead.objects.get(pk=lead["id"]), reason="Asked for it")
    assert not TelegramStranger.objects.exists()


def test_a_chat_that_no_key_opens_is_none(lead, manager, settings):
    TelegramStranger.objects.update(sealed_chat=b"x" * 40)
    answer(manager, lead).check_refused(409, "no_chat")


def test_answers_are_limited(lead, manager):
    sent = [answer(manager, lead, f"Text {n}").status for n in range(ANSWERS_AN_HOUR + 1)]
    assert sent == [201] * ANSWERS_AN_HOUR + [429]

"""People write to the office in the bot: tickets, their files, answers that come back, and replies to these."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.messaging.models import TelegramUpdate
from apps.notifications.models import Notification
from apps.portal.models import TelegramTalk
from apps.settings.models import SystemSettings
from apps.support.models import Ticket, TicketComment, TicketFile
from apps.support.services import tickets
from tests.accounts.telegram.chat import update
from tests.portal.telegram.conftest import linked
from tests.portal.telegram.test_ask_a_teacher import BOT, get_texts, reply_of
from tests.support.ticket_requests import answer, begin, client_for, list_comments, read, write

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.fixture(autouse=True)
def at_all_hours(db):
    SystemSettings.objects.update(quiet_from="08:00", quiet_until="08:00")


def file_update(user, file_id, caption="", *, name="receipt.pdf", size=100, **more):
    """An update with a document of the person."""
    message = update(user.chat, "", **more)
    del message["message"]["text"]
    document = {"file_id": file_id, "file_unique_id": "u", "file_name": name, "file_size": size}
    message["message"] |= {"document": document} | ({"caption": caption} if caption else {})
    return message


def photo_update(user, caption=""):
    sizes = [{"file_id": f"photos/{side}.png", "width": side, "height": side, "file_size": side} for side in (800, 90)]
    message = file_update(user, "", caption)
    del message["message"]["document"]
    message["message"]["photo"] = sizes
    return message


def open_one(user, text="I paid yesterday.\nThere is no receipt."):
    user.writes("/office")
    user.writes(text)
    return Ticket.objects.order_by("number").last()


def as_row(ticket):
    return {"id": str(ticket.pk)}


@pytest.mark.parametrize("who", ["parent", "pupil", "teacher"])
def test_a_linked_person_opens_a_ticket(bot, request, who, manager, group):
    user = linked(bot, request.getfixturevalue(who))
    assert "Write to the office" in user.writes("/office")
    assert user.writes("I paid yesterday.\nThere is no receipt.").startswith("Ticket 1 is open.")
    ticket = Ticket.objects.get()
    assert (ticket.source, ticket.reporter, ticket.subject) == ("telegram", user.user, "I paid yesterday.")
    assert [row["text"] for row in list_comments(manager, as_row(ticket))] == [
        "I paid yesterday.\nThere is no receipt."
    ]
    assert user.writes("By card.") == "Added to ticket 1."
    user.writes("/today")
    assert "You can ask" in user.writes("This is for nobody")
    assert [comment.text for comment in ticket.comments.order_by("created_at")][1:] == ["By card."]


def test_the_menu_of_the_bot_has_the_office(mother):
    assert "/office – Write to the office" in mother.writes("/help")


def test_a_file_comes_with_the_text_or_after_it(mother, manager, group):
    mother.bot.server.files |= {"documents/1": PDF, "photos/800.png": PNG}
    mother.writes("/office")
    assert "what it is about" in mother.sends(file_update(mother, "documents/1"))
    assert mother.sends(file_update(mother, "documents/1", "My receipt")).startswith("Ticket 1 is open.")
    assert mother.sends(photo_update(mother)) == "Added to ticket 1."
    first, second = list_comments(manager, as_row(Ticket.objects.get()))
    assert [(file["name"], file["size"]) for file in first["files"]] == [("receipt.pdf", len(PDF))]
    assert [file["content_type"] for file in second["files"]] == ["image/png"]
    assert (first["text"], second["text"]) == ("My receipt", "–")


def test_files_that_are_too_large_or_of_another_kind_are_refused(mother, group):
    mother.bot.server.files |= {"program": b"MZ" + b"\0" * 100, "huge": b"0" * (20 * 1024 * 1024 + 1), "pdf": PDF}
    mother.writes("/office")
    assert mother.sends(file_update(mother, "pdf", "See", size=21 * 1024 * 1024)) == "The file is too large."
    assert mother.sends(file_update(mother, "huge", "See")).startswith("Telegram did not give this file")
    assert mother.sends(file_update(mother, "gone", "See")).startswith("Telegram did not give this file")
    assert "not accepted" in mother.sends(file_update(mother, "program", "See", name="receipt.pdf"))
    assert (Ticket.objects.count(), TicketFile.objects.count()) == (0, 0)
    assert "Ticket 1" in mother.sends(file_update(mother, "pdf", "See"))


def test_a_file_for_nobody_is_loaded_from_nowhere(mother):
    assert mother.sends(file_update(mother, "pdf")) == "To send a file to the office, choose /office first."
    assert mother.bot.server.of("getFile") == []


def test_an_answer_comes_into_the_chat_and_a_reply_goes_into_the_ticket(mother, manager, group):
    ticket = open_one(mother)
    mother.writes("/today")
    answer(manager, as_row(ticket), "Which card was it?", state="waiting")
    assert mother.reads() == "The office answers, ticket 1:\nWhich card was it?\n\nTo answer, reply to this message."
    once = reply_of(mother, "The blue one.", to="Which card")
    for _time in range(2):
        mother.sends(once)
        TelegramUpdate.objects.all().delete()
    assert [row["text"] for row in list_comments(manager, as_row(ticket))][1:] == [
        "Which card was it?",
        "The blue one.",
    ]
    assert read(manager, as_row(ticket))["state"] == "open"
    stored = Notification.objects.filter(type__startswith="support.").values_list("data", flat=True)
    assert "card" not in str(list(stored))


def test_a_ticket_whose_update_comes_twice_is_opened_once(mother, group):
    mother.writes("/office")
    once = update(mother.chat, "I paid yesterday.")
    for _time in range(2):
        assert "Ticket 1 is open" in mother.sends(once)
        TelegramUpdate.objects.all().delete()
        TelegramTalk.objects.update(step="office", data={})
    assert (Ticket.objects.count(), TicketComment.objects.count()) == (1, 1)


def test_answers_have_words_only_for_who_wrote_last_in_the_bot(mother, parent, manager, group):
    ticket = begin(parent)
    answer(manager, ticket, "Your secret card")
    assert "secret" not in mother.reads()
    assert "The office has answered" in mother.reads()
    assert mother.sends(reply_of(mother, "From the bot", to="The office has answered")) == "Added to ticket 1."
    answer(manager, ticket, "And now here")
    write(parent, ticket, "I am in the app again.")
    mother.reads()
    assert "And now here" not in " ".join(get_texts(mother))
    answer(manager, ticket, "Only in the app")
    mother.reads()
    assert "Only in the app" not in " ".join(get_texts(mother))


def test_a_reply_reopens_a_closed_ticket_within_14_days(mother, parent, manager, group):
    ticket = open_one(mother)
    answer(manager, as_row(ticket), "Sent again.", state="resolved")
    mother.reads()
    client_for(parent).post(f"/support/tickets/{ticket.pk}/close/")
    late = timezone.now() - timedelta(days=15)
    Ticket.objects.update(ended_at=late, closed_at=late)
    told = mother.sends(reply_of(mother, "It is wrong.", to="Sent again."))
    assert told == "This ticket is closed. Please open a new one."
    soon = timezone.now() - timedelta(days=13)
    Ticket.objects.update(ended_at=soon, closed_at=soon)
    assert mother.sends(reply_of(mother, "It is wrong.", to="Sent again.")) == "Added to ticket 1."
    ticket.refresh_from_db()
    assert (ticket.state, ticket.reopened_count) == ("open", 1)


def test_a_reply_goes_into_the_ticket_into_which_it_was_merged(mother, parent, admin, group):
    ticket = open_one(mother)
    answer(admin, as_row(ticket), "Sent again.")
    mother.reads()
    other = begin(parent)
    merged = client_for(admin).post(f"/support/tickets/{ticket.pk}/merge/", {"into": other["id"]})
    assert merged.status == 200, merged.json
    assert mother.sends(reply_of(mother, "Thank you.", to="Sent again.")) == "Added to ticket 2."


def test_nobody_replies_into_the_ticket_of_another(mother, bot, pupil, manager, group):
    ticket = open_one(mother)
    answer(manager, as_row(ticket), "Which card was it?")
    mother.reads()
    other = linked(bot, pupil)
    number = len(bot.server.sent)
    replied = {"message_id": number, "from": BOT, "chat": {"id": other.chat, "type": "private"}, "date": 0}
    assert "You can ask" in other.sends(update(other.chat, "Mine", reply_to_message=replied))
    TelegramTalk.objects.create(
        link=other.user.telegram_link,
        step="office_more",
        data={"ticket": str(ticket.pk)},
        expires_at=timezone.now() + timedelta(minutes=5),
    )
    assert other.writes("Mine") == "Not found."
    assert ticket.comments.count() == 2


def test_limits_are_those_of_the_page(mother, parent, group, monkeypatch):
    monkeypatch.setattr(tickets, "TICKETS_A_DAY", 1)
    begin(parent)
    mother.writes("/office")
    assert mother.writes("Another one").startswith("You have opened many tickets today.")
    assert Ticket.objects.count() == 1

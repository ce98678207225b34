"""Who works on a ticket answers it by Telegram's reply to a notice of it."""

import pytest

from apps.messaging.models import TelegramUpdate
from apps.settings.models import SystemSettings
from apps.support.models import Ticket, TicketComment
from tests.portal.telegram.conftest import linked
from tests.portal.telegram.test_ask_a_teacher import reply_of
from tests.portal.telegram.test_tickets_of_the_bot import PDF, file_update
from tests.support.ticket_requests import answer, begin, client_for, list_comments, read

pytestmark = pytest.mark.django_db
NOTICE = "A ticket is yours"


@pytest.fixture(autouse=True)
def at_all_hours(db):
    SystemSettings.objects.update(quiet_from="08:00", quiet_until="08:00")


@pytest.fixture
def desk(bot, manager, group):
    """The manager, linked with the bot."""
    return linked(bot, manager)


def assign(admin, ticket, person):
    body = {"assignee": str(person.pk)}
    assert client_for(admin).post(f"/support/tickets/{ticket['id']}/assign/", body).status == 200


def list_texts(person, ticket):
    return [(row["text"], row["is_of_reporter"]) for row in list_comments(person, ticket)][1:]


def test_a_reply_to_a_notice_answers_the_ticket_once(desk, parent, manager, admin):
    ticket = begin(parent)
    assign(admin, ticket, manager)
    desk.reads()
    once = reply_of(desk, "Which card was it?", to=NOTICE)
    for _time in range(2):
        assert desk.sends(once) == "Your answer went out, ticket 1."
        TelegramUpdate.objects.all().delete()
    assert list_texts(parent, ticket) == [("Which card was it?", False)]
    shown = read(parent, ticket)
    assert (shown["state"], shown["first_answered_at"] is not None) == ("in_progress", True)
    assert TicketComment.objects.filter(author=manager).count() == 1


def test_an_answer_of_staff_reaches_who_wrote_in_the_bot(desk, mother, parent, manager, admin):
    mother.writes("/office")
    mother.writes("I paid yesterday.")
    ticket = {"id": str(Ticket.objects.get().pk)}
    assign(admin, ticket, manager)
    desk.reads()
    desk.sends(reply_of(desk, "Which card was it?", to=NOTICE))
    assert mother.reads() == "The office answers, ticket 1:\nWhich card was it?\n\nTo answer, reply to this message."
    mother.sends(reply_of(mother, "The blue one.", to="Which card"))
    assert list_texts(manager, ticket) == [("Which card was it?", False), ("The blue one.", True)]


def test_a_file_goes_with_the_answer(desk, parent, manager, admin):
    desk.bot.server.files["documents/1"] = PDF
    ticket = begin(parent)
    assign(admin, ticket, manager)
    desk.reads()
    message = file_update(desk, "documents/1", "Your receipt")
    message["message"]["reply_to_message"] = reply_of(desk, "", to=NOTICE)["message"]["reply_to_message"]
    assert desk.sends(message) == "Your answer went out, ticket 1."
    (_first, sent) = list_comments(parent, ticket)
    assert (sent["text"], [file["name"] for file in sent["files"]]) == ("Your receipt", ["receipt.pdf"])


def test_who_works_on_it_no_longer_answers_nothing(bot, teacher, parent, admin, manager, group):
    helper, ticket = linked(bot, teacher), begin(parent)
    assign(admin, ticket, teacher)
    helper.reads()
    said = reply_of(helper, "Mine", to=NOTICE)
    assign(admin, ticket, manager)
    assert helper.sends(said) == "Not found."
    assign(admin, ticket, teacher)
    client_for(parent).post(f"/support/tickets/{ticket['id']}/close/")
    helper.reads()
    closed = reply_of(helper, "Mine", to=NOTICE)
    assert helper.sends(closed) == "This ticket is closed. Please open a new one."
    assert list_texts(parent, ticket) == []


def test_a_reply_goes_into_the_ticket_into_which_it_was_merged(desk, parent, manager, admin):
    ticket, into = begin(parent), begin(parent, subject="Second")
    assign(admin, ticket, manager)
    desk.reads()
    said = reply_of(desk, "It is here.", to=NOTICE)
    merged = client_for(admin).post(f"/support/tickets/{ticket['id']}/merge/", {"into": into["id"]})
    assert merged.status == 200, merged.json
    assert desk.sends(said) == "Your answer went out, ticket 2."
    assert ("It is here.", False) in list_texts(parent, into)
    answer(manager, into, "And more.")

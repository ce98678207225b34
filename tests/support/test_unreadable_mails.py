"""A letter that cannot be read is kept, marked and told to the office, in little time."""

import resource
from uuid import uuid4

import pytest
from django.test import Client

from apps.core.personal_data import PersonIdentifiers
from apps.notifications.models import Notification
from apps.support.mail_process import read_mail
from apps.support.models import IncomingMail, OutgoingMail, Ticket, TicketFile
from apps.support.personal_data import erase_mentions_of_person
from apps.support.services.incoming import take_mail
from tests.job_runs import run_jobs
from tests.support.nasty_mails import HEAD, HTML, READABLE, UNREADABLE
from tests.support.ticket_requests import answer, begin, list_comments, list_tickets, read

ENCODED = b"Content-Transfer-Encoding: quoted-printable\r\nContent-Type"
OFFICE = frozenset({"office@centre.uz"})
MOST_SECONDS = 15
"""Of the processor, for one letter: the process that reads it has five, and another one for its head."""


def take(raw):
    return take_mail(read_mail(raw, own_addresses=OFFICE), size=len(raw))


def measure_processes():
    """Return the seconds of the processor that processes which we started have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNREADABLE)
def test_a_letter_that_cannot_be_read_is_kept_marked_and_told(name, branch, manager):
    raw, begun = UNREADABLE[name], measure_processes()
    mail = read_mail(raw, own_addresses=OFFICE)
    assert measure_processes() - begun < MOST_SECONDS
    row, again = (take_mail(mail, size=len(raw)) for _time in range(2))
    assert (row.result, again.pk, IncomingMail.objects.count()) == ("unreadable", row.pk, 1)
    [shown] = list_tickets(manager)
    assert (shown["id"], shown["is_unreadable"], bool(shown["subject"])) == (str(row.ticket_id), True, True)
    [comment] = list_comments(manager, shown)
    assert (comment["is_unreadable"], comment["files"][-1]["name"]) == (True, "letter.eml")
    saved = Client().get(comment["files"][-1]["url"])
    assert b"".join(saved.streaming_content) == raw
    assert saved["Content-Disposition"].startswith("attachment")
    run_jobs("notifications.tell")
    assert Notification.objects.filter(user=manager, type="support.opened").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", READABLE)
def test_letters_that_are_only_odd_are_not_marked(name, branch, manager):
    row = take(READABLE[name])
    assert (row.result, list_tickets(manager)[0]["is_unreadable"]) == ("ticket", False)
    assert all(file.file.original_name != "letter.eml" for file in TicketFile.objects.select_related("file"))


@pytest.mark.django_db
def test_an_unreadable_answer_joins_its_ticket_and_shows_what_was_read(branch, manager):
    first = take(b"Message-ID: <1@example.uz>\r\n" + HEAD + b"\r\nHello")
    row = take(b"In-Reply-To: <1@example.uz>\r\n" + HTML + b"<p>And A2?</p><![>")
    assert (row.result, row.ticket_id) == ("unreadable", first.ticket_id)
    [shown] = list_tickets(manager)
    texts = [(each["text"], each["is_unreadable"]) for each in list_comments(manager, shown)]
    assert (shown["is_unreadable"], texts) == (True, [("Hello", False), ("And A2?", True)])
    answer(manager, shown, "450 000")
    assert OutgoingMail.objects.filter(ticket=first.ticket, comment__isnull=False).get().to == "gulnora@example.uz"


@pytest.mark.django_db
def test_machines_are_not_answered_and_20_unreadable_letters_an_hour_are_told(branch, manager):
    take(UNREADABLE["NUL in a bounce"])
    take(b"Auto-Submitted: auto-replied\r\n" + HTML + b"<![>")
    assert (OutgoingMail.objects.count(), Ticket.objects.get().email) == (0, "")
    nameless = [take(b"Subject: %d\x00\r\n\r\nHello" % number).result for number in range(25)]
    assert (nameless.count("unreadable"), nameless.count("limit")) == (20, 5)
    assert Ticket.objects.filter(email="").count() == 21, "none joins that of another one without an address"


@pytest.mark.django_db
def test_an_original_holds_no_link_of_a_page_and_goes_with_the_person(branch, manager):
    row = take(HTML + b"<![> https://centre.uz/support#ticket=0199f3a25b7c7d108a4e3f1c2b9d7301.1vPq2k.6uXb1mC0wQ")
    [file] = list_comments(manager, read(manager, {"id": row.ticket_id}))[0]["files"]
    assert b"".join(Client().get(file["url"]).streaming_content).endswith(b"#ticket=?")
    encoded = HTML.replace(b"gulnora", b"aziza").replace(b"Content-Type", ENCODED)
    other = take(encoded + b"<![> https://centre.uz/support#ticket=3D0199f3a25b7c7d108a4e3f1c=\r\n2b9d7301.1vPq2k.6uXb")
    [stored] = list_comments(manager, read(manager, {"id": other.ticket_id}))[0]["files"]
    assert b"2b9d7301" not in b"".join(Client().get(stored["url"]).streaming_content)
    Ticket.objects.filter(pk=other.ticket_id).delete()
    person = PersonIdentifiers(uuid4(), frozenset(), (), (), ("gulnora@example.uz",), "–")
    erase_mentions_of_person(person)
    assert (TicketFile.objects.count(), Ticket.objects.get().email) == (0, "")


@pytest.mark.django_db
def test_the_reporter_of_a_ticket_in_the_app_sees_no_mark(pupil, manager, group):
    ticket = begin(pupil)
    assert (read(pupil, ticket)["is_unreadable"], list_comments(pupil, ticket)[0]["is_unreadable"]) == (False, False)

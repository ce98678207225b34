"""The page of a guest's ticket: the link of a letter shows answers, and takes a text, the end and a rating."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.settings.models import AuditLog
from apps.support.mail_reading import ReadMail
from apps.support.models import OutgoingMail, Ticket, TicketComment
from apps.support.services.guest_pages import TEXTS_AN_HOUR, build_token
from apps.support.services.incoming import take_mail
from apps.support.services.outgoing import build_letter
from tests.access.side_effects import reset_rate_limits
from tests.factories import client_for
from tests.support.ticket_requests import answer, begin, list_comments, read

pytestmark = pytest.mark.django_db
PATH = "/support/guest-tickets/"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    reset_rate_limits()


@pytest.fixture
def mailed(branch):
    """The ticket of an e-mail in Uzbek."""
    mail = ReadMail(message_id="<1@example.uz>", sender="gulnora@example.uz", name="Gulnora", subject="Narxlar")
    take_mail(mail, size=100)
    OutgoingMail.objects.update(locale="uz")
    return Ticket.objects.get()


def as_row(ticket):
    return {"id": str(ticket.pk)}


def take_token(notice=""):
    """The token in the newest letter of that kind."""
    _subject, text = build_letter(OutgoingMail.objects.filter(notice=notice).latest("created_at"))
    return text.partition("/support#ticket=")[2].split()[0]


def ask(nobody, token, what="", **more):
    return nobody.post(f"{PATH}{what}", {"token": token} | more)


def test_a_mail_is_answered_in_uzbek_and_its_writer_closes_and_rates(nobody, mailed, manager):
    answer(manager, as_row(mailed), "A1 450 000 soʻm turadi.")
    answer(manager, as_row(mailed), "Only for us", is_internal=True)
    subject, text = build_letter(OutgoingMail.objects.get(comment__isnull=False))
    assert (subject.endswith("Narxlar"), "Murojaatingiz sahifasida" in text) == (True, True)
    token = take_token()
    page = ask(nobody, token).json
    assert [row["text"] for row in page["comments"]] == ["–", "A1 450 000 soʻm turadi."]
    assert (page["number"], page["state"], page["may_rate"]) == (1, "in_progress", False)
    assert manager.full_name not in str(page)
    ask(nobody, token, "rate/", rating=5).check_refused(409, "not_open")
    answer(manager, as_row(mailed), "Hal qilindi", state="resolved")
    assert ask(nobody, take_token("resolved"), "rate/", rating=5, words="Rahmat!").json["rating"] == 5
    assert ask(nobody, token, "rate/", rating=1).status == 409
    assert ask(nobody, token, "close/").json["state"] == "closed"
    mailed.refresh_from_db()
    assert (mailed.rating, mailed.rating_words, mailed.state) == (5, "Rahmat!", "closed")
    assert set(AuditLog.objects.filter(action__in=("support.rate", "support.close")).values_list("actor")) == {(None,)}


def test_a_text_of_the_page_reopens_the_ticket_within_14_days(nobody, mailed, manager):
    answer(manager, as_row(mailed), state="resolved")
    token = take_token("resolved")
    page = ask(nobody, token, "comments/", text="Not yet")
    assert (page.status, page.json["state"], page.json["comments"][-1]["text"]) == (201, "open", "Not yet")
    assert list_comments(manager, as_row(mailed))[-1]["is_of_reporter"]
    answer(manager, as_row(mailed), state="resolved")
    Ticket.objects.update(ended_at=timezone.now() - timedelta(days=15))
    assert ask(nobody, token).json["may_write"] is False
    ask(nobody, token, "comments/", text="Late").check_refused(409, "not_open")


def test_what_a_guest_confirmed_has_its_page_at_once(nobody, branch, monkeypatch):
    sent = []
    monkeypatch.setattr("apps.support.services.guests.enqueue_email", lambda **letter: sent.append(letter))
    body = {"email": "guest@example.uz", "name": "Gulnora", "subject": "Prices", "text": "What does A1 cost?"}
    assert nobody.post("/support/guest-requests/", body).status == 204
    token = sent[0]["text"].partition("#token=")[2].split()[0]
    made = nobody.post("/support/guest-requests/confirm/", {"token": token})
    assert ask(nobody, made.json["page"]).json["comments"][0]["text"] == "What does A1 cost?"


def test_only_the_link_of_this_ticket_opens_it(nobody, mailed, pupil, group):
    own = Ticket.objects.get(pk=begin(pupil)["id"])
    token = build_token(mailed)
    for wrong in ("no", token[:-2], f"{own.pk.hex}{token[32:]}", build_token(own)):
        ask(nobody, wrong).check_refused(422, field="token")
        ask(nobody, wrong, "comments/", text="Mine").check_refused(422, field="token")
    assert ask(nobody, token).status == 200
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        ask(nobody, token).check_refused(422, field="token")
    Ticket.objects.filter(pk=mailed.pk).update(email="")
    ask(nobody, token).check_refused(422, field="token")
    assert TicketComment.objects.filter(ticket=mailed).count() == 1


def test_a_merged_ticket_leads_to_the_one_that_is_kept(nobody, mailed, admin):
    mail = ReadMail(message_id="<2@example.uz>", sender=mailed.email, name="Gulnora", subject="Again")
    take_mail(mail, size=100)
    other = Ticket.objects.exclude(pk=mailed.pk).get()
    merged = client_for(admin).post(f"/support/tickets/{mailed.pk}/merge/", {"into": str(other.pk)})
    assert merged.status == 200, merged.json
    assert ask(nobody, build_token(mailed)).json["number"] == other.number


def test_the_office_does_not_read_links_that_a_letter_quotes(nobody, mailed, manager):
    answer(manager, as_row(mailed), "450 000")
    token = take_token()
    mail = ReadMail(
        message_id="<3@example.uz>",
        sender=mailed.email,
        name="Gulnora",
        subject="Re: Narxlar",
        text=f"Thank you http://x/support#ticket={token}",
        quoted=f"> http://x/support#ticket={token}",
        ids=("<1@example.uz>",),
    )
    take_mail(mail, size=100)
    last = list_comments(manager, as_row(mailed))[-1]
    assert (last["text"], last["quoted"]) == ("Thank you http://x/support#ticket=…", "> http://x/support#ticket=…")
    assert token not in str(read(manager, as_row(mailed)))


def test_a_guest_is_slowed(nobody, mailed):
    token = build_token(mailed)
    sent = [ask(nobody, token, "comments/", text=f"Text {n}").status for n in range(TEXTS_AN_HOUR + 1)]
    assert sent == [201] * TEXTS_AN_HOUR + [429]

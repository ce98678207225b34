"""What the centre declares, tickets of guests, figures, the end of old tickets, and erasure."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.retention import list_retention_rules
from apps.core.uow import unit_of_work
from apps.settings.models import Branch
from apps.support.models import GuestRequest, OutgoingMail, Ticket, TicketComment
from apps.support.services import closing, guests
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.races import run_together
from tests.support.ticket_requests import answer, begin, work_always

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path, body, field",
    [
        ("hours", {"hours": [{"weekday": 0, "opens_at": "18:00", "closes_at": "09:00"}]}, "hours"),
        (
            "hours",
            {"hours": [{"weekday": 0, "opens_at": at, "closes_at": "18:00"} for at in ("09:00", "12:00")]},
            "hours",
        ),
        ("targets", {"targets": [{"priority": "low", "first_answer_minutes": 9, "resolution_minutes": 8}]}, "targets"),
        (
            "targets",
            {"targets": [{"priority": "low", "first_answer_minutes": 9, "resolution_minutes": 9}] * 2},
            "targets",
        ),
    ],
)
def test_nonsense_is_refused_by_name(path, body, field, admin):
    assert client_for(admin).put(f"/support/{path}/", body).refused_fields == (422, [field])


def test_declared_times_are_read_again(admin, manager, branch):
    hours = {"branch": str(branch.pk), "hours": [{"weekday": 5, "opens_at": "10:00", "closes_at": "00:00"}]}
    assert client_for(admin).put("/support/hours/", hours).json["hours"][0]["branch"] == str(branch.pk)
    targets = {"targets": [{"priority": "urgent", "first_answer_minutes": 30, "resolution_minutes": 240}]}
    assert client_for(admin).put("/support/targets/", targets).json == targets
    assert client_for(manager).put("/support/targets/", targets).status == 403
    assert client_for(manager).get("/support/targets/").json == targets


def test_canned_answers_have_one_title(manager):
    body = {"title": "Thanks", "text": {"uz": "Rahmat", "ru": "", "en": "Thanks"}}
    made = client_for(manager).post("/support/canned-answers/", body)
    assert (made.status, made.json["text"]["uz"]) == (201, "Rahmat")
    assert client_for(manager).post("/support/canned-answers/", body).status == 409


def ask_as_guest(nobody, email="Guest@Example.uz"):
    body = {"email": email, "name": "Gulnora", "subject": "Prices", "text": "What does A1 cost?"}
    return nobody.post("/support/guest-requests/", body)


def test_a_guest_proves_the_address_first(nobody, manager, branch, monkeypatch):
    sent = []
    monkeypatch.setattr(guests, "enqueue_email", lambda **letter: sent.append(letter))
    assert ask_as_guest(nobody).status == 204
    assert not Ticket.objects.exists()
    token = sent[0]["text"].partition("#token=")[2].split()[0]
    made = [nobody.post("/support/guest-requests/confirm/", {"token": token}) for _ in range(2)]
    assert [(one.status, one.json["number"]) for one in made] == [(201, 1), (201, 1)]
    ticket = Ticket.objects.get()
    assert (ticket.email, ticket.source) == ("guest@example.uz", "guest")
    answer(manager, {"id": ticket.pk}, "450 000")
    assert OutgoingMail.objects.get().to == "guest@example.uz"
    assert nobody.post("/support/guest-requests/confirm/", {"token": "no"}).refused_fields == (422, ["token"])


def test_guests_are_slowed(nobody, branch):
    assert [ask_as_guest(nobody, "many@example.uz").status for _ in range(6)] == [204] * 5 + [429]


def test_an_expired_link_opens_nothing(nobody, monkeypatch, branch):
    sent = []
    monkeypatch.setattr(guests, "enqueue_email", lambda **letter: sent.append(letter))
    ask_as_guest(nobody, "late@example.uz")
    GuestRequest.objects.update(expires_at=timezone.now())
    token = sent[0]["text"].partition("#token=")[2].split()[0]
    assert nobody.post("/support/guest-requests/confirm/", {"token": token}).refused_fields == (422, ["token"])


def test_a_link_followed_four_times_at_once_opens_one_ticket(nobody, branch, a_connection_for_each, monkeypatch):
    sent = []
    monkeypatch.setattr(guests, "enqueue_email", lambda **letter: sent.append(letter))
    ask_as_guest(nobody, "four@example.uz")
    token = sent[0]["text"].partition("#token=")[2].split()[0]
    assert run_together(4, lambda _n: guests.confirm_request(token=token).number) == [1] * 4


def test_figures_count_first_answers_resolutions_and_breaches(pupil, manager, admin, group):
    work_always(first=60, resolution=240)
    late, quick = begin(pupil), begin(pupil, subject="Second")
    opened = timezone.now() - timedelta(hours=5)
    Ticket.objects.filter(pk=late["id"]).update(created_at=opened, first_answer_due_at=opened + timedelta(hours=1))
    for ticket in (late, quick):
        client_for(admin).post(f"/support/tickets/{ticket['id']}/assign/", {"assignee": str(manager.pk)})
        answer(manager, ticket, state="resolved")
    day = timezone.now().date()
    asked = {"start": str(day - timedelta(days=1)), "end": str(day + timedelta(days=1))}
    found = client_for(admin).get("/support/figures/", asked)
    (row,) = found.json["people"]
    assert (row["person"]["id"], row["tickets"], row["answered"], row["ended"]) == (str(manager.pk), 2, 2, 2)
    assert (row["late_answers"], row["first_answer_minutes"]) == (1, 150.0)
    assert client_for(pupil).get("/support/figures/", asked).status == 403


def test_figures_by_day_count_what_happened_on_it(pupil, manager, admin, group):
    work_always()
    first, second, merged = (begin(pupil, subject=f"Question {n}") for n in range(3))
    client_for(admin).post(f"/support/tickets/{merged['id']}/merge/", {"into": first["id"]})
    noon = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
    Ticket.objects.filter(pk=first["id"]).update(created_at=noon, first_answered_at=noon + timedelta(days=1))
    late = noon.replace(hour=19, minute=30)
    Ticket.objects.filter(pk=second["id"]).update(created_at=late, state="resolved", ended_at=late)
    asked = {"start": "2026-11-20", "end": "2026-11-21"}
    found = client_for(admin).get("/support/figures/", asked).json["days"]
    assert [(row["day"], row["opened"], row["answered"], row["ended"]) for row in found] == [
        ("2026-11-20", 1, 0, 0),
        ("2026-11-21", 1, 1, 1),
    ]
    other = Branch.objects.create(name="Yunusobod")
    elsewhere = client_for(admin).get("/support/figures/", asked | {"branch": str(other.pk)})
    assert elsewhere.json == {"people": [], "days": []}


def test_resolved_tickets_close_and_old_ones_go(pupil, manager):
    ticket = begin(pupil)
    answer(manager, ticket, state="resolved")
    Ticket.objects.update(ended_at=timezone.now() - timedelta(days=15))
    with unit_of_work():
        jobs.enqueue(kind="support.close_resolved")
    assert run_jobs("support.close_resolved") == 1
    assert Ticket.objects.get().state == "closed"
    assert closing.delete_old_tickets(before=timezone.now(), limit=10) == 1
    assert not TicketComment.objects.exists()
    assert {rule.model for rule in list_retention_rules()} >= {"support.Ticket", "support.GuestRequest"}
    assert client_for(pupil).get(f"/support/tickets/{ticket['id']}/").status == 404

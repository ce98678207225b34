"""Tickets through their states, over REST: numbers, answers, notes, reopening, rating, merging."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.models import NumberSeries
from apps.notifications.models import Notification
from apps.support.models import Ticket, TicketComment
from tests.factories import client_for as new_client
from tests.homework.record import CLIPS
from tests.job_runs import run_jobs
from tests.support.ticket_requests import (
    answer,
    ask,
    begin,
    change,
    client_for,
    list_comments,
    list_tickets,
    read,
    write,
)

pytestmark = pytest.mark.django_db


def list_told(person):
    run_jobs("notifications.tell")
    return list(Notification.objects.filter(user=person).order_by("created_at").values_list("type", flat=True))


def test_a_ticket_goes_from_its_question_to_its_end(pupil, manager, group):
    ticket = begin(pupil, files=[])
    assert (ticket["number"], ticket["state"], ticket["priority"]) == (1, "open", "medium")
    assert ticket["branch"] == str(group.branch_id)
    seen = read(manager, ticket)
    assert (seen["works_on"], seen["name"], read(pupil, ticket)["first_answer_due_at"]) == (True, pupil.full_name, None)
    answer(manager, ticket, "When did you pay?", state="waiting")
    assert read(pupil, ticket)["state"] == "waiting"
    answer(pupil, ticket, "Yesterday at noon.")
    assert read(pupil, ticket)["state"] == "open"
    answer(manager, ticket, "Sent again.", state="resolved")
    ended = read(pupil, ticket)
    assert (ended["state"], ended["may_rate"]) == ("resolved", True)
    rated = client_for(pupil).post(f"/support/tickets/{ticket['id']}/rate/", {"rating": 5, "words": "Quick!"})
    assert (rated.status, rated.json["rating"]) == (200, 5)
    assert client_for(pupil).post(f"/support/tickets/{ticket['id']}/rate/", {"rating": 1}).status == 409
    closed = client_for(pupil).post(f"/support/tickets/{ticket['id']}/close/")
    assert closed.json["state"] == "closed"
    assert set(list_told(pupil)) == {"support.answered", "support.resolved"}
    assert set(list_told(manager)) == {"support.opened", "support.commented"}


def test_the_same_key_opens_and_writes_once(pupil, manager):
    def send(path, text):
        body = {"text": text} if "comments" in path else {"subject": "Receipt", "text": text}
        return client_for(pupil).post(path, body, idempotency_key="once")

    first, again = (send("/support/tickets/", "I paid.") for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert again.json == first.json == read(pupil, first.json)
    assert send("/support/tickets/", "I paid twice.").status == 422
    comments = f"/support/tickets/{first.json['id']}/comments/"
    written, repeated = (send(comments, "And today.") for _ in range(2))
    assert (written.status, repeated.json) == (201, written.json)
    assert written.json == list_comments(pupil, first.json)[1]
    assert (Ticket.objects.count(), TicketComment.objects.count()) == (1, 2)
    assert list_told(manager) == ["support.opened", "support.commented"]


def test_numbers_have_no_gaps(pupil):
    assert begin(pupil)["number"] == 1
    assert ask(pupil, text="\u200b").refused_fields == (422, ["text"])
    assert begin(pupil)["number"] == 2
    assert NumberSeries.objects.get(name="tickets").last == 2


def test_notes_stay_in_the_office(pupil, manager, teacher):
    ticket = begin(pupil)
    answer(manager, ticket, "He calls each week.", is_internal=True)
    assert [row["is_internal"] for row in list_comments(manager, ticket)] == [False, True]
    assert [row["text"] for row in list_comments(pupil, ticket)] == ["I paid yesterday and see no receipt."]
    assert read(pupil, ticket)["state"] == "open"
    assert Ticket.objects.get().first_answered_at is None
    assert write(pupil, ticket, is_internal=True).status == 403
    assert write(pupil, ticket, state="resolved").status == 403
    assert write(manager, ticket, is_internal=True, state="waiting").refused_fields == (422, ["state"])
    assert write(teacher, ticket).status == 404


@pytest.mark.parametrize("days, status", [(13, 201), (15, 409)])
def test_an_answer_within_14_days_reopens(days, status, pupil, manager):
    ticket = begin(pupil)
    answer(manager, ticket, state="resolved")
    Ticket.objects.update(ended_at=timezone.now() - timedelta(days=days))
    again = write(pupil, ticket, "It is missing again.")
    assert again.status == status
    row = Ticket.objects.get()
    assert (row.state, row.reopened_count) == (("open", 1) if status == 201 else ("resolved", 0))
    if status == 409:
        assert again.json["code"] == "not_open"
        return
    answer(manager, ticket, state="resolved")
    assert list_told(pupil).count("support.resolved") == 1, "asked for a rating once"


def test_nobody_rates_closes_or_decides_for_others(pupil, second_pupil, manager, admin):
    ticket = begin(pupil)
    for person in (second_pupil, manager, admin):
        assert client_for(person).post(f"/support/tickets/{ticket['id']}/rate/", {"rating": 5}).status == 404
        assert client_for(person).post(f"/support/tickets/{ticket['id']}/close/").status == 404
    own = begin(manager)
    assert change(manager, own, state="resolved").status == 404
    assert read(manager, own)["works_on"] is False
    assert write(manager, own, "A note", is_internal=True).status == 403
    assert change(admin, own, state="resolved").status == 200
    assert client_for(pupil).post(f"/support/tickets/{ticket['id']}/rate/", {"rating": 5}).status == 409


def test_assigned_people_see_the_ticket_and_others_do_not(pupil, teacher, other_teacher, manager, other_pupil):
    ticket = begin(pupil)
    path = f"/support/tickets/{ticket['id']}/"
    for person in (teacher, other_teacher, other_pupil):
        assert client_for(person).get(path).status == 404
    assert client_for(manager).post(path + "assign/", {"assignee": str(pupil.pk)}).refused_fields == (422, ["assignee"])
    assert client_for(manager).post(path + "assign/", {"assignee": str(other_pupil.pk)}).refused_fields == (
        422,
        ["assignee"],
    )
    assigned = client_for(manager).post(path + "assign/", {"assignee": str(teacher.pk)})
    assert (assigned.json["state"], list_told(teacher)) == ("in_progress", ["support.assigned"])
    assert read(teacher, ticket)["works_on"] is True
    assert client_for(other_teacher).get(path).status == 404
    assert client_for(teacher).post(path + "assign/", {"assignee": None}).status == 403
    assert [row["number"] for row in list_tickets(teacher, is_assigned=True)] == [ticket["number"]]
    assert list_tickets(teacher, mine=True) == []


def test_a_merge_loses_no_comment_and_mixes_no_people(pupil, second_pupil, manager):
    first, second, strange = begin(pupil), begin(pupil, subject="Again"), begin(second_pupil)
    answer(manager, second, "A note", is_internal=True)
    answer(manager, second, "An answer")
    path = f"/support/tickets/{second['id']}/merge/"
    assert client_for(manager).post(path, {"into": strange["id"]}).status == 409
    assert client_for(manager).post(path, {"into": second["id"]}).refused_fields == (422, ["into"])
    kept = client_for(manager).post(path, {"into": first["id"]})
    assert (kept.status, kept.json["id"]) == (200, first["id"])
    assert len(list_comments(manager, first)) == 4 == TicketComment.objects.filter(ticket=first["id"]).count()
    assert {row["moved_from"] for row in list_comments(pupil, first)} == {None, second["number"]}
    assert read(pupil, second)["id"] == first["id"]
    assert write(pupil, second).json["code"] == "not_open"
    again = client_for(manager).post(path, {"into": first["id"]})
    assert again.json["code"] == "not_open"


def test_files_come_with_the_comment_that_names_them(pupil, second_pupil, manager):
    picture = SimpleUploadedFile("screen.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "image/png")
    sent = new_client(pupil).post("/support/files/", files={"file": picture})
    assert sent.status == 201, sent.json
    assert ask(second_pupil, files=[sent.json["id"]]).refused_fields == (422, ["files"])
    ticket = begin(pupil, source="page", page="/app/payments", browser="Firefox 140", failed_request="r-1",
                   files=[sent.json["id"]])  # fmt: skip
    assert [file["name"] for file in list_comments(manager, ticket)[0]["files"]] == ["screen.png"]
    assert read(manager, ticket)["failed_request"] == "r-1"
    assert read(pupil, ticket)["browser"] is None
    assert ask(pupil, files=[sent.json["id"]]).refused_fields == (422, ["files"])
    odd = SimpleUploadedFile("run.exe", b"MZ\x00\x01" * 20, "application/octet-stream")
    assert new_client(pupil).post("/support/files/", files={"file": odd}).status == 415


@pytest.mark.parametrize(
    "body, field",
    [
        ({"subject": "\u200e \u200b"}, "subject"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": "Z" + "\u0301" * 40}, "text"),
        ({"priority": "urgent"}, "priority"),
        ({"category": "01890a5d-ac96-774b-bcce-b302099a8399"}, "category"),
        ({"payment": "01890a5d-ac96-774b-bcce-b302099a8399"}, "payment"),
        ({"attempt": "01890a5d-ac96-774b-bcce-b302099a8399"}, "attempt"),
        ({"files": ["01890a5d-ac96-774b-bcce-b302099a8399"]}, "files"),
    ],
)
def test_bad_values_are_named(body, field, pupil):
    assert ask(pupil, **body).refused_fields == (422, [field])
    assert not Ticket.objects.exists()


def test_many_tickets_of_one_person_are_slowed(pupil):
    statuses = [ask(pupil, subject=f"Spam {number}").status for number in range(22)]
    assert statuses == [201] * 20 + [429] * 2


def test_search_finds_numbers_words_and_names(pupil, manager):
    ticket = begin(pupil, subject="Toʻlov cheki yoʻq")
    begin(pupil, subject="Boshqa")
    for text in ("tolov", "to'lov CHEKI", f"#{ticket['number']}", str(ticket["number"])):
        assert [row["id"] for row in list_tickets(manager, search=text)] == [ticket["id"]], text
    assert len(list_tickets(manager, search=pupil.last_name)) == 2


def test_a_recording_of_a_browser_is_a_sound_of_a_ticket(pupil, manager, group):
    voice = SimpleUploadedFile("voice.webm", (CLIPS / "good-adult.webm").read_bytes(), content_type="audio/webm")
    sent = new_client(pupil).post("/support/files/", files={"file": voice})
    ticket = begin(pupil, files=[sent.json["id"]])
    (file,) = list_comments(manager, ticket)[0]["files"]
    assert (file["name"], file["content_type"]) == ("voice.webm", "audio/webm")

"""Requests of people in tickets."""

from apps.support.models import OpeningHours, ServiceTarget
from tests.factories import client_for

TEXT = "I paid yesterday and see no receipt."


def ask(person, *, subject="The receipt is missing", text=TEXT, **more):
    """What the server says of a new ticket."""
    return client_for(person).post("/support/tickets/", {"subject": subject, "text": text} | more)


def begin(person, **more):
    """A new ticket."""
    made = ask(person, **more)
    assert made.status == 201, made.json
    return made.json


def write(person, ticket, text="We have sent it again.", **more):
    """What the server says of a comment."""
    return client_for(person).post(f"/support/tickets/{ticket['id']}/comments/", {"text": text} | more)


def answer(person, ticket, text="We have sent it again.", **more):
    """A new comment."""
    made = write(person, ticket, text, **more)
    assert made.status == 201, made.json
    return made.json


def change(person, ticket, **changes):
    return client_for(person).patch(f"/support/tickets/{ticket['id']}/", changes)


def read(person, ticket):
    """The ticket as a person sees it."""
    found = client_for(person).get(f"/support/tickets/{ticket['id']}/")
    assert found.status == 200, found.json
    return found.json


def list_comments(person, ticket):
    found = client_for(person).get(f"/support/tickets/{ticket['id']}/comments/", {"page_size": 100})
    assert found.status == 200, found.json
    return found.json["results"]


def list_tickets(person, **filters):
    found = client_for(person).get("/support/tickets/", filters)
    assert found.status == 200, found.json
    return found.json["results"]


def work_always(*, first=60, resolution=240, priority="medium"):
    """The office works day and night, and has this long for tickets of a priority."""
    for weekday in range(7):
        OpeningHours.objects.create(branch=None, weekday=weekday, opens_at="00:00", closes_at="00:00")
    ServiceTarget.objects.create(priority=priority, first_answer_minutes=first, resolution_minutes=resolution)

"""Requests of the office about leads."""

from tests.factories import client_for


def create_lead(actor, name="Jasur Oripov", phone="90 123 45 67", **more):
    """A new lead."""
    body = {"name": name, "phones": [phone] if phone else [], "source": "phone"} | more
    made = client_for(actor).post("/leads/", body)
    assert made.status == 201, made.json
    return made.json


def act(actor, lead, what, body=None, **more):
    """What the server says of an act on a lead."""
    return client_for(actor).post(f"/leads/{lead['id']}/{what}/", body or {}, **more)


def read(actor, lead):
    """The lead as a person sees it."""
    found = client_for(actor).get(f"/leads/{lead['id']}/")
    assert found.status == 200, found.json
    return found.json


def list_timeline(actor, lead, **filters):
    """Its timeline, newest first."""
    found = client_for(actor).get(f"/leads/{lead['id']}/timeline/", {"limit": 100, **filters})
    assert found.status == 200, found.json
    return found.json["results"]


def list_kinds(actor, lead):
    """The kinds of its entries, oldest first."""
    return [entry["kind"] for entry in reversed(list_timeline(actor, lead))]


def list_leads(actor, **filters):
    """The leads that a person finds."""
    found = client_for(actor).get("/leads/", {"page_size": 100, **filters})
    assert found.status == 200, found.json
    return found.json["results"]


def list_stages(actor, **filters):
    """The stages in use."""
    return client_for(actor).get("/leads/stages/", filters).json["results"]

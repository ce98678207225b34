"""Requests of people in forums."""

from apps.forums.services.forums import open_forum
from apps.settings.services import update_system_settings
from tests.factories import client_for


def open_group_forum(group):
    """The forum of a group, without limits for new members."""
    update_system_settings(actor=None, texts_per_minute=600, texts_per_day=10_000, new_member_texts=0)
    return open_forum(kind="group", place_id=group.pk)


def ask(author, forum, *, title="When is it “an”?", text="<p>Is it “a hour”?</p>", **more):
    """What the server says of a new question."""
    body = {"forum": str(forum.pk), "kind": "question", "title": title, "text": text} | more
    return client_for(author).post("/discussions/", body)


def begin(author, forum, **more):
    """A new question."""
    made = ask(author, forum, **more)
    assert made.status == 201, made.json
    return made.json


def reply(author, discussion, text="<p>“An hour”.</p>", *, parent=None, **more):
    """What the server says of a reply."""
    body = {"text": text, "parent": parent and parent["id"]} | more
    return client_for(author).post(f"/discussions/{discussion['id']}/replies/", body)


def answer(author, discussion, text="<p>“An hour”.</p>", **more):
    """A new reply."""
    made = reply(author, discussion, text, **more)
    assert made.status == 201, made.json
    return made.json


def read(reader, discussion):
    """The discussion as a person sees it."""
    found = client_for(reader).get(f"/discussions/{discussion['id']}/")
    assert found.status == 200, found.json
    return found.json


def list_replies(reader, discussion):
    """The replies as a person sees them."""
    found = client_for(reader).get(f"/discussions/{discussion['id']}/replies/", {"page_size": 100})
    assert found.status == 200, found.json
    return found.json["results"]


def list_discussions(reader, **filters):
    found = client_for(reader).get("/discussions/", filters)
    assert found.status == 200, found.json
    return found.json["results"]

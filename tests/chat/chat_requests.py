"""What people do in chat over REST."""

from uuid import uuid4

from tests.factories import client_for


def open_with(user, **place):
    """Open a conversation with a person (`person=`), an office (`branch=`) or both."""
    body = {name: str(thing.pk) for name, thing in place.items()}
    return client_for(user).post("/chat/conversations/", body)


def open_room(user, **place):
    return client_for(user).post("/chat/rooms/", {name: str(thing.pk) for name, thing in place.items()})


def send(user, room, text="Hello", **more):
    body = {"client_id": str(uuid4()), "text": text, **more}
    return client_for(user).post(f"/chat/rooms/{room}/messages/", body)


def talk(first, second, *texts):
    """Have the first write these texts to the second; the id of their conversation."""
    room = open_with(first, person=second).json["id"]
    for text in texts:
        answer = send(first, room, text)
        assert answer.status == 201, answer.json
    return room


def read(user, room, **query):
    """The texts of a room that the user gets, as they come."""
    answer = client_for(user).get(f"/chat/rooms/{room}/messages/", query)
    assert answer.status == 200, answer.json
    return [message["text"] for message in answer.json["results"]]

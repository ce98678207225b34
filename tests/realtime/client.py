"""A client of the socket for tests, and an event that only tests publish."""

import itertools
import json
import time
import urllib.request
from contextlib import ExitStack, suppress
from socket import SHUT_RDWR
from threading import Thread
from typing import Annotated

import pytest
from django.db import connection
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from apps.core.event_types import Example
from apps.core.uow import unit_of_work
from apps.events.publishing import Event, publish_event
from tests import factories

COMES_WITHIN = 60.0
"""Seconds: no promise of the product's, only far more than a busy machine needs."""


class Sample(Event, type="test.sample"):
    """What tests publish."""

    n: Annotated[int, Example(1)]


def publish_samples(stream, *numbers):
    """One unit of work per number."""
    for number in numbers:
        with unit_of_work():
            publish_event(stream, Sample(n=number))


def in_background(work, *args):
    """Run `work(*args)` in a started thread, with a database connection of its own that is closed at its end."""

    def run():
        try:
            work(*args)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def ticket_for(user, base_url=""):
    """A ticket got over REST, by the test client or, with `base_url`, from that server."""
    client = factories.client_for(user)
    return ticket_of(client, base_url)


def ticket_of(client, base_url=""):
    if not base_url:
        answer = client.post("/realtime/tickets/")
        assert answer.status == 201, answer
        return str(answer.json["ticket"])
    headers = {"Authorization": f"Bearer {client.token}"}
    request = urllib.request.Request(f"{base_url}/api/v1/realtime/tickets/", method="POST", headers=headers)
    with urllib.request.urlopen(request, timeout=COMES_WITHIN) as response:
        return str(json.load(response)["ticket"])


class Socket:
    """One socket; `frames` is all that came in and was not asked for by a reply."""

    def __init__(self, base_url, *, path="/ws/v1/", **options):
        url = base_url.replace("http", "ws", 1) + path
        self._open = ExitStack()
        opening = connect(url, open_timeout=COMES_WITHIN, close_timeout=1, **options)
        self.raw = self._open.enter_context(opening)
        self.frames = []
        self._ids = itertools.count(1)

    def send(self, type_, **fields):
        """Send a frame; its id."""
        frame_id = fields.pop("id", None) or next(self._ids)
        self.raw.send(json.dumps({"id": frame_id, "type": type_, **fields}))
        return int(frame_id)

    def ask(self, type_, **fields):
        """Send a frame and wait for its reply."""
        return self.reply(self.send(type_, **fields))

    def reply(self, frame_id, timeout=COMES_WITHIN):
        """The next frame that repeats this id; what comes before it is kept."""
        ends = time.monotonic() + timeout
        while True:
            frame = self.receive(ends - time.monotonic())
            if frame.get("id") == frame_id and "id" in frame:
                return frame
            self.frames.append(frame)

    def receive(self, timeout=COMES_WITHIN):
        """The next frame, whatever it is; TimeoutError when none comes."""
        return json.loads(self.raw.recv(timeout=max(0.001, timeout)))

    def events(self, count, timeout=COMES_WITHIN):
        """The next `count` frames that answer nothing; TimeoutError when fewer come."""
        ends = time.monotonic() + timeout
        while len(self.frames) < count:
            self.frames.append(self.receive(ends - time.monotonic()))
        taken, self.frames = self.frames[:count], self.frames[count:]
        return taken

    def nothing_more(self, within=0.3):
        """Whether no frame waits and none comes in this time."""
        if self.frames:
            return False
        try:
            self.frames.append(self.receive(within))
        except TimeoutError:
            return True
        return False

    def close_code(self, timeout=COMES_WITHIN):
        """With which code the server closes; frames before that are kept."""
        ends = time.monotonic() + timeout
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                self.frames.append(self.receive(ends - time.monotonic()))
        assert closed.value.rcvd is not None, closed.value
        return closed.value.rcvd.code

    def drop(self):
        """Cut the TCP connection without a word, as a lost network does."""
        with suppress(OSError):
            self.raw.socket.shutdown(SHUT_RDWR)
        self.raw.close()

    def close(self):
        self._open.close()


def open_socket(base_url, user, *, after=None, **options):
    """A socket past hello: `welcome` and the first `subscribed` (of one's own stream) have come."""
    ticket = ticket_for(user)
    socket = Socket(base_url, **options)
    fields = {} if after is None else {"after": after}
    hello = socket.send("hello", ticket=ticket, **fields)
    assert socket.reply(hello)["type"] == "welcome"
    assert socket.reply(hello)["type"] == "subscribed"
    return socket

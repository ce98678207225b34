"""Two web processes on one listening socket are restarted in turn under traffic: nobody is refused, nothing is lost."""

import http.client
import itertools
import signal
import socket
import threading
import time
from contextlib import closing
from urllib.error import URLError

import pytest
from django.db import connection
from websockets.exceptions import WebSocketException

from apps.core.permissions import Role
from apps.events.publishing import get_user_stream
from tests import factories
from tests.concurrency import repeat_in_threads
from tests.processes import ProcessStarter, StartedProcess, processes, wait_until  # noqa: F401
from tests.realtime.client import Socket, publish_samples, ticket_of
from tests.servers.test_stopping import sessions_locked

pytestmark = pytest.mark.slow

ASKERS, FOLLOWERS = 3, 3
PATHS = [("GET", "/api/v1/auth/users/me/"), ("POST", "/api/v1/realtime/tickets/")]


class House:
    """The listening socket, and the two processes that serve it; each is known to Postgres by a name of its own."""

    def __init__(self, started, door):
        self.base_url = f"http://127.0.0.1:{door.getsockname()[1]}"
        self._started, self._door = started, door
        self._numbers = itertools.count(1)
        self.webs = [self._start(), self._start()]

    def restart(self, number, token, failures):
        """End both in turn by this signal, each while a request waits in it, and start another; their statuses."""
        statuses = []
        for place, (name, web) in enumerate(list(self.webs)):
            other = self.webs[1 - place][1]
            with sessions_locked():
                other.signal(signal.SIGSTOP)
                asking = threading.Thread(target=self.ask, args=(*PATHS[0], token, failures))
                asking.start()
                wait_until(lambda name=name: waiting_for_a_lock(name), what="a request that waits in the process")
                web.signal(number)
                other.signal(signal.SIGCONT)
            asking.join()
            statuses.append(web.wait())
            self.webs[place] = self._start()
        return statuses

    def ask(self, method, path, token, failures):
        """One request on a connection of its own; what went wrong with it is added."""
        with closing(http.client.HTTPConnection(self.base_url.removeprefix("http://"), timeout=60)) as link:
            try:
                link.request(method, path, headers={"Authorization": f"Bearer {token}"})
                status = link.getresponse().status
            except (OSError, http.client.HTTPException) as error:
                status = repr(error)
        if status not in (200, 201):
            failures.append(str(status))

    def _start(self):
        name = f"rolling-{next(self._numbers)}"
        env = {"PGAPPNAME": name, "REQUESTS_PER_HOUR": "1000000", "REALTIME_HELLO_SECONDS": "60"}
        web = self._started.spawn(["web", "--fd", "{door}"], env=env, door=self._door)
        web.wait_for("Uvicorn running")
        return name, web


def waiting_for_a_lock(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction keeps what it saw of the activity first
        mine = "datname = current_database() AND application_name = %s AND wait_event_type = 'Lock'"
        cursor.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {mine}", [name])
        return bool(cursor.fetchone()[0])


class Follower(threading.Thread):
    """A client of the socket that comes back whenever it is closed, and has the rest replayed."""

    def __init__(self, house, client):
        super().__init__()
        self.heard: list[int] = []
        self.codes: list[int] = []
        self.done = threading.Event()
        self._house, self._client = house, client
        self._seq: int | None = None

    def run(self):
        while not self.done.is_set():
            try:
                self._listen()
            except (WebSocketException, URLError, OSError) as error:
                received = getattr(error, "rcvd", None)
                self.codes.append(received.code if received else 0)

    def _listen(self):
        ticket = ticket_of(self._client, self._house.base_url)
        with closing(Socket(self._house.base_url)) as line:
            hello = line.send("hello", ticket=ticket, after=self._seq or 0)
            assert line.reply(hello)["type"] == "welcome"
            line.reply(hello)
            while not self.done.is_set():
                try:
                    (event,) = line.events(1, timeout=0.2)
                except TimeoutError:
                    continue
                self._seq = event["seq"]
                self.heard.append(event["data"]["n"])


def ask_each_path(house, token, failures):
    for method, path in PATHS:
        house.ask(method, path, token, failures)


def tell_the_next_number(user, numbers):
    numbers.append(len(numbers))
    publish_samples(get_user_stream(user.pk), numbers[-1])


@pytest.mark.parametrize("protected", [True, False], ids=["told to stop", "control: killed"])
def test_rolling_restart_fails_no_request_and_loses_no_event(processes, protected):  # noqa: F811
    user = factories.make_user(Role.ADMIN, "Aziza")
    client = factories.client_for(user)
    token, failures, numbers = str(client.token), [], []
    with socket.create_server(("127.0.0.1", 0), backlog=512) as door:
        house = House(processes, door)
        followers = [Follower(house, client) for _ in range(FOLLOWERS)]
        for follower in followers:
            follower.start()
        try:
            with (
                repeat_in_threads(lambda: ask_each_path(house, token, failures), pause=0.01, threads=ASKERS),
                repeat_in_threads(lambda: tell_the_next_number(user, numbers), pause=0.02),
            ):
                wait_until(lambda: all(f.heard for f in followers), what="the first event at everyone")
                statuses = house.restart(signal.SIGTERM if protected else signal.SIGKILL, token, failures)
            wait_until(lambda: all(len(f.heard) >= len(numbers) for f in followers), what="the last event at everyone")
            time.sleep(0.2)
        finally:
            for follower in followers:
                follower.done.set()
            for follower in followers:
                follower.join()
    assert {follower: follower.heard for follower in followers} == dict.fromkeys(followers, numbers)
    assert (len(failures) == 0) == protected, failures
    codes = {code for follower in followers for code in follower.codes}
    assert (codes == {4503}) == protected, codes
    assert set(statuses) <= ({0, -signal.SIGTERM} if protected else {-signal.SIGKILL})

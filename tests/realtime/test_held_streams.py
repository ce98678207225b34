"""What the hub does with sockets of a stream while their rights are read again."""

import asyncio
import json
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest

from apps.courses.models import Membership
from apps.events.publishing import get_group_stream
from realtime import hub as hubs
from realtime.connection import Connection

pytestmark = pytest.mark.django_db(transaction=True)


@asynccontextmanager
async def run_hub():
    """A hub whose loops are ended. One that connects to Redis just then may need a second try."""
    hub = hubs.Hub()
    yield hub
    while tasks := [task for task in hub._tasks if not task.done()]:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=0.2)


async def listen(hub, stream, user, seq=3):
    connection = Connection()
    connection.identity = SimpleNamespace(user=user)
    hub.start_forwarding(connection, stream, seq, await hub.start_listening(connection, stream))
    return connection


def get_end(connection):
    """Why the subscription of a socket ended; None while it goes on."""
    return None if connection.outbox.empty() else json.loads(connection.outbox.get_nowait())["code"]


async def settle(hub):
    """Wait for what the hub does at once."""
    while tasks := [task for task in hub._tasks[3:] if not task.done()]:
        await asyncio.gather(*tasks)


def test_who_subscribes_again_meanwhile_goes_on_from_there(pupil, group):
    stream = get_group_stream(group.pk)

    async def subscribe_again():
        async with run_hub() as hub:
            connection = await listen(hub, stream, pupil)
            held = hub._hold_stream(stream, [connection])
            assert connection.last_sent[stream] is None
            hub.start_forwarding(connection, stream, 5, await hub.start_listening(connection, stream))
            await hub._recheck_held(stream, held)
            return connection.last_sent[stream], get_end(connection)

    assert asyncio.run(subscribe_again()) == (5, None)


@pytest.mark.parametrize("again", [True, False], ids=["again", "control: once"])
@pytest.mark.parametrize("opens", [False, True], ids=["held", "being opened"])
def test_a_recheck_during_a_recheck_reads_the_rights_again(pupil, group, monkeypatch, again, opens):
    stream, read = get_group_stream(group.pk), hubs.run_in_thread
    lose = Membership.objects.filter(student=pupil).delete

    async def recheck():
        async with run_hub() as hub:
            message = {"type": "recheck_stream", "stream": stream}
            done = []

            async def read_and_lose(function, *args):
                answer = await read(function, *args)
                if not done:
                    done.append(await read(lose))
                    if again:
                        hub._handle_message(message)
                return answer

            if opens:
                connection = Connection()
                connection.identity = SimpleNamespace(user=pupil)
                subscription = await hub.start_listening(connection, stream)
                await read_and_lose(int)
                hub.start_forwarding(connection, stream, 3, subscription)
            else:
                connection = await listen(hub, stream, pupil)
                monkeypatch.setattr(hubs, "run_in_thread", read_and_lose)
                hub._handle_message(message)
            await settle(hub)
            return connection.last_sent.get(stream), get_end(connection)

    assert asyncio.run(recheck()) == ((None, "not_found") if again else (3, None))


def test_rights_that_cannot_be_read_end_only_the_subscription_of_their_user(pupil, teacher, group, monkeypatch):
    stream, read = get_group_stream(group.pk), hubs.run_in_thread
    monkeypatch.setattr(hubs, "USERS_AT_ONCE", 1)

    async def recheck():
        async with run_hub() as hub:
            unlucky, other = [await listen(hub, stream, user) for user in (pupil, teacher)]

            async def fail_for_one(function, users, *args):
                if pupil.pk in users:
                    raise OSError("The database is away.")
                return await read(function, users, *args)

            monkeypatch.setattr(hubs, "run_in_thread", fail_for_one)
            hub._handle_message({"type": "recheck_stream", "stream": stream})
            await settle(hub)
            return get_end(unlucky), get_end(other), other.last_sent[stream]

    assert asyncio.run(recheck()) == ("resync", None, 3)

"""Heavy requests wait for each other in lanes: a person has few places, and never holds up another."""

import asyncio

import pytest

from api.app import api
from api.lane_rules import find_lane
from api.lanes import DOCUMENTS, EXPORTS, IMPORTS, PICTURES, SEARCHES, UPLOADS, Lane
from apps.core.errors import TooMany, Unavailable
from project.request_lanes import RequestLane
from tests.factories import client_for

NARROW = Lane("narrow", threads=2, places=2, waiting=2, seconds=60.0)
ID = "0192f0c1-2d3e-7f40-8a51-62738495a6b7"


def make_scope(method, path, *headers, query=b"", token=None):
    bearer = [(b"authorization", f"Bearer {token}".encode())] if token else []
    return {"method": method, "path": f"/api/v1{path}", "query_string": query, "headers": [*headers, *bearer],
            "client": ("10.1.2.3", 50_000)}  # fmt: skip


async def hold(lane, person, inside, leave):
    async with lane.run(person):
        inside.append(person)
        await leave.wait()


async def settle():
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "method, path, lane",
    [
        ("PUT", "/auth/users/me/avatar/", PICTURES),
        ("POST", "/resources/files/", PICTURES),
        ("POST", "/courses/imports/students/", IMPORTS),
        ("POST", f"/homework/{ID}/submit/", UPLOADS),
        ("GET", f"/payments/{ID}/receipt/", DOCUMENTS),
        ("GET", "/courses/exports/groups/", EXPORTS),
        ("GET", "/search/", SEARCHES),
        ("GET", "/courses/groups/", None),
        ("DELETE", "/auth/users/me/avatar/", None),
        ("GET", "/auth/users/me/avatar/more/", None),
    ],
)
def test_operations_run_in_their_lane(manager, method, path, lane):
    found = find_lane(make_scope(method, path, token=client_for(manager).token))
    assert found == (lane and (lane, str(manager.pk)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query, accept, is_table",
    [(b"format=csv", b"", True), (b"%66ormat=xl%73x", b"", True), (b"", b"text/csv", True), (b"page=2", b"", False),
     (b"format=json", b"text/csv", False), (b"format=csv&format=json", b"", False)],
)  # fmt: skip
def test_every_list_as_a_table_is_an_export(manager, query, accept, is_table):
    scope = make_scope("GET", "/auth/users/", (b"accept", accept), query=query, token=client_for(manager).token)
    assert find_lane(scope) == ((EXPORTS, str(manager.pk)) if is_table else None)


def test_search_as_typed_is_in_a_lane(manager):
    def find(method, query):
        found = find_lane(make_scope(method, "/auth/users/", query=query, token=client_for(manager).token))
        return found and found[0]

    assert find("GET", b"search=ali") is find("GET", b"%73earch=%20&page=2") is SEARCHES
    assert find("GET", b"search=ali&format=csv") is EXPORTS
    assert find("GET", b"search=") is find("GET", b"q=search") is find("POST", b"search=ali") is None


def test_the_second_of_two_accept_headers_does_not_hide_a_table(manager):
    accepts = ((b"accept", b"text/csv"), (b"accept", b"application/json"))
    assert find_lane(make_scope("GET", "/auth/users/", *accepts, token=client_for(manager).token)) is not None


def test_only_an_upload_has_a_lane_without_a_valid_token():
    assert find_lane(make_scope("PUT", "/auth/users/me/avatar/")) is None
    assert find_lane(make_scope("PUT", "/auth/users/me/avatar/", token="a.b.c")) is None
    assert find_lane(make_scope("PUT", "/uploads/abc/")) == (UPLOADS, "10.1.2.3")
    assert find_lane(make_scope("GET", "/uploads/abc/")) is None


def test_every_operation_that_takes_a_file_has_a_lane(manager):
    schema = api.get_openapi_schema(path_prefix="/api/v1")["paths"]
    token = client_for(manager).token
    without = [
        f"{method} {path}"
        for path, methods in schema.items()
        for method, operation in methods.items()
        if "multipart/form-data" in operation.get("requestBody", {}).get("content", {})
        and not find_lane({**make_scope(method.upper(), "", token=token), "path": path})
    ]
    assert without == []


def test_person_has_few_places():
    lane = RequestLane(NARROW)
    with lane.hold_place("a"), lane.hold_place("a"):
        with pytest.raises(TooMany) as refused, lane.hold_place("a"):
            pass
        with lane.hold_place("b"):
            pass
    assert refused.value.retry_after == NARROW.retry_after
    with lane.hold_place("a"):
        pass


async def test_one_person_runs_one_request_and_others_pass_those_that_wait():
    lane, inside = RequestLane(NARROW), []
    leaves = [asyncio.Event() for _ in range(4)]
    runs = []
    for person, leave in zip("aaba", leaves, strict=True):
        runs.append(asyncio.create_task(hold(lane, person, inside, leave)))
        await settle()
    assert inside == ["a", "b"]
    leaves[2].set()
    await settle()
    assert inside == ["a", "b"]
    leaves[0].set()
    await settle()
    assert inside == ["a", "b", "a"]
    for leave in leaves:
        leave.set()
    await asyncio.wait_for(asyncio.gather(*runs), 60)
    assert inside == ["a", "b", "a", "a"]


async def test_full_queue_and_long_wait_are_refused_and_free_their_place():
    short = Lane("short", threads=1, waiting=1, seconds=0.05)
    lane, inside, leave = RequestLane(short), [], asyncio.Event()
    first = asyncio.create_task(hold(lane, "a", inside, leave))
    await settle()
    waits = asyncio.create_task(hold(lane, "b", inside, leave))
    await settle()
    with pytest.raises(Unavailable):
        await hold(lane, "c", inside, leave)
    with pytest.raises(Unavailable):
        await waits
    cancelled = asyncio.create_task(hold(lane, "d", inside, leave))
    await settle()
    cancelled.cancel()
    leave.set()
    await asyncio.wait_for(first, 60)
    await asyncio.wait_for(hold(lane, "e", inside, leave), 60)
    assert inside == ["a", "e"]


async def test_free_thread_goes_to_who_has_used_the_lane_least():
    lane, inside = RequestLane(Lane("one", threads=1)), []
    leaves = {name: asyncio.Event() for name in ("a", "b", "later a", "c")}
    runs = []
    for name, leave in leaves.items():
        runs.append(asyncio.create_task(hold(lane, name[-1], inside, leave)))
        await settle()
    await asyncio.sleep(0.02)  # "a" uses the thread
    for leave in leaves.values():
        leave.set()
    await asyncio.wait_for(asyncio.gather(*runs), 60)
    assert inside == ["a", "b", "c", "a"]


async def test_spare_thread_is_for_who_has_used_little():
    lane, inside = RequestLane(Lane("two", threads=2, spare=1)), []
    leaves = {name: asyncio.Event() for name in ("a", "b", "later a", "later b", "new c")}
    for name in ("a", "b"):
        run = asyncio.create_task(hold(lane, name, inside, leaves[name]))
        await asyncio.sleep(0.02)
        leaves[name].set()
        await asyncio.wait_for(run, 60)
    runs = []
    for name in ("later a", "later b", "new c"):
        runs.append(asyncio.create_task(hold(lane, name[-1], inside, leaves[name])))
        await settle()
    assert inside == ["a", "b", "a", "c"]
    leaves["later a"].set()
    await settle()
    assert inside == ["a", "b", "a", "c"]
    for leave in leaves.values():
        leave.set()
    await asyncio.wait_for(asyncio.gather(*runs), 60)
    assert inside == ["a", "b", "a", "c", "b"]


async def test_full_queue_refuses_who_has_used_the_lane_most():
    lane, inside, leave = RequestLane(Lane("short", threads=1, waiting=1)), [], asyncio.Event()
    first = asyncio.create_task(hold(lane, "a", inside, leave))
    await asyncio.sleep(0.02)
    leave.set()
    await asyncio.wait_for(first, 60)
    leave.clear()
    running = asyncio.create_task(hold(lane, "b", inside, leave))
    await settle()
    much = asyncio.create_task(hold(lane, "a", inside, leave))
    await settle()
    little = asyncio.create_task(hold(lane, "c", inside, leave))
    with pytest.raises(Unavailable):
        await much
    with pytest.raises(Unavailable):
        await hold(lane, "a", inside, leave)
    leave.set()
    await asyncio.wait_for(asyncio.gather(running, little), 60)
    assert inside == ["a", "b", "c"]
    await asyncio.wait_for(hold(lane, "a", inside, leave), 60)


@pytest.mark.parametrize("rounds", [0, 1], ids=["just before its turn", "just after its turn"])
async def test_turn_of_a_request_that_gives_up_goes_to_the_next(rounds):
    lane, inside = RequestLane(Lane("one", threads=1)), []
    leaves = [asyncio.Event(), asyncio.Event(), asyncio.Event()]
    runs = []
    for person, leave in zip("abc", leaves, strict=True):
        runs.append(asyncio.create_task(hold(lane, person, inside, leave)))
        await settle()
    leaves[0].set()  # its request ends in the next round of the loop, and gives its turn to the second
    for _ in range(rounds):
        await asyncio.sleep(0)
    runs[1].cancel()
    await settle()
    assert inside == ["a", "c"]
    leaves[2].set()
    ended = await asyncio.gather(*runs, return_exceptions=True)
    assert [type(result) for result in ended] == [type(None), asyncio.CancelledError, type(None)]


async def test_failed_request_frees_its_thread():
    lane = RequestLane(Lane("one", threads=1))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            async with asyncio.timeout(60), lane.run("a"):
                raise ZeroDivisionError

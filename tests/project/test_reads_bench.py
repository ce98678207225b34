"""The bench of reads: what it asks for is there; slow, wrong and missing answers and cut sockets miss its promise."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from api.app import api
from bench.http.load import LoadGenerator
from bench.http.processes import build_request
from bench.reads import build_report
from bench.reads.readers import READS
from bench.reads.result import ReadResult

GOOD = ReadResult(times=[10.0] * 960 + [60.0] * 40, seconds=20.0)


@pytest.mark.slow  # 4 s
def test_every_read_is_one_of_the_api():
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    known = {path.replace("{lesson_id}", "{lesson}") for path, methods in paths.items() if "get" in methods}
    known |= {path.replace("/groups/{id}/", "/groups/{group}/") for path in known}
    assert {path for reads in READS.values() for path in reads} <= known


def held(result, *, minutes=5, sockets=500):
    return build_report(result, minutes=minutes, sockets=sockets).held


@pytest.mark.parametrize("slow", [[10.0] * 940 + [60.0] * 60, [10.0] * 980 + [160.0] * 20])
def test_slow_answers_fail_a_complete_run(slow):
    assert held(GOOD)
    assert not held(replace(GOOD, times=slow))
    assert held(replace(GOOD, times=slow), minutes=0.3)
    assert held(replace(GOOD, times=slow), sockets=5)


@pytest.mark.parametrize("bad", ["errors", "unanswered", "cut"])
def test_errors_missing_answers_and_cut_sockets_fail_any_run(bad):
    assert not held(replace(GOOD, **{bad: 1}), minutes=0.3, sockets=5)


@pytest.mark.parametrize("silent", [True, False])
async def test_unanswered_requests_are_counted(silent):
    async def answer(reader, writer):
        with suppress(asyncio.IncompleteReadError):
            while await reader.readuntil(b"\r\n\r\n"):
                if not silent:
                    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    clients = LoadGenerator(host="127.0.0.1", port=port, requests=[build_request("/", {}).decode()])
    try:
        opened = await clients.open(rate=200, seconds=0.2, patience=0.2)
    finally:
        clients.close_connections()
        server.close()
    assert (opened["good"] == 0) == silent
    assert (opened["unanswered"] > 0) == silent

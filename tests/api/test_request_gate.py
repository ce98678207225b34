"""Few requests begin at a time, in the order in which they came; who waits for something holds up nobody."""

import asyncio

import pytest

from project.asgi_handler import RequestGate

PATIENCE = 60.0
FOR_EVER = 3600.0


async def visit(gate: RequestGate, name: str, inside: list[str], leave: asyncio.Event) -> None:
    async with gate.enter():
        inside.append(name)
        await leave.wait()


async def steps() -> None:
    """Let everybody who can go on do so."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_full_gate_admits_requests_in_order_when_others_leave():
    gate, inside = RequestGate(width=2, seconds=FOR_EVER), []
    leaves = [asyncio.Event() for _ in range(5)]
    visits = [asyncio.create_task(visit(gate, str(n), inside, leave)) for n, leave in enumerate(leaves)]
    await steps()
    assert inside == ["0", "1"]
    leaves[1].set()
    await steps()
    assert inside == ["0", "1", "2"]
    for leave in leaves:
        leave.set()
    await asyncio.wait_for(asyncio.gather(*visits), PATIENCE)
    assert inside == ["0", "1", "2", "3", "4"]


async def test_slow_request_frees_its_place_exactly_once():
    gate, inside, leave = RequestGate(width=1, seconds=0.01), [], asyncio.Event()
    first = asyncio.create_task(visit(gate, "long", inside, leave))
    second = asyncio.create_task(visit(gate, "next", inside, leave))
    async with asyncio.timeout(PATIENCE):
        while inside != ["long", "next"]:
            await asyncio.sleep(0.01)
        leave.set()
        await asyncio.gather(first, second)
    gate._seconds = FOR_EVER
    stay = asyncio.Event()
    visits = [asyncio.create_task(visit(gate, name, inside, stay)) for name in "ab"]
    await steps()
    assert inside == ["long", "next", "a"]
    stay.set()
    await asyncio.wait_for(asyncio.gather(*visits), PATIENCE)


@pytest.mark.parametrize("already_called", [False, True], ids=["while waiting", "when its turn has just come"])
async def test_cancelled_waiting_request_loses_no_place(already_called):
    gate, inside, leave = RequestGate(width=1, seconds=FOR_EVER), [], asyncio.Event()
    first = asyncio.create_task(visit(gate, "first", inside, leave))
    gives_up = asyncio.create_task(visit(gate, "gives up", inside, leave))
    last = asyncio.create_task(visit(gate, "last", inside, leave))
    await steps()
    if already_called:
        gate._admit_next()
    gives_up.cancel()
    await steps()
    leave.set()
    await asyncio.wait_for(asyncio.gather(first, last), PATIENCE)
    assert inside == ["first", "last"]
    with pytest.raises(asyncio.CancelledError):
        await gives_up

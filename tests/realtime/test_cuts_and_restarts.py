"""Connections cut, Redis and the web process killed while events flow: nobody misses one, nobody gets one twice.

The long form, with a thousand sockets, is `./talim bench sockets`.
"""

import pytest

from bench.sockets.faults import run_storm
from bench.sockets.setup import ClientProcess, WebProcess, create_audience
from tests.realtime.conftest import SHORT

pytestmark = pytest.mark.slow

SOCKETS = {True: 50, False: 10}
"""Of the protected run and of the control."""
NEVER = "3600"


@pytest.mark.parametrize("protected", [True, False], ids=["looks for itself", "control: trusts Redis"])
def test_no_event_is_lost_or_doubled_during_cuts_and_restarts(processes, valkey, branch, protected):
    sockets = SOCKETS[protected]
    times = {**SHORT, "REALTIME_REPAIR_SECONDS": "1" if protected else NEVER}
    web = WebProcess(processes, env={**times, "REDIS_URL": valkey.url})
    stream, tickets = create_audience(sockets, tickets=8 * sockets)
    with ClientProcess(url=web.url, stream=stream, tickets=tickets) as crowd:
        crowd.send_command("grow", count=sockets)
        kills = 1 if protected else 0
        seen = run_storm(
            crowd=crowd, web=web, redis=valkey, stream=stream, cuts=6, redis_restarts=2, kills=kills,
            calm=120 if protected else 2,
        )  # fmt: skip
    assert (seen["lost"] == 0) == protected, seen
    assert seen["doubled"] == 0
    if protected:
        assert seen["received"] >= sockets * 5
        assert seen["cut"] >= sockets
        assert seen["resynced"] == 0

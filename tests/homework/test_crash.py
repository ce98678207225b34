"""Twenty-four hand-ins while the speech process is killed: nothing is lost, nothing is done twice.

`./talim crash speech` does the same with 2,000 and 50.
"""

import pytest

from tests.homework.crash import Outcome, leases, run
from tests.homework.short_clips import ShortClip, short_clips, silent_clip
from tests.processes import Processes

LEASE_SECONDS = 5.0
GRACE_SECONDS = 5.0
"""Six sweeps, which the control waits for something to come back after the lease."""


def clips() -> list[ShortClip]:
    """Of five recordings three with words of one sentence, which the model is sure of, and two in which nothing is
    said: they have a result, an event and a claim like any other, and cost no model.
    """
    spoken = [clip for clip in short_clips() if clip.name.startswith("good-child") and ". " not in clip.text]
    threes = zip(spoken[::3], spoken[1::3], spoken[2::3], strict=False)
    return [clip for a, b, c in threes for clip in (a, silent_clip(), b, silent_clip(), c)]


def crash(processes: Processes, *, sweeper: bool, hand_ins: int, kills: int) -> Outcome:
    processes.env = leases(LEASE_SECONDS)
    return run(
        processes,
        hand_ins=hand_ins,
        kills=kills,
        lease_s=LEASE_SECONDS,
        sweeper=sweeper,
        clips=clips(),
        grace_s=GRACE_SECONDS,
    )


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_nothing_done_twice(processes: Processes) -> None:
    found = crash(processes, sweeper=True, hand_ins=24, kills=1)
    assert (found.kills, found.lost, found.twice, found.dead, found.coins_differ) == (1, 0, 0, 0, 0)
    assert found.hit >= 1
    assert found.verdicts["OK"] > 12
    assert len(found.requeued_s) == 1
    assert found.slowest_s <= LEASE_SECONDS + 10


@pytest.mark.django_db(transaction=True)
def test_control_without_the_sweeper_recordings_lie_with_the_dead_process(processes: Processes) -> None:
    found = crash(processes, sweeper=False, hand_ins=12, kills=1)
    assert found.kills == 1
    assert found.lost >= found.stuck > 0

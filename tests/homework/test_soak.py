"""Many short recordings through one speech process leave its memory where it was; `./talim bench soak` feeds 5,000."""

import pytest

from tests.homework.soak import run
from tests.processes import Processes

CLIPS = 60
MOST_MIB = 40.0
"""Per 100 clips: so few still fill caches."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("leaking", [False, True], ids=["flat", "control: a leak"])
def test_memory_stays_flat(processes: Processes, leaking: bool) -> None:
    env = {"TEST_SPEECH_ENGINE": "tests.homework.leaking.LeakingEngine"} if leaking else {}
    soak = run(processes, clips=CLIPS, every=5, env=env)
    assert len(soak.fitted) >= 8
    assert (soak.slope() < MOST_MIB) != leaking
    assert soak.slope(2) < MOST_MIB

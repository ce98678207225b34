"""An evening of the demo centre, as it is found after `./talim run`, in two browsers, with the real engine:
`./talim test-web tests/pages/web_evening.py`. What the browsers do is in clients/pages/test/evening.browser.ts.
"""

from pathlib import Path

import pytest

from apps.accounts.models import User
from apps.courses.models import Group
from apps.gamification.queries import balance_of, ledger_sum
from apps.homework.models import Attempt, Review
from project.demo import centre, clips
from tests.pages import teaching
from tests.processes import Processes, processes  # noqa: F401

READ = "good-adult.webm"
"""What `teaching.stage` lets the microphone hear."""
PROCESSES = ("speech", "worker", "scheduler")


@pytest.mark.django_db(transaction=True)
def test_an_evening_of_the_demo_centre(processes: Processes, tmp_path: Path) -> None:  # noqa: F811
    made = centre.ensure()
    started = {name: processes.spawn([name]) for name in PROCESSES}
    url = processes.serve("uvicorn")
    for name, process in started.items():
        process.wait_for(f"{name} ready", timeout=120)
    clip = next(one for one in clips.load() if one.path.name == READ)
    pupil = User.objects.get(email=made.pupils[0])
    seconds = round(clip.seconds) + 1
    told = teaching.stage(
        url=url, folder=tmp_path, teacher=User.objects.get(email=centre.login_of("teacher")),
        group=Group.objects.get(pk=made.group), password=made.password, pupils=[pupil.email], pupil=pupil.full_name,
        title="Unit 1, aloud", text=clip.reference, clock=f"0:{seconds:02}",
    )  # fmt: skip
    teaching.run("evening", told)
    assert [(one.state, one.number) for one in Attempt.objects.all()] == [("scored", 1)]
    assert [(one.decision, one.comment) for one in Review.objects.all()] == [("accept", "Well read!")]
    assert balance_of(pupil) == ledger_sum(pupil) > 0

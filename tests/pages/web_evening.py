"""An evening of the demo centre, as it is found after `./talim run`, in two browsers, with the real engine:
`./talim test-web tests/pages/web_evening.py`. What the browsers do is in clients/pages/test/evening.browser.ts.
"""

import pytest

from apps.accounts.models import User
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.models import Attempt, Review
from project.demo import demo_group
from tests.pages.browser import write_voice_file

READ, TEXT, SECONDS = "03-001350194.webm", "The good thing is that we can see the game.", 4


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_evening_of_the_demo_centre(play, tmp_path):
    made = demo_group.ensure_demo_group()
    pupil = User.objects.get(email=made.pupils[0])
    play(
        "evening", beside=["speech", "worker", "scheduler"], password=made.password,
        teacher=demo_group.get_demo_email("teacher"),
        group=made.group, pupils=[pupil.email], pupil=pupil.full_name, title="Unit 1, aloud", text=TEXT,
        voice=str(write_voice_file(tmp_path / "voice.wav", READ)), seconds=SECONDS,
    )  # fmt: skip
    assert [(attempt.state, attempt.number) for attempt in Attempt.objects.all()] == [("scored", 1)]
    assert [(review.decision, review.comment) for review in Review.objects.all()] == [("accept", "Well read!")]
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil) > 0

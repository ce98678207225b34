"""Devices that start a film at the same moment: two of them watch. Without the lock of the viewer's row, more do."""

from collections import Counter

import pytest

from apps.accounts.models import User
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.playback.watching import start

DEVICES = 6
ROUNDS = 5

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def count_watching(viewer, film):
    """How many of the devices got a playback, in each round."""
    counts = []
    for _ in range(ROUNDS):
        devices = [client_for(viewer) for _ in range(DEVICES)]
        answers = call_concurrently([lambda device=device: start(device, film) for device in devices], connected=True)
        statuses = Counter(answer.status for answer in answers)
        assert set(statuses) <= {201, 409}
        counts.append(statuses[201])
        viewer.playbacks.update(ended_at=film.video.created_at)
    return counts


def test_two_devices_of_those_that_start_together_watch(viewer, film):
    assert count_watching(viewer, film) == [2] * ROUNDS


def test_control_without_the_lock_more_devices_watch(viewer, film, monkeypatch):
    monkeypatch.setattr(User.objects, "select_for_update", lambda **_options: User.objects.all())
    assert max(count_watching(viewer, film)) > 2

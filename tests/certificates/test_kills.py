"""Workers that are killed while they award and make certificates: each person gets one, and numbers have no gap."""

import random
import time

import pytest

from apps.certificates.models import Certificate
from apps.core.permissions import Role
from apps.learning.models import Enrollment
from apps.notifications.models import Notification
from tests import factories
from tests.certificates.certificate_requests import enrol, make_template, post_rule
from tests.jobs.conftest import house, valkey, valkey_of_module  # noqa: F401
from tests.processes import processes, wait_until  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PEOPLE, KILLS = 40, 12


def test_killed_workers_leave_no_gap_and_no_double(course, manager, house, settings, tmp_path):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path / "media"
    house.env |= {"MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    for number in range(PEOPLE):
        enrol(factories.make_user(Role.STUDENT, "Pupil", email=f"pupil{number}@example.uz"), course)
    Enrollment.objects.update(progress=100)
    answer = post_rule(manager, course, make_template(manager), least_progress=100)
    assert answer.status == 201, answer.json
    house.spawn(["scheduler"])
    chance, rows = random.Random(), Certificate.objects.filter(made_at__isnull=False)
    counts = []
    for _kill in range(KILLS):
        worker = house.spawn(["worker"])
        worker.wait_for("worker ready")
        time.sleep(chance.uniform(0.05, 1.5))
        worker.kill()
        counts.append((Certificate.objects.count(), rows.count()))
    house.spawn(["worker"])
    wait_until(lambda: rows.count() == PEOPLE, timeout=240, what=f"all certificates, after {counts}")
    assert sorted(rows.values_list("number", flat=True)) == list(range(1, PEOPLE + 1)), counts
    assert rows.values("student").distinct().count() == rows.values("pdf").distinct().count() == PEOPLE
    assert Notification.objects.filter(type="certificates.ready").count() == PEOPLE
    assert counts[0][1] < PEOPLE, "some kills came in the middle"

"""What is right in a quiz reaches nobody but its teachers while an attempt is open."""

import pytest

from apps.events.models import StreamEvent
from apps.notifications.models import Notification
from tests.access.operations import OPERATIONS
from tests.access.world_quizzes import SECRETS

READS = [operation for operation in OPERATIONS if operation.method == "GET"]
MAY_READ = {"GET /quizzes/questions/{id}/", "GET /quizzes/banks/{id}/questions/", "GET /quizzes/attempts/{id}/marking/"}


@pytest.mark.parametrize("view", ["child", "parent", "blind_parent", "stranger", "other_teacher", "nobody"])
def test_no_answer_tells_a_key(view, readings):
    told = {read.name: readings(read, view, by_rule=False).secrets for read in READS}
    assert {name: secrets for name, secrets in told.items() if secrets} == {}


def test_control_a_teacher_reads_all_of_it(readings):
    told = {read.name: set(readings(read, "teacher", by_rule=False).secrets) for read in READS}
    telling = {name for name, secrets in told.items() if secrets}
    assert telling <= MAY_READ
    assert set().union(*told.values()) == set(SECRETS)


def test_no_event_or_notification_tells_a_key(world):
    stored = [str(row) for model in (StreamEvent, Notification) for row in model.objects.values_list("data", flat=True)]
    assert stored
    assert [row for row in stored if any(secret in row for secret in SECRETS)] == []

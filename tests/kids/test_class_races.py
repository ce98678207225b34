"""Two colleagues decide at one moment about the class of a child: one exception holds, and nobody meets an error."""

import pytest
from django.db import IntegrityError

from apps.kids.classes import KgClass
from apps.kids.models import ClassException
from apps.kids.services import classes
from tests.races import run_together

pytestmark = pytest.mark.usefixtures("a_connection_for_each")
CLASSES = tuple(KgClass)


def decide_together(kid, teacher):
    """How many of six that decide at one moment the database refused."""

    def decide(index):
        try:
            classes.set_class(actor=teacher, child=kid, kg_class=CLASSES[index % 3], reason="All friends are there.")
        except IntegrityError:
            return 1
        return 0

    return sum(run_together(6, decide))


def test_decisions_at_one_moment_leave_one_exception(kid, teacher):
    assert decide_together(kid, teacher) == 0
    assert ClassException.objects.filter(child=kid).count() == 1


def test_control_without_the_lock_some_meet_an_error(kid, teacher, monkeypatch):
    monkeypatch.setattr(classes, "lock_child", lambda child: None)
    assert decide_together(kid, teacher) > 0
    assert ClassException.objects.filter(child=kid).count() == 1

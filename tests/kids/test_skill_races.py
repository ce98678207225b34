"""Two skills begin to need each other at one moment: one change holds, the other is refused."""

import pytest

from apps.core.errors import Invalid
from apps.kids.models import Skill, SkillPrerequisite
from apps.kids.services import skills
from tests.races import run_together

pytestmark = pytest.mark.usefixtures("a_connection_for_each")
PAIRS = 6


@pytest.fixture
def pairs(manager):
    area = skills.create_skill(actor=manager, code="numbers", parent=None, name={"en": "Numbers"})
    return [
        [skills.create_skill(actor=manager, code=f"{half}-{n}", parent=area, name={"en": "x"}) for half in ("a", "b")]
        for n in range(PAIRS)
    ]


def tie_together(manager, pairs):
    """How many of the pairs need each other after both halves were changed at one moment."""

    def tie(index):
        for pair in pairs:
            one, other = pair if index else reversed(pair)
            try:
                skills.change_skill(actor=manager, skill=one, needs=[other])
            except Invalid as refused:
                assert list(refused.fields) == ["needs"]

    run_together(2, tie)
    links = set(SkillPrerequisite.objects.values_list("skill", "needs"))
    return sum((needs, skill) in links for skill, needs in links) // 2


def test_two_changes_at_one_moment_make_no_circle(manager, pairs):
    assert tie_together(manager, pairs) == 0
    assert SkillPrerequisite.objects.count() == PAIRS


def test_control_without_the_lock_they_make_circles(manager, pairs, monkeypatch):
    monkeypatch.setattr(skills, "lock_skills", lambda: None)
    assert tie_together(manager, pairs) > 0
    assert Skill.objects.count() == 2 * PAIRS + 1

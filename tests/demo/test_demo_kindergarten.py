"""The kindergarten class of the demo in small: the platform's services traced what the children played."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command

from apps.accounts.models import ConsentKind, Guardian
from apps.accounts.queries import has_consented
from apps.core.permissions import Role
from apps.kids.class_queries import get_child_class
from apps.kids.models import ActivityAnswer, ShownLesson, SkillMastery
from apps.kids.progress_views import get_known
from apps.learning.models import LessonProgress
from project.demo.demo_group import get_demo_email
from project.demo.kindergarten import create_kindergarten, find_children
from project.demo.kindergarten.contents import LESSONS_OF_SKILL, SKILLS, build_lesson
from tests import factories

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=ZoneInfo("Asia/Tashkent"))
DAYS, CHILDREN = 6, 4


@pytest.fixture
def kindergarten(transactional_db, branch):
    factories.make_user(Role.MANAGER, "Gulnora", email=get_demo_email("office"))
    with time_machine.travel(NOW, tick=True):
        made = create_kindergarten(
            children=CHILDREN, seed=1, password="talim-demo-12", say=lambda _text: None, day_count=DAYS
        )
        yield made


def test_children_play_their_lists_and_are_traced_only_with_consent(kindergarten):
    children = find_children()
    consented = [child for child in children if has_consented(child, ConsentKind.LEARNING_SYSTEMS)]
    assert (len(children), len(consented)) == (CHILDREN, 3)
    assert {get_child_class(child).kg_class for child in children} == {"KG2"}
    assert {row.child for row in ActivityAnswer.objects.all()} == set(consented)
    assert {row.child for row in ShownLesson.objects.all()} == set(consented)
    assert LessonProgress.objects.filter(user=children[3], completed_at__isnull=False).exists()
    assert 0 < ActivityAnswer.objects.count() <= kindergarten
    assert all(0 < get_known(row) < 1 and row.answers for row in SkillMastery.objects.all())
    again = create_kindergarten(children=CHILDREN, seed=1, password="talim-demo-12", say=lambda _text: None)
    assert (again, len(find_children())) == (0, CHILDREN)


def test_the_command_tells_of_the_class(kindergarten):
    father, told = factories.make_user(Role.PARENT, "Anvar"), StringIO()
    Guardian.objects.create(parent=father, child=find_children()[0], kind="father")
    call_command("demo_centre", "--tell", stdout=told)
    assert "Asal, KG2, consent to learning systems: yes" in told.getvalue()
    assert "list of today, by rules" in told.getvalue()


def test_without_a_class_there_is_nothing_to_tell(db):
    with pytest.raises(CommandError, match="no kindergarten class"):
        call_command("demo_centre", "--tell")


def test_every_lesson_has_five_activities_of_which_four_are_judged():
    for skill in SKILLS:
        for number in range(LESSONS_OF_SKILL):
            _title, blocks = build_lesson(skill, number)
            kinds = [block["activity"]["kind"] for block in blocks]
            assert len(kinds) == 5
            assert kinds.count("colour") <= 1

"""What is recorded of a day of a child, by each consent that its family has given: the lessons are the same."""

import pytest
from django.apps import apps

from apps.accounts.models import Consent, ConsentKind, User
from apps.kids.models import LessonClass, LessonSkill
from apps.kids.pipeline.tables import SCHEMA
from apps.learning.models import LessonProgress
from apps.settings.models import SystemSettings
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.kids.activities import RIGHT, Player, activity_block
from tests.kids.kid_requests import add_skill, ask_for_skill, play
from tests.kids.pipeline_helpers import LEARN, RECORD, enrol, fetch
from tests.learning.published import publish_lessons
from tests.quizzes.quiz_helpers import RIGHT as RIGHT_ANSWERS
from tests.quizzes.quiz_helpers import make_quiz, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]
RAW = ("lesson_interactions_raw", "quiz_attempts_raw")
WITHOUT = {"ShownLesson"}
"""Which lessons were in a list that somebody read: nothing of what the child can do."""
WITH_LEARNING_SYSTEMS = WITHOUT | {
    "ActivityAnswer", "MLStudentMap", "PlayDay", "SkillAnswer", "SkillMastery", "SourceTrial", *RAW,
}  # fmt: skip


@pytest.fixture
def day(kid, course, group, teacher, manager):
    """What the child does on a day."""
    SystemSettings.objects.update(kids_compare_lists=True)
    skill = add_skill(manager, "counting", parent=add_skill(manager, "numbers")["id"])
    block, question = activity_block("tap"), ask_for_skill(teacher, course, skill)
    quiz = publish(teacher, make_quiz(teacher, group=group, attempts_allowed=0), [question])
    lessons = publish_lessons(course, {"title": "Play", "blocks": [block]}, {"title": "Later"})
    for lesson in lessons:
        LessonClass.objects.create(lesson=lesson, content_class="MIXED")
        LessonSkill.objects.create(lesson=lesson, skill_id=skill["id"])
    enrol(kid, course)
    player = Player(kid, kid, lessons[0])

    def live():
        assert player.path().status == 200
        assert player.answer(block, RIGHT["tap"]) == "right"
        assert player.finish().status == 200
        play(kid, quiz, RIGHT_ANSWERS["single"])
        run_jobs(LEARN, RECORD)
        assert client_for(kid).get(f"/children/{kid.pk}/recommendations/").status == 200
        assert LessonProgress.objects.filter(user=kid, completed_at__isnull=False).exists()

    return live


def list_recorded(kid):
    """The models of the kindergarten and the raw tables that have rows about the child."""
    models = [
        (model, field.name)
        for model in apps.get_app_config("kids").get_models()
        for field in model._meta.get_fields()
        if field.name == "child" and field.related_model is User
    ]
    found = {model.__name__ for model, name in models if model.objects.filter(**{name: kid}).exists()}
    found |= {table for table in RAW if fetch(f"SELECT EXISTS (SELECT FROM {SCHEMA}.{table})") == [(True,)]}
    return found


EVERY_KIND = {"none": (), "all": tuple(ConsentKind)} | {kind.value: (kind,) for kind in ConsentKind}


@pytest.mark.parametrize("given", EVERY_KIND.values(), ids=EVERY_KIND)
def test_only_the_consent_to_learning_systems_lets_answers_count(day, kid, parent, given):
    for kind in given:
        Consent.objects.create(person=kid, kind=kind, given=True, text_version="1", given_by=parent)
    day()
    expected = WITH_LEARNING_SYSTEMS if ConsentKind.LEARNING_SYSTEMS in given else WITHOUT
    assert list_recorded(kid) == expected


def test_a_withdrawal_ends_it_and_keeps_what_was_recorded_for_the_family(day, kid, parent):
    Consent.objects.create(person=kid, kind="learning_systems", given=True, text_version="1", given_by=parent)
    day()
    answer = client_for(parent).put(f"/auth/children/{kid.pk}/consents/learning_systems/", {"given": False})
    assert answer.status == 200, answer.json
    run_jobs("kids.renew_pseudonym")
    before = [kid.activity_answers.count(), kid.skill_answers.count()]
    day()
    assert [kid.activity_answers.count(), kid.skill_answers.count()] == before
    assert list_recorded(kid) == WITH_LEARNING_SYSTEMS - set(RAW)

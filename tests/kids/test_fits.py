"""How children learn a skill is fitted to their answers, and tells from then on; only with a consent that holds."""

import random
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.models import ChildProfile, Consent, User
from apps.core.permissions import Role
from apps.kids.mastery.tracing import DEFAULTS
from apps.kids.models import ItemDifficulty, SkillAnswer, SkillFit, SkillMastery
from apps.quizzes.models import Answer, Question, QuizAttempt
from apps.registry.models import MLModel
from tests.job_runs import run_jobs
from tests.kids.kid_requests import add_skill, ask_for_skill
from tests.quizzes.quiz_helpers import make_quiz, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]
CHILDREN, ANSWERS = 150, 6


@pytest.fixture
def skill(manager):
    return add_skill(manager, "counting", parent=add_skill(manager, "numbers")["id"])


@pytest.fixture
def kids(skill, course, group, teacher, parent):
    """Many children who knew the skill at first and slip a lot: not as the defaults expect."""
    question = ask_for_skill(teacher, course, skill)
    version, quiz = (
        Question.objects.get(pk=question).current,
        publish(teacher, make_quiz(teacher, group=group), [question]),
    )
    kids = User.objects.bulk_create(
        User(first_name="Asal", last_name=f"{n}", role=Role.STUDENT, email=f"asal{n}@example.uz")
        for n in range(CHILDREN)
    )
    ChildProfile.objects.bulk_create(
        ChildProfile(user=kid, birth_date="2022-01-01", code=f"{n:06}") for n, kid in enumerate(kids)
    )
    Consent.objects.bulk_create(
        Consent(person=kid, kind="learning_systems", given=True, text_version="1", given_by=parent) for kid in kids
    )
    give_answers(kids, quiz, version, skill, random.Random(7))
    return kids


def give_answers(kids, quiz, version, skill, chance):
    now, places = timezone.now(), [(kid, number) for kid in kids for number in range(1, ANSWERS + 1)]
    closed = {"state": "scored", "seed": 1, "handed_in_at": now, "handed_in_by": "learner", "score": 1, "max_score": 1}
    attempts = QuizAttempt.objects.bulk_create(
        QuizAttempt(quiz_id=quiz["id"], user=kid, number=number, started_at=now, **closed) for kid, number in places
    )
    answers = Answer.objects.bulk_create(
        Answer(attempt=attempt, place=1, position=1, version=version, points=1, response={}) for attempt in attempts
    )
    SkillAnswer.objects.bulk_create(
        SkillAnswer(
            child=attempt.user,
            skill_id=skill["id"],
            item=version.question_id,
            answer=answer,
            given_at=now + timedelta(minutes=attempt.number),
            given_on=now.date(),
            is_right=chance.random() < 0.72,
        )
        for attempt, answer in zip(attempts, answers, strict=True)
    )


def fit():
    out = StringIO()
    call_command("kids_fit", stdout=out)
    return out.getvalue()


def test_a_fit_that_predicts_better_tells_from_then_on(kids, skill):
    assert "counting: L0" in (said := fit())
    assert "held out: kept" in said
    row = SkillFit.objects.get()
    figures = row.model.parameters["skills"]["counting"]
    assert (figures["parameters"]["slip"], figures["children"]) == (row.slip, CHILDREN - figures["held_out_children"])
    assert figures["log_loss"] < figures["default_log_loss"]
    assert run_jobs("kids.trace_child") == CHILDREN
    known = dict(SkillMastery.objects.values_list("child", "known"))
    item = ItemDifficulty.objects.get()
    assert (len(known), item.answers, item.difficulty) == (CHILDREN, CHILDREN, pytest.approx(0, abs=0.2))
    SkillFit.objects.all().delete()
    fit_again = fit()
    assert (fit_again, MLModel.objects.filter(kind="mastery").count()) == (said, 1)
    # Without the consents nothing is learnt from these children, and the defaults tell again.
    Consent.objects.bulk_create(
        Consent(person=kid, kind="learning_systems", given=False, text_version="1", revision=2) for kid in kids[20:]
    )
    assert "counting: too few children answered" in fit()
    assert SkillFit.objects.count() == 0
    run_jobs("kids.trace_child")
    assert SkillMastery.objects.get(child=kids[0]).known != known[kids[0].pk]
    assert DEFAULTS.initial == 0.25

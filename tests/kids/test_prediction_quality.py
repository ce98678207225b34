"""How good predictions are: AUC and log loss of what tracing said before each answer, against the mean of the class."""

import math
import random

import pytest

from apps.kids.class_queries import get_class_day
from apps.kids.mastery.quality import Prediction, compute_auc, compute_log_loss
from apps.kids.models import PredictionQuality, SkillAnswer
from apps.kids.services.prediction_quality import measure_predictions
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.kids.kid_requests import add_skill, ask_for_skill, play
from tests.quizzes.quiz_helpers import RIGHT, WRONG, make_quiz, publish


def test_auc_is_the_share_of_pairs_in_their_order():
    chance = random.Random(3)
    found = [Prediction(chance.choice((0.2, 0.4, 0.6, 0.8)), chance.random() < 0.6) for _number in range(60)]
    pairs = [(one.chance, other.chance) for one in found if one.is_right for other in found if not other.is_right]
    share = sum((right > wrong) + (right == wrong) / 2 for right, wrong in pairs) / len(pairs)
    assert compute_auc(found) == pytest.approx(share)
    assert compute_auc([Prediction(0.5, True)]) is None


def test_log_loss_is_that_of_what_happened():
    found = [Prediction(0.8, True), Prediction(0.8, False)]
    assert compute_log_loss(found) == pytest.approx(-(math.log(0.8) + math.log(0.2)) / 2)
    assert compute_log_loss([Prediction(0.0, True)]) < 10
    with pytest.raises(ValueError, match="nothing"):
        compute_log_loss([])


@pytest.mark.django_db
@pytest.mark.usefixtures("known_day")
def test_only_what_was_known_before_an_answer_predicts_it(kid, consent, course, group, teacher, manager):
    skill = add_skill(manager, "counting", parent=add_skill(manager, "numbers")["id"])
    quiz = make_quiz(teacher, group=group, attempts_allowed=0)
    quiz = publish(teacher, quiz, [ask_for_skill(teacher, course, skill)])
    assert measure_predictions(get_class_day()) is None
    for response in (WRONG, WRONG, RIGHT, RIGHT, RIGHT):
        play(kid, quiz, response["single"])
    run_jobs("kids.learn_from_attempt")
    for _time in range(2):
        row = measure_predictions(get_class_day())
    assert PredictionQuality.objects.count() == 1
    assert (row.answers, row.children, row.class_auc) == (5, 1, 0.5)
    assert row.class_log_loss == pytest.approx(math.log(2)), "no other child of the class has answered"
    options = SkillAnswer.objects.first().options
    first = 0.25 * 0.9 + 0.75 / options
    assert row.log_loss != pytest.approx(row.class_log_loss)
    SkillAnswer.objects.exclude(pk=SkillAnswer.objects.order_by("given_at").first().pk).delete()
    assert measure_predictions(get_class_day()).log_loss == pytest.approx(-math.log(1 - first))
    assert client_for(manager).get("/analytics/kindergarten/").json["prediction"] is None, "of one child alone"
    PredictionQuality.objects.update(children=5)
    shown = client_for(manager).get("/analytics/kindergarten/").json["prediction"]
    assert (shown["answers"], shown["auc"]) == (1, None)


@pytest.mark.django_db
@pytest.mark.usefixtures("known_day")
def test_answers_without_a_consent_that_holds_are_not_measured(kid, consent, course, group, teacher, manager, parent):
    skill = add_skill(manager, "counting", parent=add_skill(manager, "numbers")["id"])
    quiz = make_quiz(teacher, group=group, attempts_allowed=0)
    play(kid, publish(teacher, quiz, [ask_for_skill(teacher, course, skill)]), RIGHT["single"])
    run_jobs("kids.learn_from_attempt")
    kid.consents.create(kind="learning_systems", given=False, text_version="1", given_by=parent, revision=2)
    assert SkillAnswer.objects.exists()
    assert measure_predictions(get_class_day()) is None

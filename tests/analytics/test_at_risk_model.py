"""The model of who may leave on simulated centres whose rules it does not know."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.analytics.management.commands.at_risk import describe_quality
from apps.analytics.models import FactsState, PupilRisk, RiskModel
from apps.analytics.risk_features import FEATURES
from apps.analytics.risk_queries import get_newest_model
from apps.analytics.services.risk_learning import Month, Part, learn, list_first_days
from apps.analytics.services.risk_listing import list_today
from apps.analytics.services.risk_runs import find_at_risk
from apps.core.uow import unit_of_work
from apps.jobs.models import Job
from apps.jobs.services import claim_jobs, enqueue
from tests.analytics.risk_centre import RiskCentre

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 11, 21)


def learn_in(*, seed, shows, weeks=75, pupils=500):
    centre = RiskCentre(seed, until=UNTIL, weeks=weeks, pupils=pupils, shows=shows)
    centre.write()
    model = learn()
    print("\n".join(describe_quality(model)))
    return model


def check_shown(model):
    quality = model.quality
    assert (model.hidden_because, model.is_shown) == ("", True)
    assert quality["gain"] >= 0.05
    assert quality["gain_low"] > 0
    assert quality["calibration_error"] <= 0.05
    assert max(quality["learned"]["months"]) < min(quality["held_out"]["months"])
    assert list_today() == PupilRisk.objects.count() > 0


def test_centre_whose_pupils_show_that_they_leave_is_shown():
    model = learn_in(seed=1, shows=True)
    check_shown(model)
    for row in PupilRisk.objects.all():
        assert row.risk >= 2 * model.usual_share
        assert 1 <= len(row.reasons) <= len(FEATURES)


def test_centre_whose_pupils_leave_without_a_sign_stays_hidden():
    model = learn_in(seed=2, shows=False)
    assert model.hidden_because == RiskModel.Lack.NO_BETTER
    assert list_today() == PupilRisk.objects.count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_larger_centre_is_shown(seed):
    check_shown(learn_in(seed=seed, shows=True, weeks=100, pupils=1000))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [21, 22, 23])
def test_larger_centre_without_signs_stays_hidden(seed):
    model = learn_in(seed=seed, shows=False, weeks=100, pupils=1000)
    assert model.hidden_because == RiskModel.Lack.NO_BETTER


def test_small_centre_learns_nothing_and_says_so():
    model = learn_in(seed=3, shows=True, weeks=40, pupils=20)
    assert model.hidden_because == RiskModel.Lack.TOO_LITTLE
    assert "auc" not in model.quality
    assert list_today() == 0


def test_months_without_a_known_outcome_or_past_are_left_out():
    days = list_first_days(date(2026, 1, 10), date(2026, 9, 20))
    assert (days[0], days[-1]) == (date(2026, 5, 1), date(2026, 7, 1))
    assert list_first_days(date(2026, 8, 1), date(2026, 9, 20)) == []


def build_month(number, people, left):
    rows = [(0.0,) * len(FEATURES) for _student in people]
    return Month(date(2026, number, 1), people, rows, [0.0] * len(people), [student in left for student in people])


def test_pupil_who_left_counts_once_in_the_months_together():
    people = [uuid4() for _number in range(4)]
    part = Part(
        [build_month(1, people, people[:2]), build_month(2, people, people[:3]), build_month(3, people[2:], [])]
    )
    assert (part.left, sum(part.outcomes)) == (3, 5)
    assert part.describe() == {"months": ["2026-01-01", "2026-02-01", "2026-03-01"], "rows": 10, "left": 3}


def test_hidden_model_is_fitted_anew_after_a_week():
    FactsState.objects.create(pk=1, first=date(2026, 1, 1), built_until=UNTIL)
    model = learn()
    assert not model.is_shown
    run_job()
    assert RiskModel.objects.count() == 1
    RiskModel.objects.update(created_at=timezone.now() - timedelta(days=7))
    run_job()
    assert RiskModel.objects.count() == 2


def run_job():
    Job.objects.all().delete()
    with unit_of_work():
        enqueue(kind="analytics.at_risk")
    (claim,) = claim_jobs(queue="default", limit=1, worker="w")
    find_at_risk(claim)
    return Job.objects.get(kind="analytics.at_risk")


def test_job_learns_lists_and_keeps_its_progress():
    assert learn() is None
    FactsState.objects.create(pk=1, first=date(2026, 1, 1), built_until=UNTIL)
    job = run_job()
    months = len(list_first_days(date(2026, 1, 1), UNTIL))
    assert job.payload == {"months": months, "all": months, "listed": 0}
    assert get_newest_model().hidden_because == RiskModel.Lack.TOO_LITTLE

"""The office's page of who may leave in a real Chromium: `./talim test-web tests/pages/web_at_risk.py`."""

from datetime import date

import pytest

from apps.analytics.models import PupilRisk, RiskAction, RiskModel
from tests.pages.browser import make_login

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PART = {"months": ["2026-01-01", "2026-02-01", "2026-03-01"], "rows": 900, "left": 61}
QUALITY = {
    "learned": PART, "held_out": PART, "auc": 0.722, "rule_auc": 0.583, "gain": 0.139, "gain_low": 0.091,
    "gain_high": 0.181, "calibration_error": 0.0202,
    "calibration": [
        {"count": 450, "predicted": 0.04, "happened": 0.05}, {"count": 450, "predicted": 0.1, "happened": 0.09}
    ],
}  # fmt: skip


def test_manager_writes_down_what_was_done_and_a_teacher_reads_own_groups(
    play, group, teacher, pupil, second_pupil, other_pupil, manager
):
    weights = {"absences": {"mean": 1.0, "deviation": 1.0, "weight": 0.62}}
    model = RiskModel.objects.create(
        counted_until=date(2026, 11, 20), usual_share=0.07, features=weights, quality=QUALITY
    )
    signs = {"absences": 4.0, "lessons": 8.0, "unpaid": 2.0}
    for person, risk in ((pupil, 0.41), (second_pupil, 0.22), (other_pupil, 0.2)):
        PupilRisk.objects.create(
            student=person, model=model, counted_on=date(2026, 11, 20), risk=risk, signs=signs,
            reasons=["absences", "unpaid_months"],
        )  # fmt: skip
    play(
        "at-risk", name=pupil.full_name, other=second_pupil.full_name, foreign=other_pupil.full_name,
        login=make_login(manager, locale="en"), teacher=make_login(teacher, locale="ru"),
    )  # fmt: skip

    action = RiskAction.objects.get()
    assert (action.student, action.by, action.kind, action.note) == (pupil, manager, "called", "Comes on Friday.")

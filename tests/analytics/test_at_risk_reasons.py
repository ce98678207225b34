"""Why a pupil may leave: only what the pupil shows and what goes with leaving."""

from uuid import uuid4

from apps.analytics.risk_features import FEATURES, PupilSigns
from apps.analytics.risk_statistics import Logistic
from apps.analytics.services.risk_listing import list_true_reasons

NONE = {"absences": 0, "lessons": 12, "late": 0, "given": 4, "recent": 0, "earlier": 0, "unpaid": 0, "silence": 0}


def list_names(weights, mean=2.0, **signs):
    width = len(FEATURES)
    fit = Logistic(-2.0, (mean,) * width, (1.0,) * width, weights)
    return list_true_reasons(fit, PupilSigns(uuid4(), NONE | signs))


def test_reasons_are_all_that_add_with_the_largest_first():
    weights = (0.2, 0.5, 0.1, 0.4, 0.3)
    shown = {"absences": 4, "late": 4, "earlier": 80, "recent": 60, "unpaid": 4, "silence": 4}
    assert list_names(weights, **shown) == ["falling_marks", "late_homework", "unpaid_months", "silence", "absences"]


def test_negative_weight_never_makes_a_reason():
    assert list_names((-0.8, 0.5, 0.1, 0.1, -0.3), late=5, silence=1) == ["late_homework"]
    assert list_names((-0.8, 0.5, 0.1, 0.1, -0.3), late=5, absences=6, silence=40) == ["late_homework"]


def test_what_a_pupil_does_not_show_is_no_reason():
    assert list_names((0.5,) * 5, mean=-1.0) == []
    assert list_names((0.5,) * 5, mean=-1.0, unpaid=1) == ["unpaid_months"]

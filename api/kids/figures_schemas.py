"""Schemas of whether lists of lessons help small children, and of how good predictions are."""

from datetime import date

from pydantic import Field

from api.base_schemas import Out, build_example, get_schema_example
from apps.kids.recommending.lessons import Source

GAIN = {"value": 0.31, "low": 0.25, "high": 0.37}


class GainEstimateOut(Out):
    """A mean or a difference, and its 95 % interval; without one where fewer than two children tell."""

    model_config = build_example(**GAIN)

    value: float
    low: float | None
    high: float | None


class ListFiguresOut(Out):
    """Weeks of children with lists of one source. `shown` lessons, of these `opened` and `finished` in the week.

    `gain`: by how much the mastery of all skills together has grown in a week, in the mean.
    """

    model_config = build_example(source="bkt", weeks=110, children=24, shown=640, opened=410, finished=360, gain=GAIN)

    source: Source
    weeks: int
    children: int
    shown: int
    opened: int
    finished: int
    gain: GainEstimateOut | None


class SourceFiguresOut(Out):
    """A source against the rule list (`rules`), in weeks in which it could have made the lists.

    After `needed_weeks` a source whose `difference` is not above 0 is switched off. `has_few`: too few children yet, so
    that there are no figures.
    """

    model_config = build_example(
        source="bkt", is_on=True, weeks=214, needed_weeks=200, has_few=False,
        difference={"value": 0.06, "low": 0.01, "high": 0.11},
    )  # fmt: skip

    source: Source
    is_on: bool
    weeks: int
    needed_weeks: int
    has_few: bool
    lists: list[ListFiguresOut]
    difference: GainEstimateOut | None


class PredictionQualityOut(Out):
    """How good the next answer was predicted, by what was known before it: by tracing, and by the mean of the class.

    `auc`: how often a right answer was predicted above a wrong one; null where all were alike. The smaller `log_loss`,
    the better.
    """

    model_config = build_example(
        measured_on="2026-11-23", answers=18450, children=62, auc=0.71, log_loss=0.52, class_auc=0.58,
        class_log_loss=0.6,
    )  # fmt: skip

    measured_on: date
    answers: int
    children: int
    auc: float | None
    log_loss: float
    class_auc: float | None
    class_log_loss: float


class KidsFiguresOut(Out):
    """Whether lists help, and how good predictions are; `prediction` is null until there are answers of 5 children."""

    model_config = build_example(is_comparing=True, prediction=get_schema_example(PredictionQualityOut))

    is_comparing: bool = Field(description="Whether weeks are drawn now: the setting `kids_compare_lists`.")
    sources: list[SourceFiguresOut]
    prediction: PredictionQualityOut | None

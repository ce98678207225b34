"""Schemas of `/analytics/at-risk/`: who may leave, what was done, and how good the model is."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example, get_schema_example
from api.courses.groups_schemas import BranchRef
from api.lessons.timetable_schemas import GROUP, GroupRefOut
from api.lists import PublicPageQuery
from api.shared_schemas import PERSON, PersonOut
from apps.accounts.models import User
from apps.analytics.models import PupilRisk, RiskAction, RiskModel
from apps.analytics.risk_features import FEATURES, OUTCOME_DAYS
from apps.analytics.risk_queries import list_reasons, may_read_note, read_quality

RISK_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e61"
AT = "2026-11-20T09:00:00Z"
ActionKind = Literal["written", "called", "met", "nothing"]
FeatureName = Literal["absences", "late_homework", "falling_marks", "unpaid_months", "silence"]
HiddenBecause = Literal["not_fitted", "too_little", "no_better", "calibration"]


class AtRiskQuery(PublicPageQuery):
    """Query parameters of the list. It is never a file: it stays where roles are checked."""

    model_config = build_example(page=1, page_size=20, handled=False)

    branch: UUID | None = None
    group: UUID | None = None
    handled: bool | None = Field(None, description="Whether something was done in the last 60 days.")


class RiskReasonOut(Out):
    """Why a pupil may leave, in words."""

    model_config = build_example(name="absences", text="Missed lessons in the last 30 days: 4 of 8.")

    name: FeatureName
    text: str


class RiskActionOut(Out):
    """What was done about a pupil who may leave. `by` is null once that person is erased. `note` is empty for who is
    not of the office and did not write it.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e62", kind="called", note="The mother will bring him.", by=PERSON,
        created_at=AT,
    )  # fmt: skip

    id: UUID
    kind: ActionKind
    note: str
    by: PersonOut | None
    created_at: datetime

    @classmethod
    def from_action(cls, user: User, action: RiskAction) -> "RiskActionOut":
        """Return an action for its reader."""
        shown = cls.model_validate(action)
        return shown if may_read_note(user, action) else shown.model_copy(update={"note": ""})


class RiskActionIn(In):
    """What was done. The office reads the note, and who wrote it."""

    model_config = build_example(kind="called", note="The mother will bring him.")

    kind: ActionKind
    note: str = Field("", max_length=500)


class AtRiskOut(Out):
    """A pupil who may leave within 60 days from `counted_on`.

    `risk` is in percent. `groups` and `branches` are those that you see. `reasons`: the three that add most of
    those that you may be told of: money only if you see payments, and all groups of the pupil. `actions`: newest first.
    """

    model_config = build_example(
        id=RISK_ID, student=PERSON, groups=[GROUP], branches=[get_schema_example(BranchRef)], risk=37.5,
        counted_on="2026-11-20", reasons=[get_schema_example(RiskReasonOut)],
        actions=[get_schema_example(RiskActionOut)],
    )  # fmt: skip

    id: UUID
    student: PersonOut
    groups: list[GroupRefOut]
    branches: list[BranchRef]
    risk: float
    counted_on: date
    reasons: list[RiskReasonOut]
    actions: list[RiskActionOut]

    @staticmethod
    def from_row(user: User, row: PupilRisk) -> dict[str, Any]:
        """Return a row of the list for its reader."""
        groups = [membership.group for membership in row.student.visible_memberships]  # type: ignore[attr-defined]
        return {
            "id": row.pk,
            "student": row.student,
            "groups": groups,
            "branches": list({group.branch_id: group.branch for group in groups}.values()),
            "risk": round(100 * row.risk, 1),
            "counted_on": row.counted_on,
            "reasons": [{"name": feature.name, "text": text} for feature, text in list_reasons(user, row)],
            "actions": [RiskActionOut.from_action(user, action) for action in row.student.risk_actions.all()],
        }


class RiskMonthsOut(Out):
    """Months that the model learned from, or was measured on: pupils of all months together, and who left."""

    model_config = build_example(months=6, rows=1900, left=140, **{"from": "2026-01-01", "to": "2026-06-01"})

    months: int
    first: date | None = Field(alias="from")
    last: date | None = Field(alias="to")
    rows: int
    left: int

    @staticmethod
    def from_part(part: dict[str, Any]) -> dict[str, Any]:
        """Return a stored part."""
        days = part["months"]
        ends = {"from": days[0] if days else None, "to": days[-1] if days else None}
        return ends | {"months": len(days), "rows": part["rows"], "left": part["left"]}


class RiskCalibrationOut(Out):
    """Pupils with neighbouring percentages: what the model said, and how many of a hundred left."""

    model_config = build_example(count=190, predicted=7.5, happened=6.8)

    count: int
    predicted: float
    happened: float


class RiskWeightOut(Out):
    """What the model takes into account. `weight`: by how much the log odds grow with one standard deviation."""

    model_config = build_example(name="absences", label="Missed lessons", weight=0.62)

    name: FeatureName
    label: str
    weight: float


class RiskModelOut(Out):
    """How good the model was on months that it had not seen; null where it was not measured.

    `auc`: how often a pupil who left had the higher risk than one who stayed. `rule_auc`: the same of the rule "absent
    twice in 30 days". `gain` is the difference, between `gain_low` and `gain_high` (95 % bootstrap).
    `calibration_error`: the expected calibration error over ten bins. `usual_share`: of a hundred pupils so many leave
    within `days`. `learned`, `held_out` and `calibration` count pupils of the whole centre: null and empty for who does
    not see all of it. `hidden_because` and `hidden_text` say why nobody is listed; empty where the list is shown.
    """

    model_config = build_example(
        shown=True, hidden_because=None, hidden_text="", days=60, fitted_at=AT, counted_until="2026-11-20",
        usual_share=7.1, auc=0.781, rule_auc=0.655, gain=0.126, gain_low=0.081, gain_high=0.17, calibration_error=0.012,
        calibration=[get_schema_example(RiskCalibrationOut)], weights=[get_schema_example(RiskWeightOut)],
        learned=get_schema_example(RiskMonthsOut), held_out=get_schema_example(RiskMonthsOut),
    )  # fmt: skip

    shown: bool
    hidden_because: HiddenBecause | None
    hidden_text: str
    days: int
    fitted_at: datetime | None
    counted_until: date | None
    usual_share: float | None
    auc: float | None
    rule_auc: float | None
    gain: float | None
    gain_low: float | None
    gain_high: float | None
    calibration_error: float | None
    calibration: list[RiskCalibrationOut]
    weights: list[RiskWeightOut]
    learned: RiskMonthsOut | None
    held_out: RiskMonthsOut | None

    @staticmethod
    def from_model(user: User, model: RiskModel | None, not_fitted: str) -> dict[str, Any]:
        """Return the quality of a model for its reader; `not_fitted` is the text when there is none."""
        quality = read_quality(user, model) if model else {}
        figures = ("auc", "rule_auc", "gain", "gain_low", "gain_high", "calibration_error")
        parts = {
            name: RiskMonthsOut.from_part(quality[name]) if name in quality else None
            for name in ("learned", "held_out")
        }
        return parts | {name: _round(quality.get(name)) for name in figures} | {
            "shown": model is not None and model.is_shown,
            "hidden_because": (model.hidden_because or None) if model else "not_fitted",
            "hidden_text": str(model.get_hidden_because_display()) if model else not_fitted,
            "days": OUTCOME_DAYS,
            "fitted_at": model and model.created_at,
            "counted_until": model and model.counted_until,
            "usual_share": round(100 * model.usual_share, 1) if model and model.features else None,
            "calibration": [
                {
                    "count": one["count"],
                    "predicted": round(100 * one["predicted"], 1),
                    "happened": round(100 * one["happened"], 1),
                }
                for one in quality.get("calibration", [])
            ],
            "weights": [
                {"name": one.name, "label": str(one.label), "weight": _round(model.features[one.name]["weight"])}
                for one in FEATURES
                if model and one.name in model.features
            ],
        }  # fmt: skip


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

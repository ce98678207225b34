"""Models of analytics: daily facts, activity, who may leave, own figures, report cards, and reports."""

from apps.analytics.models.activity import Activity, ActivityKind
from apps.analytics.models.facts import (
    MEASURE,
    BranchDay,
    CourseDay,
    Fact,
    FactsBuild,
    FactsProof,
    FactsState,
    GroupDay,
    PersonDay,
    RowChange,
    StaleDay,
)
from apps.analytics.models.own_figures import FigureChart, FigurePeriod, OwnFigure
from apps.analytics.models.report_cards import ReportCard, ReportCardBatch
from apps.analytics.models.reports import (
    Report,
    ReportFormat,
    ReportProblem,
    ReportReceiver,
    ReportSchedule,
    ReportState,
)
from apps.analytics.models.risk import PupilRisk, RiskAction, RiskModel

__all__ = [
    "MEASURE",
    "Activity",
    "ActivityKind",
    "BranchDay",
    "CourseDay",
    "Fact",
    "FactsBuild",
    "FactsProof",
    "FactsState",
    "FigureChart",
    "FigurePeriod",
    "GroupDay",
    "OwnFigure",
    "PersonDay",
    "PupilRisk",
    "Report",
    "ReportCard",
    "ReportCardBatch",
    "ReportFormat",
    "ReportProblem",
    "ReportReceiver",
    "ReportSchedule",
    "ReportState",
    "RiskAction",
    "RiskModel",
    "RowChange",
    "StaleDay",
]

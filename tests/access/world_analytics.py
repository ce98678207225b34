"""Things of the access matrix in analytics: of each side a pupil who may leave, by a model that is shown; the teacher's
report, schedule and own figure.
"""

from datetime import date
from typing import Any

from apps.analytics.models import OwnFigure, PupilRisk, Report, ReportReceiver, ReportSchedule, RiskModel


def create_risk_objects(world: Any) -> dict[str, Any]:
    """A model and the rows of the child and of the other pupil."""
    model = RiskModel.objects.create(counted_until=date(2026, 11, 20), usual_share=0.05)
    signs = {"absences": 4, "lessons": 8, "unpaid": 2}
    return {
        name: PupilRisk.objects.create(
            student=student, model=model, counted_on=date(2026, 11, 20), risk=0.4, signs=signs,
            reasons=["absences", "unpaid_months"],
        )
        for name, student in (("pupil_risk", world.child), ("other_pupil_risk", world.other_pupil))
    }  # fmt: skip


def create_report_objects(world: Any) -> dict[str, Any]:
    """Of the teacher: a report that waits, a schedule with one receiver, and a figure shared with administrators."""
    table = {"name": "Unpaid", "table": "payments_list", "address": "/payments/", "format": "csv"}
    schedule = ReportSchedule.objects.create(by=world.teacher, weekday=1, hour=8, **table)
    ReportReceiver.objects.create(schedule=schedule, user=world.teacher)
    figure = OwnFigure.objects.create(
        owner=world.teacher, name="Attendance", measures=["attendance"], step="week", period="last_12_weeks",
        shared_with=["admin"],
    )  # fmt: skip
    report = Report.objects.create(by=world.teacher, **table)
    return {"report": report, "report_schedule": schedule, "own_figure": figure}

"""Read-only admin pages of analytics."""

from apps.analytics.models import (
    Activity,
    BranchDay,
    CourseDay,
    FactsBuild,
    FactsProof,
    FactsState,
    GroupDay,
    OwnFigure,
    PersonDay,
    PupilRisk,
    Report,
    ReportCard,
    ReportCardBatch,
    ReportReceiver,
    ReportSchedule,
    RiskAction,
    RiskModel,
    RowChange,
    StaleDay,
)
from apps.core.admin_pages import register_read_only_page

register_read_only_page(PersonDay, "measure day person numerator denominator", ordering=("-id",))
register_read_only_page(GroupDay, "measure day group numerator denominator", ordering=("-id",))
register_read_only_page(CourseDay, "measure day course branch numerator denominator", ordering=("-id",))
register_read_only_page(BranchDay, "measure day branch numerator denominator", ordering=("-id",))
register_read_only_page(RowChange, "source noted_at", ordering=("-id",))
register_read_only_page(FactsBuild, "first last total finished_at", ordering=("-id",))
register_read_only_page(StaleDay, "measure day build", ordering=("-id",))
register_read_only_page(FactsState, "first built_until", ordering=("id",))
register_read_only_page(FactsProof, "created_at cells difference_count differing", ordering=("-id",))
register_read_only_page(Activity, "day person kind page views seconds", ordering=("-id",))
register_read_only_page(RiskModel, "created_at counted_until usual_share hidden_because", ordering=("-id",))
register_read_only_page(PupilRisk, "student counted_on risk", ordering=("-risk",))
register_read_only_page(RiskAction, "created_at student kind by", ordering=("-id",))
register_read_only_page(Report, "created_at by name format state rows", ordering=("-id",))
register_read_only_page(ReportSchedule, "name by format weekday month_day hour next_at", ordering=("-id",))
register_read_only_page(ReportReceiver, "schedule user lost_at", ordering=("-id",))
register_read_only_page(ReportCardBatch, "created_at group title first_day last_day by", ordering=("-created_at",))
register_read_only_page(ReportCard, "created_at student batch version sent_at failed_at", ordering=("-created_at",))
register_read_only_page(OwnFigure, "name owner measures by step period shared_with", ordering=("-created_at",))

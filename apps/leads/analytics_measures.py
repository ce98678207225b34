"""Measures of leads. They count on the day on which a lead came, as in the figures of leads."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import Combination, Grain, Measure, Unit, Watched

_COLUMNS = "branch_id course_id created_at merged_at converted_at"
_DAYS = """
SELECT at.day, at.day FROM changed JOIN settings_branch b ON b.id = changed.branch_id
CROSS JOIN LATERAL (SELECT (changed.created_at AT TIME ZONE b.zone)::date) AS at (day)"""


def _count_leads(numerator: str, denominator: str = "0", where: str = "true") -> str:
    return f"""
SELECT r.day, NULL::uuid AS person, NULL::uuid AS group_id, r.course_id, r.branch_id, '' AS currency,
       {numerator} AS numerator, {denominator} AS denominator
FROM (
    SELECT (l.created_at AT TIME ZONE b.zone)::date AS day, l.course_id, l.branch_id, l.converted_at
    FROM leads_lead l JOIN settings_branch b ON b.id = l.branch_id
    WHERE l.merged_at IS NULL
      AND l.created_at BETWEEN %(first)s::date - interval '1 day' AND %(last)s::date + interval '2 days'
) r WHERE r.day = ANY(%(days)s::date[]) AND {where}"""  # noqa: S608


_GRAINS = (Grain.COURSE, Grain.BRANCH)
_READ = "leads.read"

ANALYTICS_MEASURES = [
    Measure(
        "leads",
        Unit.LEADS,
        _("New leads"),
        _("Leads that came in the period, without those that were merged into another one."),
        Combination.SUM,
        _count_leads("1"),
        (Watched("leads_lead", "branch_id course_id created_at merged_at", _DAYS),),
        grains=_GRAINS,
        permission=_READ,
        about_people=False,
    ),
    Measure(
        "leads_converted",
        Unit.LEADS,
        _("Leads who became pupils"),
        _("Leads that came in the period and have become pupils since."),
        Combination.SUM,
        _count_leads("1", where="r.converted_at IS NOT NULL"),
        (Watched("leads_lead", _COLUMNS, _DAYS),),
        grains=_GRAINS,
        permission=_READ,
        about_people=False,
    ),
    Measure(
        "lead_conversion",
        Unit.PERCENT,
        _("Conversion of leads"),
        _("Leads that have become pupils, of all leads that came in the period."),
        Combination.SHARE,
        _count_leads("CASE WHEN r.converted_at IS NULL THEN 0 ELSE 1 END", "1"),
        (Watched("leads_lead", _COLUMNS, _DAYS),),
        grains=_GRAINS,
        permission=_READ,
        about_people=False,
    ),
]

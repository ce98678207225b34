"""Measures of what people open on the pages."""

from django.utils.translation import gettext_lazy as _

from apps.analytics.models.activity import STUDY
from apps.core.measures import Combination, Grain, Measure, Unit, Watched

_STUDY = ", ".join(f"'{kind.value}'" for kind in STUDY)


def _read_activity(numerator: str, where: str = "true") -> str:
    return f"""
SELECT a.day, a.person_id AS person, NULL::uuid AS group_id, NULL::uuid AS course_id, a.branch_id, '' AS currency,
       {numerator} AS numerator, 0 AS denominator
FROM analytics_activity a WHERE a.day = ANY(%(days)s::date[]) AND {where}"""  # noqa: S608


_WATCHED = (
    Watched("analytics_activity", "person_id branch_id day kind views seconds", "SELECT day, day FROM changed"),
)
_GRAINS = (Grain.PERSON, Grain.BRANCH)

ANALYTICS_MEASURES = [
    Measure(
        "visitors",
        Unit.PEOPLE,
        _("People on the pages"),
        _("People who opened a page in the period. A person counts once. Minors count where their guardians allow it."),
        Combination.PEOPLE,
        _read_activity("1"),
        _WATCHED,
        grains=_GRAINS,
        permission="analytics.platform",
        raw="analytics.Activity",
    ),
    Measure(
        "views",
        Unit.VIEWS,
        _("Views"),
        _("How often pages, lessons, materials, homework and quizzes were opened."),
        Combination.SUM,
        _read_activity("a.views"),
        _WATCHED,
        grains=_GRAINS,
        permission="analytics.platform",
        raw="analytics.Activity",
    ),
    Measure(
        "study_time",
        Unit.MINUTES,
        _("Study time"),
        _("Minutes for which lessons, materials, homework and quizzes were open and used."),
        Combination.SUM,
        _read_activity("round(a.seconds / 60.0, 5)", f"a.kind IN ({_STUDY})"),
        _WATCHED,
        grains=_GRAINS,
        raw="analytics.Activity",
    ),
]

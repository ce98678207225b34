"""The measure of tickets."""

from django.utils.translation import gettext_lazy as _

from apps.core.measures import Combination, Grain, Measure, Unit, Watched

_OPENED = """
SELECT r.day, NULL::uuid AS person, NULL::uuid AS group_id, NULL::uuid AS course_id, r.branch_id, '' AS currency,
       1 AS numerator, 0 AS denominator
FROM (
    SELECT (t.created_at AT TIME ZONE b.zone)::date AS day, t.branch_id
    FROM support_ticket t JOIN settings_branch b ON b.id = t.branch_id
    WHERE t.merged_into_id IS NULL
      AND t.created_at BETWEEN %(first)s::date - interval '1 day' AND %(last)s::date + interval '2 days'
) r WHERE r.day = ANY(%(days)s::date[])"""

ANALYTICS_MEASURES = [
    Measure(
        "tickets",
        Unit.TICKETS,
        _("Tickets opened"),
        _("Tickets that were opened in the period, without those that were merged into another one."),
        Combination.SUM,
        _OPENED,
        (
            Watched(
                "support_ticket",
                "branch_id created_at merged_into_id",
                """
SELECT at.day, at.day FROM changed JOIN settings_branch b ON b.id = changed.branch_id
CROSS JOIN LATERAL (SELECT (changed.created_at AT TIME ZONE b.zone)::date) AS at (day)""",
            ),
        ),
        grains=(Grain.BRANCH,),
        permission="support.see_all",
        about_people=False,
        raw="support.Ticket",
    )
]

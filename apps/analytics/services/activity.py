"""Record what people open: one statement for all that a page tells at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.minors import is_minor
from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.analytics.models import ActivityKind
from apps.core.errors import Invalid

NAMELESS = _("A page has a name, a lesson, material, homework or quiz has an id.")
TOO_LONG = _("At most %(count)d seconds at once.")
MOST_SECONDS = 900
MOST_A_DAY = 500
"""Different things of a person and day that are recorded."""


@dataclass(frozen=True)
class OpenedThing:
    """How often and how long (seconds) something was open since the last time: `id` of a thing, `page` of a page."""

    kind: str
    views: int
    seconds: int
    id: UUID | None = None
    page: str = ""


def record_activity(*, user: User, entries: Sequence[OpenedThing]) -> None:
    """Add entries to the person's day. Of a minor without consent nothing is recorded. Raise Invalid on "entries" for a
    page without a name, another thing without an id, and more than MOST_SECONDS.

    The branch is that of the group which the person, else a child, joined last, else the first one in which the person
    works, else the default one; the day is its local day. A person's day has 24 hours and MOST_A_DAY things.
    """
    if not all(bool(one.page) == (one.kind == ActivityKind.PAGE) == (one.id is None) for one in entries):
        raise Invalid.field("entries", NAMELESS)
    if sum(entry.seconds for entry in entries) > MOST_SECONDS:
        raise Invalid.field("entries", TOO_LONG % {"count": MOST_SECONDS})
    if is_minor(user) and not has_consented(user, ConsentKind.ACTIVITY):
        return
    merged: dict[tuple[str, UUID | None, str], list[int]] = {}
    for entry in entries:
        sums = merged.setdefault((entry.kind, entry.id, entry.page), [0, 0])
        sums[0] += entry.views
        sums[1] += entry.seconds
    # Always in one order, so that two devices of a person do not wait for each other.
    ordered = sorted(merged.items(), key=lambda item: (item[0][0], str(item[0][1]), item[0][2]))
    with connection.cursor() as cursor:
        cursor.execute(
            """
WITH place AS (
    SELECT b.id, (%(now)s AT TIME ZONE b.zone)::date AS day FROM settings_branch b
    LEFT JOIN LATERAL (
        SELECT g.branch_id FROM courses_membership m JOIN courses_group g ON g.id = m.group_id
        WHERE m.student_id = %(person)s OR m.student_id IN (
            SELECT child_id FROM accounts_guardian WHERE parent_id = %(person)s AND ended_at IS NULL
        ) ORDER BY m.student_id = %(person)s DESC, m.joined_on DESC, m.id DESC LIMIT 1
    ) p ON true
    LEFT JOIN LATERAL (
        SELECT branch_id FROM accounts_user_branches WHERE user_id = %(person)s ORDER BY id LIMIT 1
    ) s ON true
    WHERE b.id = COALESCE(p.branch_id, s.branch_id)
       OR COALESCE(p.branch_id, s.branch_id) IS NULL AND b.is_default
), today AS (
    SELECT count(*) AS things, COALESCE(sum(a.seconds), 0) AS seconds FROM analytics_activity a, place
    WHERE a.person_id = %(person)s AND a.day = place.day
)
INSERT INTO analytics_activity (person_id, branch_id, day, kind, object_id, page, views, seconds, created_at)
SELECT %(person)s, place.id, place.day, e.kind, e.object_id, e.page, e.views, e.seconds, %(now)s
FROM place CROSS JOIN unnest(
    %(kinds)s::text[], %(ids)s::uuid[], %(pages)s::text[], %(views)s::int[], %(seconds)s::int[]
) WITH ORDINALITY AS e (kind, object_id, page, views, seconds, place)
CROSS JOIN today
WHERE today.seconds < 86400 AND (today.things < %(most)s OR EXISTS (
    SELECT FROM analytics_activity a
    WHERE a.person_id = %(person)s AND a.day = place.day AND a.kind = e.kind AND a.page = e.page
      AND a.object_id IS NOT DISTINCT FROM e.object_id
))
ORDER BY e.place
ON CONFLICT (person_id, day, kind, object_id, page, branch_id) DO UPDATE
SET views = analytics_activity.views + excluded.views,
    seconds = analytics_activity.seconds + excluded.seconds""",
            {
                "person": user.pk,
                "now": timezone.now(),
                "kinds": [kind for (kind, _id, _page), _sums in ordered],
                "ids": [thing for (_kind, thing, _page), _sums in ordered],
                "pages": [page for (_kind, _id, page), _sums in ordered],
                "views": [views for _key, (views, _seconds) in ordered],
                "seconds": [seconds for _key, (_views, seconds) in ordered],
                "most": MOST_A_DAY,
            },
        )

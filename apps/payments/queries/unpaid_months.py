"""In how many months each pupil had not paid what was due, as it was on a day."""

from datetime import date
from uuid import UUID

from django.db import connection

_UNPAID = """
SELECT p.student_id, count(DISTINCT date_trunc('month', p.due_on)) FROM payments_payment p
LEFT JOIN LATERAL (
    SELECT h.amount_before FROM payments_paymenthistory h
    WHERE h.payment_id = p.id AND h.amount_before IS NOT NULL AND h.created_at >= %(on)s::date
      AND p.updated_at >= %(on)s::date
    ORDER BY h.id LIMIT 1
) past ON true
WHERE p.due_on >= date_trunc('month', %(on)s::date) - interval '1 year' AND p.due_on < date_trunc('month', %(on)s::date)
  AND p.kind = 'period' AND COALESCE(past.amount_before, p.amount + p.written_off) > 0
  AND p.status NOT IN ('draft', 'failed') AND (p.completed_at IS NULL OR p.completed_at >= %(on)s::date)
  AND NOT (p.status = 'cancelled' AND p.updated_at < %(on)s::date)
GROUP BY p.student_id"""


def count_unpaid_months(on: date) -> dict[UUID, int]:
    """Return in how many of the twelve months before that of a day something was due for a month, lessons or a pack and
    was not paid in full by that day.

    The month of the day does not count, so that it is the same on its first and its last day. What was cancelled,
    forgiven or given another price later counts as it stood then. Pupils without such a month are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNPAID, {"on": on})
        return dict(cursor.fetchall())

"""The SQL statements of the centre's figures; docs/centre-figures.md says what each counts.

Parameters: `branches` (an array or NULL); `first`..`until`, the days until today; `last`, the end of the last step;
`days` and `ends`, days on which people are counted; `firsts` and `lasts`, the ends of the steps.
"""

from apps.courses.place_sql import GROUP_ZONE, STAYS, TRIALS
from apps.homework.place_sql import FIRST_SUBMISSION, PLACE

_HERE = "(%(branches)s::uuid[] IS NULL OR {branch} = ANY(%(branches)s::uuid[]))"
_OF_GROUP = _HERE.format(branch="g.branch_id")
_OF_BRANCH = _HERE.format(branch="b.id")
_OF_PAYMENT = _HERE.format(branch="p.branch_id")
ACTIVE = f"""
WITH {STAYS}
SELECT d.day, g.branch_id::text, count(DISTINCT g.student_id)
FROM unnest(%(days)s::date[]) AS d (day) JOIN stays g ON g.first <= d.day AND g.last >= d.day
WHERE {_OF_GROUP} AND NOT EXISTS (
    SELECT FROM courses_freeze f
    WHERE f.membership_id = g.id AND f.starts_on <= d.day AND (f.ends_on IS NULL OR f.ends_on >= d.day)
)
GROUP BY GROUPING SETS ((d.day, g.branch_id), (d.day))"""  # noqa: S608

TRIAL = f"""
WITH {TRIALS}, tries AS (
    SELECT m.student_id, g.branch_id, m.joined_on AS first,
           LEAST(t.grown - 1, COALESCE(m.left_on, m.leaves_on, 'infinity'::date)) AS last
    FROM courses_membership m JOIN courses_group g ON g.id = m.group_id JOIN trials t ON t.membership_id = m.id
    WHERE NOT m.never_began AND m.status <> 'lead' AND {_OF_GROUP}
)
SELECT s.first, s.last, t.branch_id::text, count(DISTINCT t.student_id)
FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) AS s (first, last)
JOIN tries t ON t.first <= s.last AND t.last >= GREATEST(s.first, t.first)
GROUP BY GROUPING SETS ((s.first, s.last, t.branch_id), (s.first, s.last))"""  # noqa: S608

LEFT = f"""
WITH {STAYS}
SELECT g.left_on, g.branch_id::text, g.student_id::text FROM stays g
WHERE g.status = 'left' AND g.left_on BETWEEN %(first)s AND %(until)s AND {_OF_GROUP} AND g.first <= g.left_on
  AND NOT EXISTS (
    SELECT FROM stays o WHERE o.student_id = g.student_id AND o.first <= g.left_on + 1 AND o.last > g.left_on
  )"""  # noqa: S608

SIGN_UPS = f"""
SELECT g.joined_on, g.branch_id::text, count(*) FROM (
    SELECT DISTINCT ON (m.student_id) m.joined_on, c.branch_id
    FROM courses_membership m JOIN courses_group c ON c.id = m.group_id ORDER BY m.student_id, m.joined_on, m.id
) g WHERE g.joined_on BETWEEN %(first)s AND %(until)s AND {_OF_GROUP}
GROUP BY g.joined_on, g.branch_id"""  # noqa: S608

DEBTS = f"""
WITH p AS MATERIALIZED (
    SELECT p.id, p.student_id, p.branch_id, p.currency, p.due_on, p.amount, p.outstanding, b.zone
    FROM payments_payment p JOIN settings_branch b ON b.id = p.branch_id
    WHERE p.status IN ('pending', 'overdue', 'completed', 'refunded') AND p.expires_at IS NULL
      AND p.due_on < %(until)s AND p.amount > 0 AND {_OF_PAYMENT}
), covered AS (
    SELECT s.payment_id, (s.created_at AT TIME ZONE p.zone)::date AS made, sum(s.amount) AS amount
    FROM payments_settlement s JOIN p ON p.id = s.payment_id WHERE NOT s.refund GROUP BY 1, 2
), lasting AS (
    SELECT p.*, CASE WHEN p.outstanding > 0 THEN 'infinity'::date ELSE c.made END AS paid_on
    FROM p LEFT JOIN (SELECT payment_id, max(made) AS made FROM covered GROUP BY payment_id) c ON c.payment_id = p.id
), owed AS (
    SELECT d.day, l.branch_id, l.student_id, l.currency, l.amount - COALESCE(sum(c.amount), 0) AS amount
    FROM unnest(%(ends)s::date[]) AS d (day) JOIN lasting l ON l.due_on < d.day AND l.paid_on > d.day
    LEFT JOIN covered c ON c.payment_id = l.id AND c.made <= d.day
    GROUP BY d.day, l.id, l.branch_id, l.student_id, l.currency, l.amount
)
SELECT day, branch_id::text, currency, count(DISTINCT student_id), sum(amount) FROM owed WHERE amount > 0
GROUP BY GROUPING SETS ((day, branch_id, currency), (day, currency), (day, branch_id), (day))"""  # noqa: S608

MONEY = f"""
SELECT p.on, p.branch_id::text, p.currency,
       COALESCE(sum(signed) FILTER (WHERE p.kind <> 'paid_back'), 0),
       COALESCE(-sum(signed) FILTER (WHERE p.kind = 'paid_back'), 0)
FROM (
    SELECT t.on, t.branch_id, t.currency, t.kind, CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END AS signed
    FROM payments_ledgertransfer t JOIN payments_ledgerentry e ON e.transfer_id = t.id
    JOIN payments_ledgeraccount a ON a.id = e.account_id
    WHERE t.kind IN ('money_in', 'reversal', 'paid_back') AND a.kind IN ('desk', 'bank', 'provider')
      AND t.on BETWEEN %(first)s AND %(until)s
) p WHERE {_OF_PAYMENT} GROUP BY p.on, p.branch_id, p.currency"""  # noqa: S608

ATTENDANCE = f"""
SELECT l.day, l.branch_id::text, sum(m.marks)::bigint, sum(m.there)::bigint FROM (
    SELECT l.id, g.branch_id, (l.starts_at AT TIME ZONE {GROUP_ZONE})::date AS day
    FROM lessons_lesson l JOIN courses_group g ON g.id = l.group_id JOIN settings_branch b ON b.id = g.branch_id
    WHERE l.status <> 'cancelled' AND {_OF_GROUP}
      AND l.starts_at BETWEEN %(first)s::date - interval '1 day' AND %(until)s::date + interval '2 days'
) l JOIN (
    SELECT a.lesson_id, count(*) AS marks, count(*) FILTER (WHERE s.counts_as IN ('present', 'late')) AS there
    FROM attendance_attendance a JOIN attendance_attendancestatus s ON s.id = a.status_id GROUP BY a.lesson_id
) m ON m.lesson_id = l.id
WHERE l.day BETWEEN %(first)s AND %(until)s GROUP BY l.day, l.branch_id"""  # noqa: S608

HOMEWORK = f"""
SELECT h.day, h.branch_id::text, count(*), count(*) FILTER (WHERE NOT h.late), count(h.score), COALESCE(sum(h.score), 0)
FROM (
    SELECT (a.created_at AT TIME ZONE {GROUP_ZONE})::date AS day, b.id AS branch_id, a.late, w.score
    FROM homework_attempt a JOIN homework_homework w ON w.id = a.homework_id {PLACE}
    WHERE {FIRST_SUBMISSION} AND {_OF_BRANCH}
      AND a.created_at BETWEEN %(first)s::date - interval '1 day' AND %(until)s::date + interval '2 days'
) h WHERE h.day BETWEEN %(first)s AND %(until)s GROUP BY h.day, h.branch_id"""  # noqa: S608

"""Job kinds of payments."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

REPRICE = "payments.reprice"
"""A group's lessons, marks or memberships changed: `object_id` is the group, payload `{"since": ISO day}`."""
BILL_MEMBERSHIP = "payments.bill_membership"
"""A membership began: `object_id` is the membership."""
RUN_SCHEDULES = "payments.run_schedules"
RUN_SCHEDULE = "payments.run_schedule"
MARK_OVERDUE = "payments.mark_payments_overdue"
EXPIRE_TRANSACTIONS = "payments.expire_transactions"
CHECK_BOOKS = "payments.check_books"
LAPSE_CASH_REFUNDS = "payments.lapse_cash_refunds"
END_SUBSCRIPTIONS = "payments.end_subscriptions"
RECKON_PAY = "payments.reckon_pay"
LAPSE_APPROVALS = "payments.lapse_approvals"
SETTLE_PROMISES = "payments.settle_promises"
CHECK_LESSONS = "payments.check_lessons"
NOTIFY_OF_FLAGGED = "payments.notify_of_flagged_acts"
CLOSE_BOOKS = "payments.close_books"

JOB_KINDS = [
    JobKind(REPRICE, "apps.payments.services.repricing.reprice_group", tries=20),
    JobKind(BILL_MEMBERSHIP, "apps.payments.services.membership_billing.bill_membership", tries=10),
    JobKind(
        RUN_SCHEDULES,
        "apps.payments.services.monthly_billing.enqueue_group_billing",
        limit=30 * MINUTE,
        every=HOUR,
        offset=4 * MINUTE,
    ),
    JobKind(RUN_SCHEDULE, "apps.payments.services.monthly_billing.bill_group", tries=10),
    JobKind(
        MARK_OVERDUE,
        "apps.payments.services.overdue.mark_payments_overdue",
        limit=30 * MINUTE,
        every=HOUR,
        offset=2 * MINUTE,
    ),
    JobKind(EXPIRE_TRANSACTIONS, "apps.payments.services.expiry.expire_transactions", every=10 * MINUTE),
    JobKind(
        CHECK_BOOKS, "apps.payments.services.ledger_check.check_ledger", limit=30 * MINUTE, every=DAY, offset=22 * HOUR
    ),
    JobKind(LAPSE_APPROVALS, "apps.payments.services.approvals.lapse_approvals", every=HOUR, offset=8 * MINUTE),
    JobKind(
        LAPSE_CASH_REFUNDS, "apps.payments.services.cash_refunds.lapse_cash_refunds", every=HOUR, offset=10 * MINUTE
    ),
    JobKind(
        SETTLE_PROMISES,
        "apps.payments.services.debt_promises.settle_promises",
        limit=30 * MINUTE,
        every=HOUR,
        offset=12 * MINUTE,
    ),
    JobKind(END_SUBSCRIPTIONS, "apps.payments.services.subscriptions.end_subscriptions", every=HOUR, offset=6 * MINUTE),
    JobKind(
        RECKON_PAY, "apps.payments.services.pay_months.recalculate_pay", limit=30 * MINUTE, every=DAY, offset=21 * HOUR
    ),
    JobKind(
        NOTIFY_OF_FLAGGED, "apps.payments.services.flagged_acts.notify_of_flagged_acts", every=HOUR, offset=8 * MINUTE
    ),
    JobKind(
        CHECK_LESSONS,
        "apps.payments.services.lesson_check.check_lessons",
        limit=30 * MINUTE,
        every=DAY,
        offset=22 * HOUR + 30 * MINUTE,
    ),
    JobKind(CLOSE_BOOKS, "apps.payments.services.books_months.close_books_that_are_due", every=HOUR, offset=9 * MINUTE),
]
"""Most run every hour, as each branch's midnight is its own; each handler does a day's work once."""

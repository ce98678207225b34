"""Job kinds of payments."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

REPRICE = "payments.reprice"
"""A group's lessons, marks or memberships changed: `object_id` is the group, payload `{"since": ISO day}`."""
BILL_MEMBERSHIP = "payments.bill_membership"
"""A membership began: `object_id` is the membership."""
RUN_SCHEDULES = "payments.run_schedules"
RUN_SCHEDULE = "payments.run_schedule"
MARK_OVERDUE = "payments.mark_payments_overdue"
EXPIRE_TRANSACTIONS = "payments.expire_transactions"
CHECK_BOOKS = "payments.check_books"
END_SUBSCRIPTIONS = "payments.end_subscriptions"
RECKON_PAY = "payments.reckon_pay"

JOB_KINDS = [
    JobKind(name=REPRICE, handler="apps.payments.services.repricing.reprice_group", tries=20),
    JobKind(name=BILL_MEMBERSHIP, handler="apps.payments.services.membership_billing.bill_membership", tries=10),
    JobKind(
        name=RUN_SCHEDULES,
        handler="apps.payments.services.monthly_billing.enqueue_group_billing",
        limit=timedelta(minutes=30),
    ),
    JobKind(name=RUN_SCHEDULE, handler="apps.payments.services.monthly_billing.bill_group", tries=10),
    JobKind(
        name=MARK_OVERDUE, handler="apps.payments.services.overdue.mark_payments_overdue", limit=timedelta(minutes=30)
    ),
    JobKind(name=EXPIRE_TRANSACTIONS, handler="apps.payments.services.expiry.expire_transactions"),
    JobKind(name=CHECK_BOOKS, handler="apps.payments.services.ledger_check.check_ledger", limit=timedelta(minutes=30)),
    JobKind(name=END_SUBSCRIPTIONS, handler="apps.payments.services.subscriptions.end_subscriptions"),
    JobKind(name=RECKON_PAY, handler="apps.payments.services.pay_months.recalculate_pay", limit=timedelta(minutes=30)),
]

PERIODIC = [
    PeriodicJob(name=RUN_SCHEDULES, kind=RUN_SCHEDULES, every=timedelta(hours=1), offset=timedelta(minutes=4)),
    PeriodicJob(name=MARK_OVERDUE, kind=MARK_OVERDUE, every=timedelta(hours=1), offset=timedelta(minutes=2)),
    PeriodicJob(name=EXPIRE_TRANSACTIONS, kind=EXPIRE_TRANSACTIONS, every=timedelta(minutes=10)),
    PeriodicJob(name=CHECK_BOOKS, kind=CHECK_BOOKS, every=timedelta(days=1), offset=timedelta(hours=22)),
    PeriodicJob(name=END_SUBSCRIPTIONS, kind=END_SUBSCRIPTIONS, every=timedelta(hours=1), offset=timedelta(minutes=6)),
    PeriodicJob(name=RECKON_PAY, kind=RECKON_PAY, every=timedelta(days=1), offset=timedelta(hours=21)),
]
"""Every hour, as each branch's midnight is its own; each handler does a day's work once."""

"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

REPRICE = "payments.reprice"
"""A group's lessons, marks or memberships changed: `object_id` is the group, payload `{"since": ISO day}`."""
JOINED = "payments.bill_membership"
"""A membership began: `object_id` is the membership."""
MONTHLY = "payments.run_schedules"
MONTHLY_GROUP = "payments.run_schedule"
OVERDUE = "payments.mark_payments_overdue"
EXPIRE = "payments.expire_transactions"
CHECK_BOOKS = "payments.check_books"
SUBSCRIPTIONS = "payments.end_subscriptions"
RECKON_PAY = "payments.reckon_pay"

JOB_KINDS = [
    JobKind(name=REPRICE, handler="apps.payments.services.repricing.reprice_group", tries=20),
    JobKind(name=JOINED, handler="apps.payments.services.enrolling.bill_membership", tries=10),
    JobKind(name=MONTHLY, handler="apps.payments.services.monthly.run_schedules", limit=timedelta(minutes=30)),
    JobKind(name=MONTHLY_GROUP, handler="apps.payments.services.monthly.run_schedule", tries=10),
    JobKind(name=OVERDUE, handler="apps.payments.services.overdue.mark_payments_overdue", limit=timedelta(minutes=30)),
    JobKind(name=EXPIRE, handler="apps.payments.services.expiring.expire_transactions"),
    JobKind(name=CHECK_BOOKS, handler="apps.payments.services.checking.check_books", limit=timedelta(minutes=30)),
    JobKind(name=SUBSCRIPTIONS, handler="apps.payments.services.subscriptions.end_subscriptions"),
    JobKind(name=RECKON_PAY, handler="apps.payments.services.salaries.reckon_pay", limit=timedelta(minutes=30)),
]

PERIODIC = [
    PeriodicJob(name=MONTHLY, kind=MONTHLY, every=timedelta(hours=1), offset=timedelta(minutes=4)),
    PeriodicJob(name=OVERDUE, kind=OVERDUE, every=timedelta(hours=1), offset=timedelta(minutes=2)),
    PeriodicJob(name=EXPIRE, kind=EXPIRE, every=timedelta(minutes=10)),
    PeriodicJob(name=CHECK_BOOKS, kind=CHECK_BOOKS, every=timedelta(days=1), offset=timedelta(hours=22)),
    PeriodicJob(name=SUBSCRIPTIONS, kind=SUBSCRIPTIONS, every=timedelta(hours=1), offset=timedelta(minutes=6)),
    PeriodicJob(name=RECKON_PAY, kind=RECKON_PAY, every=timedelta(days=1), offset=timedelta(hours=21)),
]
"""Every hour, as each branch's midnight is its own; each handler does a day's work once."""

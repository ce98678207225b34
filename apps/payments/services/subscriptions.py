"""Subscriptions: courses paid until a day. Orders begin and extend them; a notice comes before the end.

The last day follows from `starts_on` and the months of all paid items.
"""

import calendar
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

import apps.learning.services as learning
from apps.core.local_days import get_day_bounds, get_today
from apps.core.translated_texts import fill_languages
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.learning.models import EnrollmentCause, EnrollmentSource, EnrollmentState
from apps.learning.queries import OPEN_STATES
from apps.payments.models import OrderItem, Payment, PaymentStatus, Subscription
from apps.payments.services.notifications import build_student_notification_data, list_watchers, notify_users
from apps.settings.queries import get_system_settings


def get_last_day(starts_on: date, months: int) -> date:
    """Return the last day of so many months from `starts_on`: the day before the same day of the later month, or before
    its end.

    >>> get_last_day(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 27)
    """
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    day = min(starts_on.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def begin_subscription(*, item: OrderItem, payment: Payment) -> Subscription:
    """Open the course from today for the item's months; a subscription whose access ended early is closed."""
    assert item.months is not None
    zone = payment.branch.zone
    starts_on = get_today(zone)
    until = get_last_day(starts_on, item.months)
    with unit_of_work():
        stale = Subscription.objects.filter(learner=item.order.learner, course=item.course, ended_at__isnull=True)
        stale.update(ended_at=timezone.now(), updated_at=timezone.now())
        learner, course, source = item.order.learner, item.course, EnrollmentSource.ORDER
        access_end = get_day_bounds(until, zone)[1]
        item.enrollment = learning.enrol_user(actor=None, user=learner, course=course, source=source, until=access_end)
        item.save(update_fields=["enrollment", "updated_at"])
        return Subscription.objects.create(
            learner=learner, course=course, enrollment=item.enrollment, starts_on=starts_on, until=until
        )


def extend_subscription(*, item: OrderItem, payment: Payment) -> bool:
    """Add the item's months to the learner's running subscription; return False when there is none."""
    with unit_of_work():
        running = _lock_running_subscription(item)
        if running is None:
            return False
        item.enrollment = running.enrollment
        item.save(update_fields=["enrollment", "updated_at"])
        _update_end(running, payment)
        return True


def shorten_subscription(*, item: OrderItem, payment: Payment) -> None:
    """Take off the months of a refunded item; access ends when no time is left."""
    with unit_of_work():
        running = _lock_running_subscription(item)
        if running is None or running.enrollment_id != item.enrollment_id:
            return
        months = _count_months_paid(running)
        today = get_today(payment.branch.zone)
        if months and get_last_day(running.starts_on, months) >= today:
            _update_end(running, payment)
            return
        learning.end_refunded_enrollment(actor=None, enrollment=running.enrollment)
        running.ended_at = timezone.now()
        running.save(update_fields=["ended_at", "updated_at"])


def end_subscriptions(job: ClaimedJob) -> None:
    """Job handler: end subscriptions that are over, notify of those that end in `payment_notice_days_before` days.

    Each in its own transaction; repeats change nothing.
    """
    del job
    now = timezone.now()
    running = Subscription.objects.filter(ended_at__isnull=True)
    for over in running.filter(enrollment__until__lte=now).order_by("pk"):
        _end_subscription(over)
    soon = now + timedelta(days=get_system_settings().payment_notice_days_before)
    unnoticed = running.filter(noticed_on__isnull=True, enrollment__state=EnrollmentState.ACTIVE)
    for ending in unnoticed.filter(enrollment__until__gt=now, enrollment__until__lte=soon).order_by("pk"):
        _notify_ending(ending)


def _end_subscription(subscription: Subscription) -> None:
    with unit_of_work():
        locked = _lock_subscription(subscription)
        until = locked.enrollment.until
        if locked.ended_at is None and until is not None and until <= timezone.now():
            learning.end_enrollment(actor=None, enrollment=locked.enrollment, cause=EnrollmentCause.EXPIRED)
            locked.ended_at = timezone.now()
            locked.save(update_fields=["ended_at", "updated_at"])


def _notify_ending(subscription: Subscription) -> None:
    with unit_of_work():
        locked = _lock_subscription(subscription)
        if locked.ended_at is not None or locked.noticed_on is not None:
            return
        for person in list_watchers(locked.learner):
            data = {
                "title": fill_languages(locked.course.title),
                **build_student_notification_data(locked.learner),
                "until": f"{locked.until:%d.%m.%Y}",
            }
            notify_users([person], "payments.subscription_ends", data)
        locked.noticed_on = timezone.now().date()
        locked.save(update_fields=["noticed_on", "updated_at"])


def _update_end(running: Subscription, payment: Payment) -> None:
    """Set the last day from the paid months and allow a new notice."""
    running.until = get_last_day(running.starts_on, _count_months_paid(running))
    running.noticed_on = None
    running.save(update_fields=["until", "noticed_on", "updated_at"])
    until = get_day_bounds(running.until, payment.branch.zone)[1]
    learning.set_enrollment_end(actor=None, enrollment=running.enrollment, until=until)


def _count_months_paid(running: Subscription) -> int:
    paid = OrderItem.objects.filter(enrollment=running.enrollment_id, order__payment__status=PaymentStatus.COMPLETED)
    return int(paid.aggregate(months=Sum("months"))["months"] or 0)


def _lock_running_subscription(item: OrderItem) -> Subscription | None:
    rows = Subscription.objects.select_for_update(no_key=True, of=("self",)).select_related("enrollment")
    open_ones = rows.filter(ended_at__isnull=True, enrollment__state__in=OPEN_STATES)
    return open_ones.filter(learner=item.order.learner_id, course=item.course_id).first()


def _lock_subscription(subscription: Subscription) -> Subscription:
    rows = Subscription.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("enrollment", "learner", "course").get(pk=subscription.pk)

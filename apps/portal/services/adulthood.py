"""Notices before a minor becomes an adult: guardians lose rights that the person gets."""

from datetime import timedelta

from django.db.models import Q

import apps.jobs.services as jobs
from apps.accounts.minors import filter_minors, get_first_adult_day, get_latest_adult_birth_date
from apps.accounts.models import Guardian, User
from apps.core.local_days import get_today
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify
from apps.portal.notification_types import ADULT_SOON
from apps.settings.queries import get_default_branch

NOTICE = timedelta(days=14)


def notify_of_adulthood(job: ClaimedJob) -> None:
    """Handler, daily: notify every minor who becomes an adult within `NOTICE`, and the guardians; once."""
    last_day = get_today(get_default_branch().zone) + NOTICE
    with unit_of_work():
        jobs.complete_job(job)
        born = Q(birth_date__lte=get_latest_adult_birth_date(last_day))
        for person in filter_minors(User.objects.filter(born, is_active=True)).order_by("pk"):
            _notify_family(person)


def _notify_family(person: User) -> None:
    assert person.birth_date is not None
    day = f"{get_first_adult_day(person.birth_date):%d.%m.%Y}"
    data = {"student": person.full_name, "student_id": str(person.pk), "day": day}
    guardians = Guardian.objects.filter(child=person, ended_at__isnull=True).values("parent")
    for user in User.objects.filter(Q(pk=person.pk) | Q(pk__in=guardians), is_active=True).order_by("pk"):
        notify(user=user, type=ADULT_SOON, data=data, key=f"{person.pk} {day}")

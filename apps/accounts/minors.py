"""Minors: their guardians answer consents for them, and may request their data and its erasure."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.models import Guardian, User
from apps.core.local_days import get_today
from apps.settings.queries import get_default_branch, get_system_settings


def get_latest_adult_birth_date(day: date | None = None) -> date:
    """Return the latest birth date of people who are adults on `day` (default: today at the default branch), by the
    setting `adult_from_age`. Who was born on 29 February becomes an adult on 1 March in other years.
    """
    day = day or get_today(get_default_branch().zone)
    year = day.year - get_system_settings().adult_from_age
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def get_first_adult_day(birth_date: date) -> date:
    """Return the day on which a person becomes an adult, by the rule of `get_latest_adult_birth_date`."""
    year = birth_date.year + get_system_settings().adult_from_age
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def filter_minors(users: QuerySet[User]) -> QuerySet[User]:
    """Return those of the users who are minors today: too young by the birth date or, without one, with a guardian;
    and not counted as adults.
    """
    has_guardian = Exists(Guardian.objects.filter(child=OuterRef("pk"), ended_at__isnull=True))
    too_young = Q(birth_date__gt=get_latest_adult_birth_date())
    return users.filter(too_young | Q(has_guardian, birth_date__isnull=True), counts_as_adult=False)


def is_minor(user: User) -> bool:
    """Return whether the user is a minor today, by the rule of `filter_minors`."""
    return filter_minors(User.objects.filter(pk=user.pk)).exists()

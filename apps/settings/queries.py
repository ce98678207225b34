"""Queries of system settings and branches."""

from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from apps.core.local_days import get_period_end, get_period_start
from apps.settings.models import Branch, SystemSettings

M = TypeVar("M", bound=Model)


def get_system_settings() -> SystemSettings:
    """Return the system settings. It is one fast query each time, so they are never stale."""
    return SystemSettings.objects.get(pk=1)


def get_system_settings_with_logo() -> SystemSettings:
    """Return the system settings with their logo, in one query."""
    return SystemSettings.objects.select_related("logo").get(pk=1)


def get_default_branch() -> Branch:
    """Return the branch that is used where none is named; a migration creates it."""
    return Branch.objects.get(is_default=True)


def filter_created_between(
    rows: QuerySet[M], since: date | None, until: date | None, *, zone: str | None = None
) -> QuerySet[M]:
    """Return the rows that were created between two moments; a day is one of the zone, else of the default branch, and
    is included.
    """
    if since is None and until is None:
        return rows
    zone = zone or get_default_branch().zone
    if since is not None:
        rows = rows.filter(created_at__gte=get_period_start(since, zone))
    return rows if until is None else rows.filter(created_at__lt=get_period_end(until, zone))


def list_branches() -> QuerySet[Branch]:
    """Return all branches."""
    return Branch.objects.all()


def search_branches(branches: QuerySet[Branch], text: str) -> QuerySet[Branch]:
    """Return branches whose name or address contains the text."""
    return branches.filter(Q(name__icontains=text) | Q(address__icontains=text))

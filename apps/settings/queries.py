"""Reads of system settings and branches."""

from django.db.models import Q, QuerySet

from apps.settings.models import Branch, SystemSettings


def get_system_settings() -> SystemSettings:
    """The centre's settings. Read by primary key each time: one cheap query, and never stale in any process."""
    return SystemSettings.objects.get(pk=1)


def get_default_branch() -> Branch:
    """The branch of everything that names none; the first migration makes it."""
    return Branch.objects.get(is_default=True)


def list_branches() -> QuerySet[Branch]:
    """Every branch."""
    return Branch.objects.all()


def search_branches(rows: QuerySet[Branch], text: str) -> QuerySet[Branch]:
    """Those whose name or address has the text in it."""
    return rows.filter(Q(name__icontains=text) | Q(address__icontains=text))

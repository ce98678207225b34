"""Queries of system settings and branches."""

from django.db.models import Q, QuerySet

from apps.settings.models import Branch, SystemSettings


def get_system_settings() -> SystemSettings:
    """Return the system settings. It is one fast query each time, so they are never stale."""
    return SystemSettings.objects.get(pk=1)


def get_default_branch() -> Branch:
    """Return the branch that is used where none is named; a migration creates it."""
    return Branch.objects.get(is_default=True)


def list_branches() -> QuerySet[Branch]:
    """Return all branches."""
    return Branch.objects.all()


def search_branches(branches: QuerySet[Branch], text: str) -> QuerySet[Branch]:
    """Return branches whose name or address contains the text."""
    return branches.filter(Q(name__icontains=text) | Q(address__icontains=text))

"""Managers for a bench: with the shipped limits one person may not send all of its requests."""

from apps.accounts.models import User
from apps.core.permissions import Role
from project.demo.demo_group import get_demo_email

MANAGERS = 20
"""So many times `REQUESTS_PER_HOUR_STAFF` are more requests than a bench sends in an hour."""


def create_managers(count: int = MANAGERS) -> list[User]:
    """Return the demo's manager and others that work in all branches too."""
    first = User.objects.get(email=get_demo_email("office"))
    emails = [f"bench-manager-{number}@example.uz" for number in range(1, count)]
    if not User.objects.filter(email__in=emails).exists():
        User.objects.bulk_create(
            User(role=Role.MANAGER, first_name="Manager", email=email, all_branches=True) for email in emails
        )
    return [first, *User.objects.filter(email__in=emails).order_by("id")]

"""A branch with a manager, and a family."""

import pytest

from apps.accounts.models import Guardian, User


@pytest.fixture
def manager(manager, branch):
    """Works in the branch of both groups."""
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.refresh_from_db()
    manager.branches.add(branch)
    return manager


@pytest.fixture
def family(parent, pupil, second_pupil):
    """A parent of two pupils of one group."""
    for child in (pupil, second_pupil):
        Guardian.objects.create(parent=parent, child=child, kind="mother")
    return parent

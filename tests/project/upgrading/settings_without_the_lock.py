"""The settings of processes that migrate the app, several at once: the control."""

from contextlib import nullcontext

from project import safe_migrations
from tests.project.upgrading.settings import *  # noqa: F403


def nobody_waits(*_words, **_more):
    """The protection off."""
    return nullcontext(lambda: None)


safe_migrations.hold_migration_lock = nobody_waits

"""The settings of processes that migrate the app, several at once: the control."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from project import safe_migrations
from tests.project.upgrading.settings import *  # noqa: F403


def nobody_waits(*_words: Any, **_more: Any) -> nullcontext[Callable[[], None]]:
    """The protection off."""
    return nullcontext(lambda: None)


safe_migrations.hold_migration_lock = nobody_waits  # type: ignore[assignment]

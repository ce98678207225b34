"""What has to be so before anything works on a database."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.utils import Error

from apps.backups.queries import get_unfinished_restore


def check_no_unfinished_restore(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """No restore was ended before its end: what waits there would be sent a second time. A database that does not
    answer is not this check's matter.
    """
    try:
        name = get_unfinished_restore()
    except Error:
        return []
    if not name:
        return []
    return [
        checks.Error(
            f"A restore of {name} into this database was ended before it was done, so what waits in it would be sent "
            "again.",
            hint="Start the same `manage.py restore` again: it goes on where it was ended (docs/backup.md).",
            id="backups.E001",
        )
    ]

"""System check before anything works on a database."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.utils import Error

from apps.backups.queries import get_unfinished_restore


def check_no_unfinished_restore(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Report a restore that was interrupted: its waiting messages would be sent again. A database that does not answer
    is not reported here.
    """
    name = ""
    with suppress(Error):
        name = get_unfinished_restore()
    text = (
        f"A restore of {name} into this database was ended before it was done, so what waits in it would be sent again."
    )
    hint = "Start the same `manage.py restore` again: it goes on where it was ended (docs/backup.md)."
    return [checks.Error(text, hint=hint, id="backups.E001")] if name else []

"""What every app adds to a common list it declares in a module of a fixed name; this collects them.

Names in use: `permissions`, `job_kinds`, `events`, `notification_types`, `coin_causes`, `personal_data`, `retention`.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps
from django.conf import settings


def modules(name: str) -> list[ModuleType]:
    """The modules called `name` of all installed apps of this project, in installation order."""
    found = []
    for config in apps.get_app_configs():
        if not config.name.startswith(settings.DECLARING_APPS):
            continue
        path = f"{config.name}.{name}"
        if find_spec(path) is not None:
            found.append(import_module(path))
    return found

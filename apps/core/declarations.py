"""What every app adds to a common list it declares in a module of a fixed name; this collects them.

Names in use: `permissions`, `job_kinds`, `events`, `notification_types`, `coin_causes`, `counters`, `personal_data`,
`retention`, `webhook_events`.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Protocol, TypeVar

from django.apps import apps
from django.conf import settings


class NamedDeclaration(Protocol):
    """What is declared under a name of its own."""

    @property
    def name(self) -> str:
        """The name."""


N = TypeVar("N", bound=NamedDeclaration)


def collect_by_name(module: str, declared_type: type[N], *, label: str) -> dict[str, N]:
    """What all apps list in their modules of that name, under the module's name in capitals (`permissions`:
    `PERMISSIONS`). ValueError, which says what it is `called`, when two share a name.
    """
    table: dict[str, N] = {}
    for found in import_modules(module):
        for declared in getattr(found, module.upper(), []):
            if declared.name in table:
                raise ValueError(f"{label} {declared.name} is declared twice")
            table[declared.name] = declared
    return table


def import_modules(name: str) -> list[ModuleType]:
    """The modules called `name` of all installed apps of this project, in installation order."""
    found = []
    for config in apps.get_app_configs():
        if not config.name.startswith(settings.DECLARING_APPS):
            continue
        path = f"{config.name}.{name}"
        if find_spec(path) is not None:
            found.append(import_module(path))
    return found

"""Collect what apps declare in modules with fixed names.

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
    """A declaration with a unique name."""

    @property
    def name(self) -> str:
        """The name."""


N = TypeVar("N", bound=NamedDeclaration)


def collect_by_name(module: str, declared_type: type[N], *, label: str) -> dict[str, N]:
    """Return all declarations of that module name, by name. The list in each module has the module's name in capitals
    (`permissions`: `PERMISSIONS`). Raise ValueError when two share a name; `label` is used in its text.
    """
    table: dict[str, N] = {}
    for declaring_module in import_modules(module):
        for declared in getattr(declaring_module, module.upper(), []):
            if declared.name in table:
                raise ValueError(f"{label} {declared.name} is declared twice")
            table[declared.name] = declared
    return table


def import_modules(name: str) -> list[ModuleType]:
    """Import and return the modules of that name from all installed apps of this project, in their order."""
    modules = []
    for config in apps.get_app_configs():
        if not config.name.startswith(settings.DECLARING_APPS):
            continue
        path = f"{config.name}.{name}"
        if find_spec(path) is not None:
            modules.append(import_module(path))
    return modules

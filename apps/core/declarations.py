"""Collect what apps declare in modules with fixed names.

Names in use: `permissions`, `job_kinds`, `events`, `notification_types`, `coin_causes`, `counters`, `personal_data`,
`person_merge`, `retention`, `webhook_events`, `import_columns`, `search_keys`, `block_kinds`, `opening_rules`,
`completion_rules`, `publishing_hooks`, `copying_hooks`, `scheduler_steps`, `video_places`, `reportable_texts`,
`analytics_measures`, `report_sources`, `teaching_duties`, `day_rules`.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings

T = TypeVar("T")


def collect_declarations_by_name(module: str, declared_type: type[T], *, label: str) -> dict[str, T]:
    """Return all declarations of that module name, by their `name`. The list in each module has the module's name in
    capitals (`permissions`: `PERMISSIONS`). Raise ValueError when two share a name, with `label` in its text.
    """
    table: dict[str, T] = {}
    for declared in collect_from_app_modules(module, module.upper()):
        if declared.name in table:
            raise ValueError(f"{label} {declared.name} is declared twice")
        table[declared.name] = declared
    return table


def collect_from_app_modules(module: str, attribute: str) -> list[Any]:
    """Return the items of the lists of that name in the modules of that name, lower apps first."""
    return [declared for declaring in import_app_modules(module) for declared in getattr(declaring, attribute, ())]


def import_app_modules(name: str) -> list[ModuleType]:
    """Import and return the modules of that name from all installed apps of this project, in their order."""
    ours = [config.name for config in apps.get_app_configs() if config.name.startswith(settings.DECLARING_APPS)]
    return [import_module(f"{app}.{name}") for app in ours if find_spec(f"{app}.{name}")]

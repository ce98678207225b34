"""Builds `docs/inventory.md`: models, operations, permissions, jobs, events and more, read from the code."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.core.management import get_commands
from django.utils import translation

from apps.core.permissions import Permission, all_permissions
from apps.events.publishing import get_event_classes
from apps.gamification.causes import all_causes
from apps.jobs.kinds import get_job_kinds_by_name, list_periodic_kinds
from apps.notifications.types import get_notification_types_by_name
from apps.settings.models import SystemSettings
from project.env import Environment
from project.reference.diagrams import list_platform_apps

HEAD = """# Inventory

What there is, made from the code by `./talim generate`; the checks fail while this page differs from it.
"""
METHODS = ("get", "post", "put", "patch", "delete")


def build_inventory_page() -> str:
    """Return the text of docs/inventory.md, in English."""
    with translation.override("en"):
        sections = [
            ("Apps and models", _models()),
            ("Permissions", _permissions()),
            ("Jobs", _jobs()),
            ("Periodic work", _periodic()),
            ("Notification types", _notifications()),
            ("Coins are given for", _causes()),
            ("Commands", _commands()),
            ("Admin views", _admin()),
        ]
    counts = [f"| [{title}](#{_anchor(title)}) | {len(rows)} |" for title, (_head, rows) in sections]
    counts += [f"| [{title}]({page}) | {count} |" for title, page, count in _count_elsewhere()]
    lines = [HEAD, "| what | how many |\n|---|---|", *counts]
    for title, (head, rows) in sections:
        lines += [f"\n## {title}\n", format_table(head, rows)]
    return "\n".join(lines) + "\n"


def _count_elsewhere() -> Iterable[tuple[str, str, int]]:
    """Yield what other pages list one by one: title, page, how many."""
    schema = json.loads((settings.BASE_DIR / "docs" / "openapi.json").read_text(encoding="utf-8"))
    methods = [method for path in schema["paths"].values() for method in path if method in METHODS]
    yield "Operations", "api-surface.txt", len(methods)
    yield "Events", "realtime.md", len(get_event_classes())
    yield "System settings", "settings.md", len(SystemSettings._meta.fields) - 2  # without id and updated_at
    yield "Environment variables", "deployment.md", len(Environment.model_fields)


Section = tuple[Sequence[str], Sequence[Sequence[str]]]


def _models() -> Section:
    rows: list[Sequence[str]] = []
    for config in list_platform_apps():
        for model in config.get_models():
            paragraph = " ".join((model.__doc__ or "").strip().partition("\n\n")[0].split())
            meaning = paragraph.partition(". ")[0].removesuffix(".") + "."
            rows.append((config.label, f"`{model.__name__}`", str(len(model._meta.fields)), escape_cell(meaning)))
    return ("app", "model", "columns", "what it is"), rows


def _permissions() -> Section:
    def row(permission: Permission) -> Sequence[str]:
        return (
            f"`{permission.name}`",
            escape_cell(str(permission.text)),
            ", ".join(sorted(role.value for role in permission.roles)),
        )

    return ("permission", "what it allows", "held by"), [
        row(permission) for _, permission in sorted(all_permissions().items())
    ]


def _jobs() -> Section:
    rows = [
        (f"`{name}`", kind.queue, str(kind.tries), _format_span(kind.limit), _format_span(kind.keep_done))
        for name, kind in sorted(get_job_kinds_by_name().items())
    ]
    return ("kind", "queue", "tries", "longest", "kept when done"), rows


def _periodic() -> Section:
    rows = [
        (f"`{periodic.name}`", f"`{periodic.name}`", _format_span(periodic.every)) for periodic in list_periodic_kinds()
    ]
    return ("slot", "kind", "every"), sorted(rows)


def _notifications() -> Section:
    rows = [
        (
            f"`{name}`",
            escape_cell(str(notification_type.title)),
            ", ".join(channel.value for channel in notification_type.channels),
            notification_type.urgency.value,
        )
        for name, notification_type in sorted(get_notification_types_by_name().items())
    ]
    return ("type", "title", "channels", "urgency"), rows


def _causes() -> Section:
    rows = [
        (f"`{name}`", escape_cell(str(cause.text)), ", ".join(f"`{rule.setting}`" for rule in cause.rules))
        for name, cause in sorted(all_causes().items())
    ]
    return ("cause", "what pupils read", "settings"), rows


def _commands() -> Section:
    ours = ("project", "api", "realtime", "apps.")
    rows = [(f"`manage.py {name}`", str(app)) for name, app in get_commands().items() if str(app).startswith(ours)]
    return ("command", "of"), sorted(rows)


def _admin() -> Section:
    by_app: dict[str, list[str]] = defaultdict(list)
    for model in admin.site._registry:
        by_app[model._meta.app_label].append(model.__name__)
    return ("app", "models"), [(app, ", ".join(sorted(names))) for app, names in sorted(by_app.items())]


def _format_span(span: timedelta) -> str:
    for unit, seconds in (("d", 86_400), ("h", 3600), ("min", 60)):
        if span.total_seconds() >= seconds and span.total_seconds() % seconds == 0:
            return f"{span.total_seconds() / seconds:g} {unit}"
    return f"{span.total_seconds():g} s"


def escape_cell(text: str) -> str:
    """Escape a text for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def format_table(head: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    head = list(head)
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])

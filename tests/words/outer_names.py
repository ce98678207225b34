"""The names that are stored or seen outside, one a line: what databases, clients, monitors and settings files rely on.

A name that goes or changes breaks data, a client or a monitor. `project/releases.toml` says of which commit
(`names_since`) all must still be there, and which went for a reason (`gone`).
"""

import ast
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ROOT / "project" / "releases.toml"
PRINT_NAMES = """
import tests.settings, django
django.setup()
from tests.words.outer_names import names
print(*names(), sep="\\n")
"""
CODE = ("apps", "api", "realtime", "project")
DOTTED = re.compile(r"[a-z_]+\.[a-z_]+|[a-z_]+\.")
"""Audit actions, permissions, events and job kinds are written as `area.what`, or as `area.` with the rest computed."""
METRIC = re.compile(r"talim_[a-z_]+")


def find_lost_names():
    """The names of the commit in `releases.toml` that are neither there nor given up."""
    releases = tomllib.loads(RELEASES.read_text(encoding="utf-8"))
    return sorted(set(read_names_of_commit(releases["names_since"])) - set(names()) - set(releases["gone"]))


def read_names_of_commit(commit):
    """The names as the code of a commit tells them; kept in `var`, for it takes ten seconds."""
    kept = ROOT / "var" / "outer_names" / f"{commit}.txt"
    if not kept.exists():
        command = ["git", "-C", str(ROOT), "-c", f"safe.directory={ROOT}", "archive", commit]
        archive = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        with tempfile.TemporaryDirectory() as tree, tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(tree, filter="data")
            command = [sys.executable, "-c", PRINT_NAMES]
            text = subprocess.run(command, cwd=tree, stdout=subprocess.PIPE, text=True, check=True).stdout
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, encoding="utf-8")
    return kept.read_text(encoding="utf-8").splitlines()


def names():
    """All of them as `kind name`, sorted."""
    named = set(_names())
    kinds = ("permission", "job kind", "event", "notification type", "label")
    areas = {name.partition(".")[0] for kind, name in named if kind in kinds}
    texts = set(_texts())
    written = {("written", text) for text in texts if DOTTED.fullmatch(text) and text.partition(".")[0] in areas}
    metrics = {("metric", name) for text in texts for name in METRIC.findall(text)}
    return sorted(f"{kind} {name}" for kind, name in named | written | metrics)


def _names():
    from django.apps import apps
    from django.contrib import admin
    from django.core.management import get_commands

    from api.surface import METHODS
    from apps.core.errors import ErrorCode
    from apps.core.outgoing_events import get_webhook_event_classes
    from apps.core.permissions import all_permissions
    from apps.events.publishing import get_event_classes
    from apps.gamification.causes import all_causes
    from apps.gamification.counters import all_counters
    from apps.jobs.kinds import get_job_kinds_by_name, list_periodic_kinds
    from apps.notifications.types import get_notification_types_by_name
    from project.env import Environment

    schema = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    for methods in schema["paths"].values():
        yield from (("operation", methods[method]["operationId"]) for method in METHODS if method in methods)
    yield from (("schema", name) for name in schema["components"]["schemas"])
    yield from (("error code", code.value) for code in ErrorCode)
    yield from (("permission", name) for name in all_permissions())
    own = (name for name, kind in get_job_kinds_by_name().items() if "tests." not in str(kind.handler))
    yield from (("job kind", name) for name in own if not name.startswith("sample."))
    yield from (("periodic slot", periodic.name) for periodic in list_periodic_kinds())
    yield from (("event", name) for name in get_event_classes())
    yield from (("webhook event", name) for name in get_webhook_event_classes())
    yield from (("notification type", name) for name in get_notification_types_by_name())
    yield from (("coin cause", name) for name in all_causes())
    yield from (("achievement counter", name) for name in all_counters())
    yield from (("environment", name.upper()) for name in Environment.model_fields)
    yield from (("command", name) for name, app in get_commands().items() if str(app).startswith(CODE))
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("tests."):
            continue
        table = model._meta.db_table
        yield from (("model", model._meta.label), ("label", model._meta.label_lower), ("table", table))
        for field in model._meta.concrete_fields:
            yield "column", f"{table}.{field.column}"
            yield from (("stored value", f"{table}.{field.column}={value}") for value, _ in field.flatchoices)
        yield from (("index", f"{table}.{index.name}") for index in model._meta.indexes)
        yield from (("constraint", f"{table}.{rule.name}") for rule in model._meta.constraints)
    for model, page in admin.site._registry.items():
        acts = [act if isinstance(act, str) else act.__name__ for act in page.actions or ()]
        yield from (("admin action", f"{model._meta.label}.{act}") for act in acts)


def _texts():
    """Every text that the code holds."""
    for folder in CODE:
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value

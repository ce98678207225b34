"""Entity-relationship diagrams of the models, one per app: Graphviz source, and the SVG that `dot` draws.

The SVG holds a hash of its source, so a check does not need Graphviz.
"""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import escape
from typing import Any, TypeAlias

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models import Field, ForeignKey, ManyToManyField, Model, OneToOneField

HEAD = """digraph {
rankdir=LR; nodesep=0.25; ranksep=0.9; bgcolor="white"; pad=0.2;
node [shape=plain fontname="Helvetica" fontsize=10];
edge [color="#7a869a" arrowsize=0.7 fontname="Helvetica" fontsize=8 fontcolor="#5b6577"];
"""
OWN, FOREIGN = "#dbe7fb", "#eeeeee"
RelationField: TypeAlias = "ForeignKey[Any, Any] | ManyToManyField[Any, Any]"
HASH_COMMENT = re.compile(r"<!-- made from ([0-9a-f]{64}) -->")


class NoGraphviz(RuntimeError):
    """Graphviz (`dot`) is not installed, or failed."""


def list_platform_apps() -> list[AppConfig]:
    """Return the platform's apps that have models, in the order of INSTALLED_APPS."""
    mine = [config for config in apps.get_app_configs() if config.name.startswith(settings.DECLARING_APPS)]
    return [app for app in mine if any(True for _ in app.get_models())]


def build_model_diagram(config: AppConfig) -> str:
    """Return the Graphviz source of an app's diagram: its models with columns, and the other models they refer to."""
    mine = list(config.get_models())
    lines, others = [_model_node(model) for model in mine], set()
    for model in mine:
        for field in _iter_relations(model):
            target = _get_target(field)
            if target not in mine:
                others.add(target)
            many = "crow" if not isinstance(field, OneToOneField) else "tee"
            style = "dashed" if isinstance(field, ForeignKey) and field.null else "solid"
            lines.append(
                f'"{model._meta.label}":"{field.name}" -> "{target._meta.label}" '
                f"[dir=both arrowtail={many} arrowhead=tee style={style}];"
            )
    for model in sorted(others, key=lambda item: item._meta.label):
        lines.append(f'"{model._meta.label}" [shape=box style="filled,rounded" fillcolor="{FOREIGN}" color="#c4c9d2"];')
    return HEAD + "\n".join(lines) + "\n}\n"


def build_import_diagram(layers: list[str]) -> str:
    """Return the Graphviz source of the import layers: a layer may import the layers below it."""
    rows = [f'<tr><td bgcolor="{OWN if n % 2 else "white"}">{escape(line)}</td></tr>' for n, line in enumerate(layers)]
    table = f'<table border="0" cellborder="1" cellspacing="0" cellpadding="6" color="#c4c9d2">{"".join(rows)}</table>'
    return f"{HEAD}layers [label=<{table}>];\n}}\n"


def render_svg(dot: str) -> str:
    """Draw a Graphviz source and return the SVG. Raise NoGraphviz when that fails."""
    program = shutil.which("dot")
    if program is None:
        raise NoGraphviz("Graphviz is not installed: sudo apt-get install -y graphviz")
    try:
        drawn = subprocess.run(  # noqa: S603
            [program, "-Tsvg"], input=dot, capture_output=True, text=True, timeout=120, check=True
        )
    except subprocess.SubprocessError as error:
        raise NoGraphviz(f"dot failed: {error}") from error
    svg = drawn.stdout[drawn.stdout.index("<svg") :]
    return f"<!-- made from {hash_source(dot)} -->\n{svg}"


def hash_source(dot: str) -> str:
    """Return the SHA-256 of a source, in hex."""
    return hashlib.sha256(dot.encode()).hexdigest()


def read_source_hash(svg: str) -> str:
    """Return the hash of the source from which an SVG was drawn; empty when it has none."""
    match = HASH_COMMENT.match(svg)
    return match.group(1) if match else ""


def _iter_relations(model: type[Model]) -> Iterator[RelationField]:
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if isinstance(field, ForeignKey | ManyToManyField):
            yield field


def _get_target(field: RelationField) -> type[Model]:
    target = field.related_model
    assert isinstance(target, type)
    return target


def _model_node(model: type[Model]) -> str:
    rows = "".join(
        f'<tr><td port="{field.name}" align="left">{_field_label(field)}</td></tr>'
        for field in (*model._meta.fields, *model._meta.many_to_many)
    )
    head = f'<tr><td bgcolor="{OWN}"><b>{escape(model.__name__)}</b></td></tr>'
    return (
        f'"{model._meta.label}" [label=<<table border="0" cellborder="1" cellspacing="0" cellpadding="3" '
        f'color="#c4c9d2">{head}{rows}</table>>];'
    )


def _field_label(field: "Field[Any, Any] | RelationField") -> str:
    kind = field.get_internal_type().removesuffix("Field").lower()
    mark = "&#8226; " if field.primary_key else ""
    return f"{mark}{escape(field.name)} <font color='#8a93a3'>{escape(kind)}{'?' if field.null else ''}</font>"

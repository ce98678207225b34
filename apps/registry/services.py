"""The register of machine-learning models."""

from typing import Any

from apps.core.uow import unit_of_work
from apps.registry.models import MLModel


def ensure_registered_model(
    *,
    kind: str,
    name: str,
    revision: str,
    sha256: str,
    source: str = "",
    licence: str = "",
    parameters: dict[str, Any] | None = None,
) -> MLModel:
    """Return the row of this exact set of weights; create it on first use. Safe in several processes at once."""
    given = {"revision": revision, "source": source, "licence": licence, "parameters": parameters or {}}
    with unit_of_work():
        row, _created = MLModel.objects.get_or_create(kind=kind, name=name, sha256=sha256, defaults=given)
        return row

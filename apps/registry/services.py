"""The register of machine-learning models."""

from apps.core.uow import unit_of_work
from apps.registry.models import MLModel


def register_model(*, kind: str, name: str, revision: str, sha256: str, source: str = "", licence: str = "") -> MLModel:
    """The row of this exact set of weights; made on first use, the same row ever after, in any number of processes."""
    with unit_of_work():
        row, _created = MLModel.objects.get_or_create(
            kind=kind,
            name=name,
            sha256=sha256,
            defaults={"revision": revision, "source": source, "licence": licence},
        )
        return row

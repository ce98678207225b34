"""Models of machines, not of people."""

from apps.core.personal_data import NonPersonalModel

IMPERSONAL = [NonPersonalModel("registry.MLModel", columns=("parameters",))]

"""Models of machines, not of people."""

from apps.core.personal_data import Impersonal

IMPERSONAL = [Impersonal("registry.MLModel", columns=("parameters",))]

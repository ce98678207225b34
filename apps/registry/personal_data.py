"""Rows about models, not about people."""

from apps.core.personal_data import NonPersonalModel

IMPERSONAL = [NonPersonalModel("registry.MLModel", "parameters")]

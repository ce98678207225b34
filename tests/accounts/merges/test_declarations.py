"""Every column that names a user is in the declarations of the merge, once: a new table cannot be forgotten."""

from django.apps import apps
from django.db import models

from apps.accounts.models import User
from apps.core.person_merge import Moves, list_merge_declarations

MODELS = [model for model in apps.get_models(include_auto_created=True) if not model.__module__.startswith("tests.")]
DECLARED = [
    (declared.model, column)
    for declared in list_merge_declarations()
    for column in ([declared.column] if isinstance(declared, Moves) else declared.columns.split())
]


def list_user_columns():
    return {
        (model._meta.label, field.name)
        for model in MODELS
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model is User
    }


def test_every_column_that_names_a_user_moves_or_stays_for_a_reason():
    assert set(DECLARED) == list_user_columns()
    assert len(DECLARED) == len(set(DECLARED))


def test_what_stays_has_a_reason():
    stays = [declared for declared in list_merge_declarations() if not isinstance(declared, Moves)]
    assert stays
    assert [declared.model for declared in stays if not declared.reason] == []

"""Rows become objects the short way; nothing may need the long one."""

import pytest
from django.apps import apps
from django.db.models import FileField
from django.db.models.base import DEFERRED
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.core.permissions import Role
from tests import factories

pytestmark = pytest.mark.django_db
MODELS = [model for model in apps.get_models() if issubclass(model, BaseModel)]


def test_models_have_no_init_signals_or_fields_that_need_django_init():
    plain = {DeferredAttribute, ForeignKeyDeferredAttribute}
    for model in MODELS:
        for field in model._meta.concrete_fields:
            assert type(getattr(model, field.attname)) in plain or isinstance(field, FileField), field
        assert not pre_init.has_listeners(model), model
        assert not post_init.has_listeners(model), model
    assert len(MODELS) > 50


def test_loaded_object_equals_the_one_django_builds():
    made = factories.make_user(Role.STUDENT, "Malika", "Yusupova")
    read = User.objects.get(pk=made.pk)
    names = [field.attname for field in User._meta.concrete_fields]
    django = super(BaseModel, User).from_db("default", names, [getattr(read, name) for name in names])
    assert {name: getattr(django, name) for name in names} == {name: getattr(read, name) for name in names}
    assert (read._state.adding, read._state.db) == (django._state.adding, django._state.db) == (False, "default")
    assert (read == made, hash(read) == hash(made), read.get_deferred_fields()) == (True, True, set())


def test_deferred_field_is_loaded_on_first_access(django_assert_num_queries):
    made = factories.make_user(Role.STUDENT, "Malika", "Yusupova")
    read = User.objects.only("first_name").get(pk=made.pk)
    assert "last_name" in read.get_deferred_fields()
    assert DEFERRED not in read.__dict__.values()
    with django_assert_num_queries(1):
        assert (read.first_name, read.last_name) == ("Malika", "Yusupova")
    read.first_name = "Lola"
    read.save()
    assert User.objects.get(pk=made.pk).full_name == "Lola Yusupova"

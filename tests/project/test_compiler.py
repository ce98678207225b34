"""Our SQL compiler answers as Django's own: for all models, plain and not, and for what is kept between queries."""

from unittest import mock

from django.apps import apps
from django.db import connection
from django.db.backends.postgresql import compiler as django_compiler
from django.db.models import Count, Exists, F, OuterRef

from project.postgres import compiler as our_compiler


def list_queries(model):
    """Queries of every form in which a model's columns are chosen."""
    rows, last = model._default_manager.order_by(), model._meta.concrete_fields[-1].name
    yield from (rows, rows.order_by("-pk")[:3], rows.distinct(), rows.select_for_update(of=("self",)), rows.union(rows))
    yield from (rows.only(last), rows.defer(last), rows.values("pk"), rows.values_list("pk", flat=True))
    yield from (rows.annotate(how_many=Count("pk")), rows.alias(how_many=Count("pk")).filter(how_many=1))
    yield rows.annotate(once_more=F("pk"))
    yield from (rows.order_by("-pk", last), rows.order_by(F("pk").desc()), rows.values("pk").order_by("-pk"))
    yield from (rows.annotate(again=F("pk")).order_by("-again"), rows.annotate(again=F("pk")).order_by(last, "-pk"))
    yield from (rows.order_by("?"), rows.order_by(last).reverse(), rows.values(z=F("pk")).order_by("z"))
    yield model._default_manager.all()[:3]
    yield from (rows.filter(pk__in=rows.filter(pk=None)), rows.filter(Exists(rows.filter(pk=OuterRef("pk")))))
    if parents := [field for field in model._meta.concrete_fields if field.many_to_one]:
        name, key = parents[0].name, parents[-1].related_model._meta.pk.name
        by_parents = rows.order_by(f"-{name}__pk", f"{parents[-1].name}__{key}", last)
        yield from (rows.select_related(), by_parents, by_parents.distinct(), rows.select_related(name).order_by(name))


def compile_with(module, queryset):
    """The SQL, its parameters, the converters of its columns, the class to make. Queries inside are compiled alike."""
    query = queryset.query.clone()
    compiler = module.SQLCompiler(query, connection, "default")
    with mock.patch.object(connection.ops, "_cache", module):
        sql, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    named = {place: [each.__qualname__ for each in functions] for place, (functions, _) in converters.items()}
    return sql, params, named, list_columns(compiler.klass_info)


def list_columns(klass_info):
    """The classes to make, each with the places of its columns."""
    if klass_info is None:
        return []
    rest = [list_columns(each) for each in klass_info.get("related_klass_infos", ())]
    return [klass_info["model"], list(klass_info["select_fields"]), *rest]


def test_every_query_of_every_model_is_compiled_as_django_does(db):
    compared = 0
    for model in apps.get_models():
        for number, queryset in enumerate([*list_queries(model), *list_queries(model)]):
            ours, djangos = (compile_with(module, queryset) for module in (our_compiler, django_compiler))
            assert ours == djangos, f"{model.__name__}, query {number}"
            compared += 1
    assert compared > 2_000


def test_what_is_kept_of_a_query_is_not_changed_by_the_next(teacher):
    people = type(teacher)._default_manager
    assert people.get(pk=teacher.pk) == teacher
    assert people.select_related().only("first_name").get(pk=teacher.pk).first_name == teacher.first_name
    assert people.annotate(how_many=Count("pk")).get(pk=teacher.pk).how_many == 1
    assert people.get(pk=teacher.pk).get_deferred_fields() == set()


def test_database_uses_our_compiler():
    assert connection.ops.compiler("SQLCompiler") is our_compiler.SQLCompiler

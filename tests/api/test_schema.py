"""The OpenAPI schema: committed, complete, with examples that are valid."""

import importlib
import json
import pkgutil
from collections import Counter
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from ninja import Schema

import api as package
from api.app import api
from api.base_schemas import In
from api.management.commands import openapi as command
from api.openapi import complete_schema
from tests.access.operations import document, list_components

SCHEMA: dict[str, Any] = document()
COMPONENTS: dict[str, Any] = SCHEMA["components"]["schemas"]
OBJECTS = {name: schema for name, schema in COMPONENTS.items() if schema.get("type") == "object"}
OPERATIONS = [(m, p, op) for p, methods in SCHEMA["paths"].items() for m, op in methods.items()]


def problems_of(name: str, schema: dict[str, Any]) -> list[str]:
    """What is wrong with the examples of one component: there are none, or they do not fit, or name unknown fields."""
    examples = schema.get("examples", [])
    if not examples:
        return [f"{name} has no example"]
    closed = {"additionalProperties": schema.get("additionalProperties", False)}
    full_schema = {**schema, **closed, "components": {"schemas": list_components(schema)}}
    validator = jsonschema_rs.Draft202012Validator(full_schema, validate_formats=True)
    return [f"{name}: {error.message}" for example in examples for error in validator.iter_errors(example)]


def test_every_schema_has_a_valid_example():
    assert OBJECTS
    assert [problem for name, schema in sorted(OBJECTS.items()) for problem in problems_of(name, schema)] == []


def test_an_example_that_is_not_valid_is_found():
    schema = {"type": "object", "properties": {"at": {"type": "string", "format": "date-time"}}, "required": ["at"]}
    assert problems_of("X", schema) == ["X has no example"]
    for example in ({}, {"at": "yesterday"}, {"at": "2026-11-20T09:00:00Z", "more": 1}):
        assert problems_of("X", {**schema, "examples": [example]})
    assert problems_of("X", {**schema, "examples": [{"at": "2026-11-20T09:00:00Z"}]}) == []


def all_subclasses(of: type) -> set[type]:
    return {subclass for child in of.__subclasses__() for subclass in {child, *all_subclasses(child)}}


def test_every_schema_for_bodies_refuses_unknown_fields():
    bodies = [op["requestBody"]["content"] for *_, op in OPERATIONS if "requestBody" in op]
    schemas = [body["application/json"]["schema"] for body in bodies if "application/json" in body]
    names = {schema["$ref"].rsplit("/", 1)[1] for schema in schemas}
    assert names
    assert {name for name in names if COMPONENTS[name].get("additionalProperties") is not False} == set()
    assert all(schema.model_config["extra"] == "forbid" for schema in all_subclasses(In))


def test_operations_have_unique_readable_names():
    counted = Counter(operation["operationId"] for *_, operation in OPERATIONS)
    assert {name for name, count in counted.items() if count > 1} == set()
    assert {name for name in counted if not name.isidentifier() or not name.islower()} == set()


def test_every_operation_documents_its_errors():
    for method, path, operation in OPERATIONS:
        answers = operation["responses"]
        expected = {"429", "500", "503"} | (set() if "security" not in operation else {"401", "403"})
        assert expected <= set(answers), f"{method} {path}"
        refusals = {s: a for s, a in answers.items() if int(s) >= 400 and path != "/api/v1/health/ready/"}
        for status, answer in refusals.items():
            name = answer["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            shape = COMPONENTS[name]["properties"]
            assert COMPONENTS["ErrorOut"]["properties"].items() <= shape.items(), f"{method} {path} {status}"
            assert name == "ErrorOut" or status == "402", f"{method} {path} {status}"


def test_headers_are_named_as_clients_send_them():
    parameters = [parameter for *_, operation in OPERATIONS for parameter in operation.get("parameters", [])]
    assert {parameter["name"] for parameter in parameters if parameter["in"] == "header"} == {"Idempotency-Key"}


def test_every_path_lies_under_the_base_and_ends_with_a_slash():
    assert [path for path in SCHEMA["paths"] if not path.startswith("/api/v1/") or not path.endswith("/")] == []


def test_the_schema_validates_against_the_rules_of_openapi():
    assert SCHEMA["openapi"].startswith("3.1")
    references = {text for text in json.dumps(SCHEMA).split('"') if text.startswith("#/components/schemas/")}
    assert {reference.rsplit("/", 1)[1] for reference in references} <= set(COMPONENTS)


@pytest.mark.slow  # 4 s
def test_completing_the_schema_twice_changes_nothing():
    once = api.get_openapi_schema()
    before = json.dumps(once)
    assert json.dumps(complete_schema(once, api)) == before


def test_the_committed_schema_is_the_schema_of_the_code():
    call_command("openapi", check=True)


@pytest.mark.slow  # 4 s
def test_a_schema_that_differs_fails_the_check_and_is_written_again(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "PATH", tmp_path / "docs" / "openapi.json")
    monkeypatch.setattr(command, "build_schema_text", cache(command.build_schema_text))
    monkeypatch.setattr(command.settings, "BASE_DIR", tmp_path)
    with pytest.raises(CommandError):
        call_command("openapi", check=True)
    call_command("openapi")
    assert "openapi.json written" in capsys.readouterr().out
    call_command("openapi", check=True)
    command.PATH.write_text("{}")
    with pytest.raises(CommandError):
        call_command("openapi", check=True)


def test_schema_names_are_unique():
    modules = [
        kind for module in pkgutil.walk_packages(package.__path__, "api.") if module.name.endswith("_schemas")
        for kind in vars(importlib.import_module(module.name)).values()
        if isinstance(kind, type) and issubclass(kind, Schema) and kind.__module__.endswith("_schemas")
    ]  # fmt: skip
    names = Counter(kind.__name__ for kind in set(modules))
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) > 200

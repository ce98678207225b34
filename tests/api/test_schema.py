"""The OpenAPI schema: committed, complete, with examples that are valid."""

import copy
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
from api.openapi_components import SHARED, expand_components, share_components
from tests.access.operations import document, list_components

SCHEMA: dict[str, Any] = document()
COMPONENTS: dict[str, Any] = SCHEMA["components"]["schemas"]
OBJECTS = {name: schema for name, schema in COMPONENTS.items() if schema.get("type") == "object"}
OPERATIONS = [(m, p, op) for p, methods in SCHEMA["paths"].items() for m, op in methods.items()]
COMMITTED: dict[str, Any] = json.loads(command.PATH.read_text(encoding="utf-8"))
COMMITTED_OPERATIONS = [(m, p, op) for p, methods in COMMITTED["paths"].items() for m, op in methods.items()]


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


def test_every_reference_of_the_schema_leads_to_a_component():
    assert SCHEMA["openapi"].startswith("3.1")
    references = {text for text in json.dumps(COMMITTED).split('"') if text.startswith("#/")}
    groups = COMMITTED["components"]
    components = {f"#/components/{kind}/{name}" for kind, group in groups.items() for name in group}
    assert references <= components
    assert {name for name in components if name.split("/")[2] in SHARED} <= references


def test_equal_answers_and_parameters_stand_once_under_names_of_their_own():
    parts = [part for *_, op in COMMITTED_OPERATIONS for part in [*op["responses"].values(), *op["parameters"]]]
    groups = [COMMITTED["components"][kind] for kind in SHARED]
    parts = [part for part in parts if "$ref" not in part] + [part for group in groups for part in group.values()]
    assert [
        part for part, times in Counter(json.dumps(part, sort_keys=True) for part in parts).items() if times > 1
    ] == []
    names = Counter(name for group in COMMITTED["components"].values() for name in group)
    assert [name for name, times in names.items() if times > 1] == []
    assert {"NotFound", "Conflict", "ValidationError"} <= set(groups[0])
    assert {"Id", "Limit", "Page", "IdempotencyKey"} <= set(groups[1])


def test_what_is_shared_is_what_it_was():
    answer, page = {"description": "Not Found"}, {"name": "page", "in": "query", "schema": {"default": 1}}
    once = {"name": "on", "in": "query", "schema": {}}
    operations = {"get": {"parameters": [page, once], "responses": {"404": answer, "200": {"description": "OK"}}}}
    whole = {"paths": {"/a/": operations, "/b/": {"get": {"parameters": [page], "responses": {"404": answer}}}}}
    whole["components"] = {"schemas": {}}
    shared = copy.deepcopy(whole)
    share_components(shared)
    assert shared["components"] == {"schemas": {}, "responses": {"NotFound": answer}, "parameters": {"Page1": page}}
    assert shared["paths"]["/b/"]["get"]["responses"]["404"] == {"$ref": "#/components/responses/NotFound"}
    assert shared["paths"]["/a/"]["get"]["parameters"][1] == once
    assert expand_components(shared) == whole
    whole["components"]["schemas"]["NotFound"] = {}
    with pytest.raises(ValueError, match="called NotFound"):
        share_components(whole)


def test_the_committed_schema_has_a_line_for_each_operation_and_component():
    lines = command.PATH.read_text(encoding="utf-8").splitlines()
    components = sum(len(group) for group in COMMITTED["components"].values())
    others = 1 + len(COMMITTED) + len(COMMITTED["components"]) + 1  # the braces, and the keys above
    assert len(lines) == len(SCHEMA["paths"]) + len(OPERATIONS) + components + others


@pytest.mark.slow  # 4 s
def test_the_schema_is_the_same_each_time_it_is_made():
    assert json.dumps(api.get_openapi_schema()) == json.dumps(api.get_openapi_schema())


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

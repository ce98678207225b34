"""What is generated for clients is up to date, and the types say what the schema says. Needs no Node."""

import json

import pytest
from django.core.management import CommandError, call_command

from api import typescript
from realtime.management.commands import client_types


def test_the_generated_files_are_up_to_date():
    call_command("client_types", "--check")


def test_the_example_of_the_page_is_the_one_that_is_compiled():
    page = (client_types.DOCS / "client.md").read_text(encoding="utf-8")
    compiled = (client_types.GENERATED.parents[1] / "test" / "example.ts").read_text(encoding="utf-8")
    assert page.partition("```ts\n")[2].partition("```")[0] == compiled.partition("\n\n")[2]


def test_the_lock_names_no_registry():
    lock = json.loads((client_types.GENERATED.parents[1] / "package-lock.json").read_text(encoding="utf-8"))
    assert len(lock["packages"]) > 1
    assert all("resolved" not in package for package in lock["packages"].values())


def test_a_file_that_is_not_up_to_date_is_named(monkeypatch):
    made = client_types.build_client_files()
    path = client_types.GENERATED / "api.ts"
    monkeypatch.setattr(client_types, "build_client_files", lambda: {**made, path: made[path] + "\n"})
    with pytest.raises(CommandError, match=r"out of date: .*api\.ts"):
        call_command("client_types", "--check")


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"$ref": "#/components/schemas/Money"}, "Money"),
        ({"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]}, "string | null"),
        ({"type": "array", "items": {"enum": ["a", 'b"'], "type": "string"}}, '("a" | "b\\"")[]'),
        ({"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]}, "[string, number]"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "Record<string, number>"),
        ({"type": "object"}, "Record<string, unknown>"),
        ({"type": "string", "format": "binary"}, "Blob"),
        ({"const": 1}, "1"),
        ({}, "unknown"),
        (
            {"type": "object", "properties": {"a-b": {"type": "boolean"}, "c": {}}, "required": ["c"]},
            '{ "a-b"?: boolean; c: unknown }',
        ),
    ],
    ids=["ref", "nullable", "enum", "tuple", "map", "open", "file", "const", "anything", "object"],
)
def test_a_schema_becomes_a_type(schema, expected):
    assert typescript.generate_type(schema) == expected


def test_a_kind_of_schema_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="no type"):
        typescript.generate_type({"type": "tuple"})

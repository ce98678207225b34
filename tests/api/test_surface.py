"""What breaks clients of the last release is found, and what they never notice is not."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from api.management.commands import openapi
from api.surface import extract_api_surface, find_breaking_changes, parse_api_surface

PART = {
    "properties": {
        "name": {"type": "string", "maxLength": 50, "minLength": 1},
        "kind": {"type": "string", "enum": ["a", "b"]},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    },
    "required": ["name"],
}
REF = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/PetIn"}}}, "required": True}
OUT = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/PetOut"}}}}
SCHEMA: dict[str, Any] = {
    "paths": {
        "/pets/": {
            "get": {
                "operationId": "pets_list",
                "parameters": [{"name": "page", "schema": {"type": "integer"}, "required": False}],
                "responses": {"200": OUT, "404": {}},
            },
            "post": {"operationId": "pets_add", "requestBody": REF, "responses": {"201": OUT}},
        }
    },
    "components": {"schemas": {"PetIn": copy.deepcopy(PART), "PetOut": copy.deepcopy(PART)}},
}
Change = Callable[[dict[str, Any]], Any]


def part(schema: dict[str, Any], name: str) -> Any:
    return schema["components"]["schemas"][name]


def field(schema: dict[str, Any], of: str, name: str) -> Any:
    return part(schema, of)["properties"][name]


def get(schema: dict[str, Any]) -> Any:
    return schema["paths"]["/pets/"]["get"]


BREAKING: dict[str, tuple[Change, str]] = {
    "path": (lambda s: s["paths"].pop("/pets/"), "gone: operation GET /pets/ pets_list"),
    "method": (lambda s: s["paths"]["/pets/"].pop("post"), "gone: operation POST /pets/ pets_add"),
    "operation's id": (lambda s: get(s).update(operationId="pets"), "gone: operation GET /pets/ pets_list"),
    "status": (lambda s: get(s)["responses"].pop("200"), "gone: answer GET /pets/ 200"),
    "parameter": (lambda s: get(s)["parameters"].clear(), "gone: parameter GET /pets/ page: integer"),
    "needed parameter": (lambda s: get(s)["parameters"][0].update(required=True), "asked: needs GET /pets/ page"),
    "field of an answer": (lambda s: part(s, "PetOut")["properties"].pop("kind"), "gone: gives PetOut.kind: string"),
    "field not always there": (lambda s: part(s, "PetOut")["required"].clear(), "gone: always PetOut.name"),
    "other kind": (lambda s: field(s, "PetOut", "name").update(type="integer"), "gone: gives PetOut.name: string"),
    "field of a request": (lambda s: part(s, "PetIn")["properties"].pop("note"), "gone: takes PetIn.note: null|string"),
    "needed field": (lambda s: part(s, "PetIn")["required"].append("kind"), "asked: needs PetIn.kind"),
    "value": (lambda s: field(s, "PetIn", "kind")["enum"].remove("b"), "gone: value PetIn.kind b"),
    "upper bound": (lambda s: field(s, "PetIn", "name").update(maxLength=20), "asked: bound PetIn.name maxLength 20"),
    "lower bound": (lambda s: field(s, "PetIn", "name").update(minLength=2), "asked: bound PetIn.name minLength 2"),
    "pattern": (lambda s: field(s, "PetIn", "name").update(pattern="^a"), "asked: pattern PetIn.name ^a"),
}  # fmt: skip
HARMLESS: dict[str, Change] = {
    "operation": lambda s: s["paths"].update({"/dogs/": copy.deepcopy(s["paths"]["/pets/"])}),
    "field of an answer": lambda s: part(s, "PetOut")["properties"].update(age={"type": "integer"}),
    "optional field": lambda s: part(s, "PetIn")["properties"].update(age={"type": "integer"}),
    "optional parameter": lambda s: get(s)["parameters"].append({"name": "size", "schema": {"type": "integer"}}),
    "wider bounds": lambda s: field(s, "PetIn", "name").update(maxLength=90, minLength=0),
    "value of a request": lambda s: field(s, "PetIn", "kind")["enum"].append("c"),
    "field needed no more": lambda s: part(s, "PetIn")["required"].clear(),
    "refusal": lambda s: get(s)["responses"].pop("404"),
}


def changed(change: Change) -> list[str]:
    new = copy.deepcopy(SCHEMA)
    change(new)
    return find_breaking_changes(extract_api_surface(copy.deepcopy(SCHEMA)), extract_api_surface(new))


@pytest.mark.parametrize("change", list(BREAKING))
def test_breaking_change_is_reported(change):
    act, line = BREAKING[change]
    assert line in changed(act)


@pytest.mark.parametrize("change", list(HARMLESS))
def test_harmless_change_is_not_reported(change):
    assert changed(HARMLESS[change]) == []


def test_surface_text_is_parsed_back():
    surface = extract_api_surface(SCHEMA)
    assert parse_api_surface(surface.to_text()) == surface


@pytest.mark.slow  # 13 s
def test_breaking_change_fails_the_check_without_a_reason(tmp_path, monkeypatch):
    line = "operation GET /api/v1/gone/ gone_list"
    released, breaks = tmp_path / "surface.txt", tmp_path / "breaks.tsv"
    present = openapi.BREAKS.read_text(encoding="utf-8")
    released.write_text(openapi.SURFACE.read_text(encoding="utf-8") + f"+ {line}\n", encoding="utf-8")
    monkeypatch.setattr(openapi, "SURFACE", released)
    monkeypatch.setattr(openapi, "BREAKS", breaks)
    for marked in ("", f"gone: {line}\t \n"):
        breaks.write_text(present + marked, encoding="utf-8")
        with pytest.raises(CommandError, match="gone_list"):
            call_command("openapi", "--check")
    breaks.write_text(f"{present}gone: {line}\tnobody used it\n", encoding="utf-8")
    call_command("openapi", "--check")
    assert (
        openapi.find_unexplained_breaking_changes(parse_api_surface(openapi.SURFACE.read_text(encoding="utf-8"))) == []
    )

"""Values that cannot be taken: named by field, in the reader's language."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from api.validation_messages import get_message

pytestmark = pytest.mark.urls("tests.api.failing_api")

PEOPLE, CONTACTS = "/api/test/people/", "/api/test/contacts/"


def fields_of(path: str, body: Any, language: str = "en", method: str = "post") -> dict[str, list[str]]:
    send = getattr(Client(), method)
    response = send(path, json.dumps(body), content_type="application/json", headers={"accept-language": language})
    assert response.status_code == 422, response.content
    fields: dict[str, list[str]] = response.json()["fields"]
    return fields


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"name": ["This field is required."], "age": ["This field is required."]}),
        ({"name": "M", "age": "old"}, {"age": ["Enter a whole number."]}),
        ({"name": "M", "age": 1.5}, {"age": ["Enter a whole number."]}),
        ({"name": 5, "age": 1}, {"name": ["Enter a text."]}),
        ({"name": None, "age": 1}, {"name": ["Enter a text."]}),
        ({"name": "M", "age": 1, "role": "admin"}, {"role": ["There is no such field."]}),
        ({"name": "M", "age": 1, "language": "de"}, {"language": ["Choose one of: uz, ru, en."]}),
        ({"name": "M\x00", "age": 1}, {"body": ["The NUL character is not allowed."]}),
        ([1], {"body": ["Enter an object with fields."]}),
        ("text", {"body": ["Enter an object with fields."]}),
        (None, {"body": ["Enter an object with fields."]}),
    ],
)
def test_each_invalid_value_is_reported_by_field(body, expected):
    assert fields_of(PEOPLE, body) == expected


def test_nested_invalid_value_is_reported_by_its_path():
    body = {"first_name": "Malika", "people": [{"name": "A", "age": 1}, {"name": "B", "age": "x", "extra": 1}]}
    assert fields_of(CONTACTS, body, method="patch") == {
        "people.1.age": ["Enter a whole number."],
        "people.1.extra": ["There is no such field."],
    }


def test_messages_of_own_validators_are_reported_by_field():
    body = {"first_name": "123", "email": "no", "phone": "none"}
    assert fields_of(CONTACTS, body, method="patch") == {
        "first_name": ["A name has letters, spaces, hyphens and apostrophes only."],
        "email": ["Enter an e-mail address, for example name@example.com."],
        "phone": ["Enter a phone number, for example +998 90 123 45 67."],
    }


def test_validation_messages_are_in_the_users_language():
    assert fields_of(PEOPLE, {"name": "M"}, "ru") == {"age": ["Это поле обязательно."]}
    assert fields_of(PEOPLE, {"name": "M"}, "uz") == {"age": ["Bu maydon toʻldirilishi shart."]}
    assert fields_of(CONTACTS, {"first_name": "1"}, "uz", "patch") == {
        "first_name": ["Ismda faqat harflar, boʻsh joy, chiziqcha va tutuq belgisi boʻladi."]
    }


@pytest.mark.parametrize("error_type", ["string_too_short", "too_short"])
def test_empty_text_and_empty_list_are_required_fields(error_type):
    with translation.override("en"):
        assert get_message(error_type, {"min_length": 1}) == "This field is required."
        assert get_message(error_type, {"min_length": 2}).startswith("At least 2 ")


def test_empty_body_reports_missing_fields():
    response = Client().post(PEOPLE, "", content_type="application/json", headers={"accept-language": "en"})
    assert response.status_code == 422
    assert response.json()["fields"] == {"body": ["This field is required."]}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"count": "x"}, "count"),
        ({}, "count"),
        ({"count": "1", "page": "0"}, "page"),
        ({"count": "1", "page_size": "101"}, "page_size"),
        ({"count": "1", "page": "99999999999999999999"}, "page"),
        ({"count": "1", "search": "x" * 101}, "search"),
    ],
)
def test_invalid_query_parameter_is_reported(query, field):
    assert Client().get("/api/test/numbers/", {"count": "1"}).status_code == 200
    response = Client().get("/api/test/numbers/", query)
    assert response.status_code == 422
    assert list(response.json()["fields"]) == [field]


def test_nul_character_in_a_parameter_is_refused():
    response = Client().get("/api/test/numbers/", {"count": "1", "search": "a\x00b"})
    assert response.status_code == 422


def test_a_patch_changes_only_what_was_sent_and_texts_are_stripped():
    for sent, kept in (
        ('{"first_name": "  Malika "}', {"first_name": "Malika"}),
        ('{"first_name": "M", "phone": null}', {"first_name": "M", "phone": None}),
    ):
        assert Client().patch(CONTACTS, sent, content_type="application/json").json() == kept

"""Lists in the API: pages and feeds, and no third kind."""

from typing import Any

import pytest
from django.test import Client

from apps.settings.models import Branch
from tests.access.operations import document

URLS = pytest.mark.urls("tests.api.failing_api")


@pytest.fixture
def many(db):
    Branch.objects.all().delete()
    Branch.objects.bulk_create(Branch(name=f"Branch {number:02}") for number in range(45))


def get(path: str, **query: Any) -> Any:
    response = Client().get(path, query, headers={"accept-language": "en"})
    return response.json()


@URLS
def test_page_links_keep_the_query_parameters(many):
    first = get("/api/test/branches/", search="branch", ordering="-name")
    assert (first["count"], len(first["results"]), first["previous"]) == (45, 20, None)
    assert first["results"][0] == {"name": "Branch 44"}
    assert first["next"] == "/api/test/branches/?search=branch&ordering=-name&page=2"
    third = get(get(first["next"])["next"])
    assert (third["next"], len(third["results"])) == (None, 5)
    assert third["results"][-1] == {"name": "Branch 00"}


@URLS
def test_unsupported_search_and_ordering_are_refused(many):
    assert get("/api/test/branches/", search="44")["count"] == 1
    assert get("/api/test/plain-branches/", search="44")["fields"] == {"search": ["This list cannot be searched."]}
    wrong = get("/api/test/branches/", ordering="address")
    assert wrong["fields"] == {"ordering": ["This list can be ordered by: created_at, name."]}


@URLS
def test_a_feed_is_read_to_its_end_by_its_cursor(many):
    seen, cursor = [], ""
    while cursor is not None:
        stretch = get("/api/test/branch-feed/", limit=20, **({"cursor": cursor} if cursor else {}))
        seen += [row["name"] for row in stretch["results"]]
        cursor = stretch["next"]
    assert len(seen) == len(set(seen)) == 45
    assert get("/api/test/branch-feed/", cursor="nonsense")["fields"].keys() == {"cursor"}


@URLS
@pytest.mark.parametrize(("path", "queries"), [("/api/test/branches/", 2), ("/api/test/branch-feed/", 1)])
def test_query_count_is_the_same_for_2_and_20_rows(db, path, queries, django_assert_num_queries):
    for rows in (1, 20):
        Branch.objects.bulk_create(Branch(name=str(number)) for number in range(rows))
        with django_assert_num_queries(queries):
            assert Client().get(path).status_code == 200


SHORT = [
    "GET /api/v1/quizzes/{id}/questions/", "GET /api/v1/quizzes/{id}/extensions/",
    "GET /api/v1/grading/grades/", "GET /api/v1/grading/scales/", "GET /api/v1/grading/saved-comments/",
    "GET /api/v1/certificates/templates/starters/",
    "GET /api/v1/notifications/push/subscriptions/", "GET /api/v1/payments/terminal-balances/",
    "GET /api/v1/payments/statement/", "GET /api/v1/search/",
]  # fmt: skip
"""At most 300 questions of a quiz, and the few learners who have more time; one of each group or course that a pupil
learns in, and some scales of a centre; at most 200 saved comments of a teacher; a starter of each layout;
at most ten browsers of one person; one of each branch and currency; one of each
child, and no family has as many as fill a page; the best hits.
"""


def is_page(schema: dict[str, Any]) -> bool:
    return set(schema.get("properties", {})) - {"totals", "first", "last"} == {"count", "next", "previous", "results"}


def is_feed(schema: dict[str, Any]) -> bool:
    return set(schema.get("properties", {})) == {"next", "results"}


def lists_of_neither_kind(schema: dict[str, Any]) -> list[str]:
    """Operations whose 200 answer is a bare array, or an object that is a list by its `results` but of no kind."""
    components = schema["components"]["schemas"]
    results = []
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            answer = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
            shape = answer.get("schema", {})
            shape = components[shape["$ref"].rsplit("/", 1)[1]] if "$ref" in shape else shape
            listing = shape.get("type") == "array" or "results" in shape.get("properties", {})
            if listing and not is_page(shape) and not is_feed(shape):
                results.append(f"{method.upper()} {path}")
    return results


def test_every_list_of_the_api_is_a_page_or_a_feed():
    assert lists_of_neither_kind(document()) == SHORT


def test_list_that_is_neither_page_nor_feed_is_reported():
    answer = {"200": {"content": {"application/json": {"schema": {"type": "array"}}}}}
    schema = {"components": {"schemas": {}}, "paths": {"/x/": {"get": {"responses": answer}}}}
    assert lists_of_neither_kind(schema) == ["GET /x/"]

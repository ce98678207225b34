"""A short share of `./talim fuzz` for each area: made-up values never make a 5xx or an answer off the document."""

import pytest

from tests.access import fuzz
from tests.access.operations import OPERATIONS
from tests.factories import ApiResponse


@pytest.mark.parametrize("area", fuzz.AREAS)
@pytest.mark.parametrize("turns", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_random_requests_find_no_problem(area, turns, world):
    """`turns`: as how many kinds of people each operation is asked; they begin anew with each operation."""
    operations = [operation for operation in OPERATIONS if operation.area == area]
    found_fuzz = fuzz.run_fuzz(world, operations, seconds=0, seed=20261120, turns=turns)
    assert found_fuzz.wrong == []
    assert len(found_fuzz.pairs) == turns * len(operations)
    assert any(200 <= status < 300 for status in found_fuzz.answered)


def test_fuzzer_reports_problems():
    """A 500, a status off the document, an answer off its schema, and an error without the envelope."""
    [operation] = [operation for operation in OPERATIONS if operation.name == "GET /gamification/coins/me/"]
    envelope = {"code": "server_error", "detail": "", "fields": {}, "request_id": ""}
    assert fuzz.find_problem(operation, ApiResponse(200, {"balance": 3}, {}, b"")) is None
    wrong = [(500, envelope), (418, envelope), (200, {"balance": "x"}), (200, {}), (403, {"detail": "no"})]
    assert all(fuzz.find_problem(operation, ApiResponse(status, json, {}, b"")) for status, json in wrong)

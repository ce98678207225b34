"""A short share of `python -m tests.access.fuzz`: made-up values never make a 5xx or an answer off the document."""

from tests.access import fuzz
from tests.access.operations import OPERATIONS
from tests.access.world import World
from tests.cast import Answer

SECONDS = 10


def test_ten_seconds_of_made_up_requests_find_nothing(world: World) -> None:
    found = fuzz.run(world, seconds=SECONDS, seed=20261120)
    assert found.wrong == []
    assert len(found.asked) == len(OPERATIONS)
    assert {200, 403, 404, 422} <= set(found.answered)


def test_the_control_sees_what_is_wrong() -> None:
    """A 500, a status off the document, an answer off its schema, and an error without the envelope."""
    [operation] = [one for one in OPERATIONS if one.name == "GET /gamification/coins/me/"]
    envelope = {"code": "server_error", "detail": "", "fields": {}, "request_id": ""}
    assert fuzz.problem_of(operation, Answer(200, {"balance": 3}, {}, b"")) is None
    wrong = [(500, envelope), (418, envelope), (200, {"balance": "x"}), (200, {}), (403, {"detail": "no"})]
    assert all(fuzz.problem_of(operation, Answer(status, json, {}, b"")) for status, json in wrong)

"""An error inside a page comes to the log under the id that its reader is shown, without what may be somebody's."""

import json

import pytest
from django.test import Client
from structlog.testing import capture_logs

from apps.portal.services import page_errors
from tests import factories

PATH = "/api/v1/health/page-errors/"
BROKEN = {"page": "groups/:id", "name": "TypeError", "frames": ["part-5J7KQ2MX.js:2:10482"]}


def report(client=None, address="203.0.113.7", **values):
    client = client or Client(REMOTE_ADDR=address)
    return client.post(PATH, json.dumps(BROKEN | values), content_type="application/json")


@pytest.mark.parametrize("signed_in", [False, True])
def test_an_error_of_a_page_is_logged_for_everybody_and_names_nobody(signed_in, pupil):
    headers = {"Authorization": f"Bearer {factories.client_for(pupil).token}"} if signed_in else {}
    with capture_logs() as lines:
        answer = report(Client(REMOTE_ADDR="203.0.113.8", headers=headers), message="These words are not loaded.")
    assert answer.status_code == 204
    assert answer["X-Request-ID"]
    (line,) = [line for line in lines if line["event"] == "page error"]
    assert {name: line[name] for name in ("log_level", "page", "error", "message", "frames")} == {
        "log_level": "error",
        "page": "groups/:id",
        "error": "TypeError",
        "message": "These words are not loaded.",
        "frames": ["part-5J7KQ2MX.js:2:10482"],
    }
    assert "203.0.113" not in str(line)
    assert str(pupil.pk) not in str(line)


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Cannot read properties of undefined (reading 'title')", None),
        ('Unexpected token \'A\', "{"name":"Ali Valiyev"}..." is not valid JSON', "Unexpected token 'A', [removed] is"),
        ("Failed at '#Ali Valiyev' is not a valid selector", "Failed at [removed] is not"),
        ("Failed to fetch https://talim.example.uz/api/v1/files/s3cr3t-link/", "Failed to fetch [removed]"),
        ("No answer for ali@example.uz,\n 90 123-45-67", "No answer for [removed] [removed]"),
    ],
)  # fmt: skip
def test_quoted_texts_addresses_and_numbers_are_not_logged(message, kept, db):
    with capture_logs() as lines:
        assert report(address="203.0.113.9", message=message).status_code == 204
    (line,) = [line for line in lines if line["event"] == "page error"]
    assert line["message"].startswith(kept or message)
    assert not any(part in line["message"] for part in ("Ali", "ali@", "s3cr3t", "45-67", "\n"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "pupils/0199f3a2"}, {"page": "a" * 101}, {"name": "Ali Valiyev"}, {"message": "a" * 301},
        {"frames": ["Ali Valiyev"]}, {"frames": BROKEN["frames"] * 13}, {"user": "Ali"},
    ],
)  # fmt: skip
def test_a_report_holds_no_id_and_nothing_long(wrong, db):
    assert report(address="203.0.113.10", **wrong).status_code == 422


def test_one_address_cannot_fill_the_log(db, monkeypatch):
    monkeypatch.setattr(page_errors, "PER_HOUR_OF_ADDRESS", 2)
    with capture_logs() as lines:
        statuses = [report(address="203.0.113.11").status_code for _ in range(3)]
    assert statuses == [204, 204, 429]
    assert len([line for line in lines if line["event"] == "page error"]) == 2
    assert report(address="203.0.113.12").status_code == 204

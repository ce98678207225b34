"""Every refusal has one shape, whoever refuses."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.api.failing_api import FAILURES

KEYS = {"code", "detail", "fields", "request_id"}


@pytest.fixture
def client():
    return Client(raise_request_exception=False, headers={"accept-language": "en"})


def refusal(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert set(body) == KEYS
    assert body["code"] == code
    assert body["detail"]
    assert body["request_id"] == response["X-Request-ID"]
    return body


@pytest.mark.urls("tests.api.failing_api")
@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("kind", FAILURES)
def test_every_failure_answers_with_the_error_body_only(client, settings, kind, debug):
    settings.DEBUG = debug
    response = client.get(f"/api/test/fail/{kind}/")
    refusal(response, *FAILURES[kind][1:])
    assert b"secret-detail" not in response.content
    assert b"Traceback" not in response.content


@pytest.mark.urls("tests.api.failing_api")
def test_temporary_error_has_retry_after(client):
    for kind, seconds in (("too-many", "7"), ("throttled", "9"), ("away", "3"), ("database", "5")):
        assert client.get(f"/api/test/fail/{kind}/")["Retry-After"] == seconds
    assert "Retry-After" not in client.get("/api/test/fail/domain/")


@pytest.mark.urls("tests.api.failing_api")
def test_server_error_is_logged_with_its_traceback(client, caplog):
    response = client.get("/api/test/fail/bug/", headers={"x-request-id": "find-me-again"})
    assert response.json()["request_id"] == "find-me-again"
    (record,) = [record for record in caplog.records if record.name == "talim.errors"]
    assert isinstance(record.exc_info[1], ZeroDivisionError)


@pytest.mark.parametrize("debug", [True, False])
def test_errors_of_django_and_ninja_have_the_same_body(client, settings, debug):
    settings.DEBUG = debug
    refusal(client.get("/api/v1/no/such/place/"), 404, "not_found")
    refusal(client.get("/api/v1/"), 404, "not_found")
    refusal(client.get("/api/v1/healthy"), 404, "not_found")
    refusal(client.get("/api/v1/auth/users/me/"), 401, "not_authenticated")
    not_allowed = client.delete("/api/v1/health/")
    refusal(not_allowed, 405, "method_not_allowed")
    assert not_allowed["Allow"] == "GET"
    refusal(client.get("/api/v1/health/", headers={"host": "evil.example.com"}), 400, "bad_request")
    unread = client.post("/api/v1/auth/login/", data="{not json", content_type="application/json")
    refusal(unread, 400, "bad_request")


def test_errors_outside_of_the_api_have_the_same_body(client):
    refusal(client.get("/no-such-page/"), 404, "not_found")
    with_csrf = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    refused = with_csrf.post("/admin/login/", {"username": "a", "password": "b"})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


@pytest.mark.urls("tests.api.failing_api")
def test_broken_form_or_form_with_too_many_parts_is_refused(client):
    path, kind = "/api/test/files/", "multipart/form-data; boundary=x"
    part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nabc\r\n'
    field = '--x\r\nContent-Disposition: form-data; name="field"\r\n\r\nabc\r\n'
    assert client.post(path, part + "--x--\r\n", content_type=kind).json() == {"size": 3}
    for parts in (part * 5, field * 10_000):
        refusal(client.post(path, parts + "--x--\r\n", content_type=kind), 400, "bad_request")
    refusal(client.post(path, part, content_type="multipart/form-data"), 400, "bad_request")
    missing = refusal(client.post(path, field + "--x--\r\n", content_type=kind), 422, "invalid")
    assert missing["fields"] == {"file": ["This field is required."]}


@pytest.mark.urls("tests.api.failing_api")
def test_json_bodies_are_parsed_strictly(client):
    good = json.dumps({"name": "Malika", "age": 12})
    send = {"path": "/api/test/people/"}
    assert client.post(**send, data=good, content_type="application/json").status_code == 200
    refusal(client.post(**send, data=good, content_type="text/plain"), 415, "unsupported_media")
    surrogate, nested = '{"name": "\\ud800", "age": 1}', "[" * 100_000
    for broken in ('{"name": "M", "age": NaN}', surrogate, nested, b"\xff\xfe", "{'a': 1}"):
        refusal(client.post(**send, data=broken, content_type="application/json"), 400, "bad_request")
    too_long = json.dumps({"name": "x" * 2_000_000, "age": 1})
    refusal(client.post(**send, data=too_long, content_type="application/json"), 413, "too_large")

"""What every request gets: an id, a language, a log line."""

import logging
import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from apps.core.redaction import SECRET_PARAMETERS
from tests import factories

pytestmark = pytest.mark.django_db
MISSING = "/api/v1/no/such/place/"
PART = re.compile(r"<(?:(\w+):)?(\w+)>")
OPENS_NOTHING = {"digest", "key", "kind", "language", "name", "provider", "rendition", "rest", "slug"}
"""Parts of addresses that are texts and no secret."""


def test_client_may_choose_the_request_id():
    mine = Client().get(MISSING, headers={"x-request-id": "my-own-id-1"})
    assert mine["X-Request-ID"] == mine.json()["request_id"] == "my-own-id-1"
    first, second = (Client().get(MISSING)["X-Request-ID"] for _ in range(2))
    assert first != second
    assert Client().get(MISSING, headers={"x-request-id": "bad id\n"})["X-Request-ID"] != "bad id\n"


@pytest.mark.parametrize(
    ("accepted", "detail", "language"),
    [
        ("en", "Not found.", "en"),
        ("ru-RU,ru;q=0.9,en;q=0.5", "Не найдено.", "ru"),
        ("uz-Latn-UZ", "Topilmadi.", "uz"),
        ("de, fr;q=0.5", "Topilmadi.", "uz"),
        ("", "Topilmadi.", "uz"),
        ("*;q=nonsense;;", "Topilmadi.", "uz"),
    ],
)
def test_anonymous_request_gets_accept_language_or_uzbek(accepted, detail, language):
    response = Client().get(MISSING, headers={"accept-language": accepted})
    assert response.json()["detail"] == detail
    assert response["Content-Language"] == language
    assert "Accept-Language" in response["Vary"]


def test_signed_in_user_gets_their_own_language(pupil):
    pupil.locale = "ru"
    pupil.save(update_fields=["locale"])
    answer = factories.client_for(pupil).request("GET", "/health/ready/")
    assert (answer.status, answer.json["detail"]) == (403, "Вам это не разрешено.")
    assert answer.headers["content-language"] == "ru"
    nobody = factories.client_for(None).request("GET", "/health/ready/")
    assert (nobody.status, nobody.json["detail"]) == (401, "Please sign in.")


def test_access_log_line_has_no_query_string(caplog):
    caplog.set_level(logging.INFO, "talim.requests")
    Client().get("/api/v1/health/?token=secret-value", headers={"authorization": "Bearer secret-value"})
    (line,) = [record for record in caplog.records if record.name == "talim.requests"]
    assert (line.method, line.path, line.status) == ("GET", "/api/v1/health/", 422)
    assert "secret-value" not in str(line.__dict__)


def addresses(resolver: URLResolver, before: str = "/") -> list[str]:
    """Every pattern of an address, without those of Django's admin."""
    results: list[str] = []
    for pattern in resolver.url_patterns:
        if getattr(pattern, "app_name", "") != "admin":
            path = before + str(pattern.pattern)
            results += [path] if isinstance(pattern, URLPattern) else addresses(pattern, path)
    return results


def test_access_log_holds_no_secret_links(caplog):
    parts = {path: {name: kind or "str" for kind, name in PART.findall(path)} for path in addresses(get_resolver())}
    texts = {name for kinds in parts.values() for name, kind in kinds.items() if kind in ("str", "slug", "path")}
    assert texts - SECRET_PARAMETERS == OPENS_NOTHING
    opening = [path for path, kinds in parts.items() if not SECRET_PARAMETERS.isdisjoint(kinds)]
    assert len(opening) > 6
    caplog.set_level(logging.INFO, "talim.requests")
    for path in opening:
        example_path = re.sub(r"<uuid:\w+>", "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90", path)
        example_path = re.sub(r"<int:\w+>", "1", example_path)
        Client().get(PART.sub("0pens-s0mething", example_path))
    lines = [record for record in caplog.records if record.name.startswith("talim.")]
    assert [line for line in lines if "0pens" in str(line.__dict__)] == []
    assert len([line for line in lines if "/[removed]" in getattr(line, "path", "")]) >= len(opening)


def test_access_log_names_the_user_by_id(caplog, pupil):
    caplog.set_level(logging.INFO, "talim.requests")
    factories.client_for(pupil).request("GET", "/auth/users/me/")
    (line,) = [record for record in caplog.records if record.name == "talim.requests"]
    assert line.user == str(pupil.pk)
    assert str(pupil.email) not in str(line.__dict__)


def test_answers_carry_the_headers_that_protect_a_browser():
    response = Client().get("/api/v1/health/")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


def test_only_listed_origins_may_read_answers(settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.uz"]
    allowed = Client().get("/api/v1/health/", headers={"origin": "https://app.example.uz"})
    assert allowed["Access-Control-Allow-Origin"] == "https://app.example.uz"
    assert "Access-Control-Allow-Origin" not in Client().get("/api/v1/health/", headers={"origin": "https://evil.uz"})


def test_a_browser_may_send_the_headers_that_the_api_asks_for(settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.uz"]
    preflight = Client().options(
        "/api/v1/auth/login/",
        headers={
            "origin": "https://app.example.uz",
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type,idempotency-key,x-request-id",
        },
    )
    allowed = {name.strip() for name in preflight["Access-Control-Allow-Headers"].split(",")}
    assert {"authorization", "content-type", "idempotency-key", "x-request-id"} <= allowed
    shown = Client().get("/api/v1/health/", headers={"origin": "https://app.example.uz"})
    assert "retry-after" in shown["Access-Control-Expose-Headers"]

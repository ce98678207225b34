"""Odd characters in a path are 404 on every address, and never a failure of the server."""

import re
from urllib.parse import unquote

import pytest
from django.urls import URLResolver, get_resolver
from django.urls.converters import get_converters

from tests import factories

pytestmark = pytest.mark.django_db

PART = re.compile(r"<(?:(\w+):)?(\w+)>")
TEXTS = {"str", "slug", "path"}
SAMPLES = {
    "uuid": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90",
    "uuidstr": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90",
    "int": "1",
}
IN_NO_ADDRESS = ["%00", "a%00b", "a%0Ab", "%7F"]
ODD = [
    "%ED%A0%80", "%FF", "a" * 10_000, "%2F", "..%2F", "%E2%80%AE", "'", "%F0%9F%98%80", "%5C", "a%20b", "_00", "9" * 400
]  # fmt: skip
REFUSED = {401, 403, 404, 405, 415, 422}
PAGES_OF_ANY_NAME = {"/app/<path:rest>": 200, "/check-in/<uuid:lesson>/<str:code>": 302}
"""The first is one page, whose script chooses what it shows; the second leads there with the code as it is."""


def list_addresses(resolver: URLResolver, before: str = "/") -> list[str]:
    """Every pattern of an address with parameters, of the admin one for each model; no regular expressions."""
    found: list[str] = []
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += list_addresses(pattern, address)
        elif not address.startswith("/admin/") or address.endswith("/change/"):
            found.append(address)
    return list(dict.fromkeys(address for address in found if PART.search(address) and "(?P" not in address))


def fill(address: str, name: str, value: str) -> str:
    """The address with this value in this parameter and usual ones in the others."""
    return PART.sub(lambda part: value if part[2] == name else SAMPLES.get(part[1], "abc"), address)


def list_filled(addresses: list[str], values: list[str], kinds: set[str] | None = None) -> list[str]:
    """The addresses with each of the values in each parameter, or in those of some kinds."""
    return [
        fill(address, name, value)
        for address in addresses
        for kind, name in PART.findall(address)
        if kinds is None or (kind or "str") in kinds
        for value in values
    ]


def test_no_address_has_a_control_character():
    addresses = list_addresses(get_resolver())
    texts = [address for address in addresses if not address.startswith("/admin/")]
    paths = list_filled(addresses, ["%00"]) + list_filled(texts, IN_NO_ADDRESS, TEXTS)
    paths += ["/%00", "/static/%00.js", "/api/v1/a%00b", "/app/%0A"]
    assert len(paths) > 1000
    client = factories.make_django_client()
    assert {path: answer for path in paths if (answer := client.get(path).status_code) != 404} == {}
    refused = client.post("/api/v1/certificates/public/%00/", headers={"accept-language": "en"})
    assert (refused.status_code, refused.json()["detail"]) == (404, "Not found.")
    assert refused["X-Request-ID"] == refused.json()["request_id"]


def test_odd_texts_in_an_address_are_refused(admin):
    addresses = [address for address in list_addresses(get_resolver()) if not address.startswith("/admin/")]
    of_any_name = {
        path: status for address, status in PAGES_OF_ANY_NAME.items() for path in list_filled([address], ODD)
    }
    paths = list_filled(addresses, ODD, TEXTS | {"int"})
    assert len(paths) > 300
    for client, method in ((factories.client_for(None), "GET"), (factories.client_for(admin), "POST")):
        answers = {path: client.request(method, path).status for path in paths}
        odd = {path: status for path, status in answers.items() if status not in REFUSED}
        assert {path: status for path, status in odd.items() if status != of_any_name.get(path)} == {}


def test_odd_texts_are_no_ids():
    kinds = {kind for address in list_addresses(get_resolver()) for kind, _name in PART.findall(address)}
    assert kinds - TEXTS == {"", "int", "uuid", "uuidstr"}
    expressions = [get_converters()[kind].regex for kind in ("uuid", "uuidstr")]
    odd = [value for value in map(unquote, ODD + IN_NO_ADDRESS) if any(re.fullmatch(one, value) for one in expressions)]
    assert odd == []

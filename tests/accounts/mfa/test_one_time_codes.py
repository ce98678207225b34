"""One-time codes are those of RFC 6238 and RFC 4226, and each works once."""

import base64
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from apps.accounts import totp

RFC_4226 = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
SECRET = b"12345678901234567890"
NOW = 1_700_000_010.0
STEP = totp.get_time_step(NOW)


def test_vectors_of_rfc_4226():
    assert [totp.compute_code(SECRET, counter) for counter in range(10)] == RFC_4226


@pytest.mark.parametrize(("off", "matches"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_current_step_and_its_neighbours_match(off, matches):
    matching_step = totp.find_matching_step(SECRET, totp.compute_code(SECRET, STEP + off), now=NOW, after=0)
    assert matching_step == (STEP + off if matches else None)


def test_code_does_not_work_after_itself_or_a_later_one():
    code = totp.compute_code(SECRET, STEP)
    assert totp.find_matching_step(SECRET, code, now=NOW, after=STEP - 1) == STEP
    assert totp.find_matching_step(SECRET, code, now=NOW, after=STEP) is None
    assert totp.find_matching_step(SECRET, code, now=NOW, after=STEP + 1) is None


@pytest.mark.parametrize("code", ["", "0", "abcdef", "４９３８１７", "-12345", "1e5000", " " * 6])
def test_invalid_code_matches_nothing(code):
    assert totp.find_matching_step(SECRET, code, now=NOW, after=0) is None


def test_otpauth_uri_names_the_account_and_the_centre():
    address = urlsplit(totp.build_otpauth_uri(SECRET, account="aziza@example.uz", issuer="Oʻquv markazi"))
    given_values = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert unquote(address.path) == "/Oʻquv markazi:aziza@example.uz"
    assert given_values == {"secret": totp.encode_secret(SECRET), "issuer": "Oʻquv markazi"}
    assert base64.b32decode(given_values["secret"]) == SECRET
    assert len(totp.generate_secret()) == 20

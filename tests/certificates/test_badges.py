"""Open Badges, checked by a library of others without a network: intact, changed, revoked."""

import json
import socket
from base64 import urlsafe_b64decode
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, decode_encoded_list, set_indices
from openbadgeslib.ob3 import verify_data_integrity_proof as verify_proof
from openbadgeslib.ob3.did import resolve_did

from apps.certificates.badges import BadgeFacts, build_badge, build_status_list, get_issuer_id
from apps.certificates.keys import make_badge_key
from tests.certificates.certificate_data import ADDRESS, build_facts

NOW = datetime.now(UTC).replace(microsecond=0)
KEY = make_badge_key()
FACTS = BadgeFacts(
    address=ADDRESS,
    course_address="https://talim.example.uz/courses/7",
    centre_address="https://talim.example.uz/",
    description="Ingliz tili kursi",
    criteria="Hamma darslar va yakuniy test",
    status_list="https://talim.example.uz/badges/status/1",
    status_index=77,
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def build(key=KEY, **changes):
    return build_badge(build_facts(**changes), FACTS, badge_key=key, made_at=NOW)


def build_list(*revoked, key=KEY):
    return build_status_list(
        FACTS.status_list, revoked, badge_key=key, made_at=NOW, valid_until=NOW + timedelta(days=7)
    )


def verify(badge, **options):
    return OB3LdpVerifier().verify(json.dumps(badge), **options)


def verify_with_list(badge, status_list):
    return verify(
        badge, check_status=True, download=lambda _url: json.dumps(status_list).encode(), verify_status_list=False
    )


def test_a_badge_is_verified_and_says_what_the_certificate_says():
    badge = verify(build())
    assert (badge.id, badge.issuer.id, badge.issuer.name) == (ADDRESS, get_issuer_id(KEY), "Talim oʻquv markazi")
    assert [identity.identity_hash for identity in badge.identifiers] == ["Malika Oʻrinboyeva"]
    assert badge.achievement.name == "General English. Pre-Intermediate"
    assert [result.value for result in badge.results] == ["72", "B1"]
    assert [result.result_description for result in badge.results] == [
        description.id for description in badge.achievement.result_descriptions
    ]
    assert badge.issuance_date == NOW


def test_facts_that_are_not_there_are_left_out():
    badge = build(hours=None, level="")
    assert "result" not in badge["credentialSubject"]
    verify(badge)


def test_equal_badges_are_equal():
    assert build() == build()


def walk(value, path=()):
    """Every place of a text in a JSON document."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from walk(part, (*path, key))


def test_a_change_anywhere_is_noticed():
    badge, places = build(), list(walk(build()))
    assert len(places) > 30
    for path in places[::3]:
        changed = deepcopy(badge)
        *parents, last = path
        part = changed
        for key in parents:
            part = part[key]
        part[last] = part[last][:-1] + ("x" if part[last][-1] != "x" else "y")
        with pytest.raises(OB3VerificationError):
            verify(changed)


def test_awkward_letters_are_signed_too():
    name, course = 'A "quoted" \\ name\twith\ncontrols \u0001 \x7f 中 😀', "<b>&amp;"
    badge = verify(build(name=name, course=course))
    assert [identity.identity_hash for identity in badge.identifiers] == [name]
    assert badge.achievement.name == course


def test_a_badge_of_another_key_does_not_pass_for_ours():
    stranger = make_badge_key()
    forged = build(stranger) | {"issuer": build()["issuer"]}
    with pytest.raises(OB3VerificationError):
        verify(forged)


def test_badges_of_an_older_key_stay_valid():
    old, new = build(), build(make_badge_key())
    assert old["issuer"]["id"] != new["issuer"]["id"]
    verify(old)
    verify(new)


def test_a_revoked_badge_says_so():
    badge = build()
    verify_with_list(badge, build_list(3, 78))
    with pytest.raises(OB3VerificationError, match="revocation"):
        verify_with_list(badge, build_list(3, 77))


def test_a_status_list_is_signed():
    status_list, public_key = build_list(0, 131_071), resolve_did(get_issuer_id(KEY))
    verify_proof(status_list, public_key)
    bits = decode_encoded_list(status_list["credentialSubject"]["encodedList"])
    assert (len(bits) * 8, set_indices(bits)) == (131_072, {0, 131_071})
    assert urlsafe_b64decode(status_list["credentialSubject"]["encodedList"][1:] + "==").startswith(b"\x1f\x8b")
    status_list["validUntil"] = "2036-01-01T00:00:00Z"
    with pytest.raises(OB3VerificationError):
        verify_proof(status_list, public_key)

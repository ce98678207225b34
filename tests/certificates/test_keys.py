"""Keys of certificates, and ids that nobody can guess."""

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.serialization import load_der_private_key

from apps.certificates.keys import (
    PUBLIC_ID_LENGTH,
    encode_multibase,
    get_multikey,
    make_badge_key,
    make_public_id,
    make_signing_key,
)

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def test_a_certificate_is_for_content_commitment_alone():
    key = make_signing_key("Talim", valid_from=NOON)
    certificate = x509.load_der_x509_certificate(key.certificate)
    private_key = load_der_private_key(key.private_key, None)
    assert private_key.public_key() == certificate.public_key()
    assert isinstance(certificate.public_key().curve, SECP256R1)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert (usage.critical, usage.value.content_commitment, usage.value.digital_signature) == (True, True, False)
    assert not usage.value.key_cert_sign
    assert (certificate.not_valid_before_utc, certificate.not_valid_after_utc) == (NOON, NOON.replace(year=2036))
    certificate.verify_directly_issued_by(certificate)


def test_two_keys_differ():
    assert make_signing_key("Talim", valid_from=NOON) != make_signing_key("Talim", valid_from=NOON)
    assert make_badge_key() != make_badge_key()


@pytest.mark.parametrize(
    ("centre", "name"),
    [("Oʻquv markazi", "Oʻquv markazi"), ("Ў" * 50, "Ў" * 32), ("x" * 63 + "Ў", "x" * 63), ("", "-")],
)
def test_a_long_name_is_cut(centre, name):
    certificate = x509.load_der_x509_certificate(make_signing_key(centre, valid_from=NOON).certificate)
    assert certificate.subject.rfc4514_string() == f"CN={name}"


def test_a_key_of_a_leap_day_ends_a_day_earlier():
    key = make_signing_key("Talim", valid_from=datetime(2028, 2, 29, tzinfo=UTC))
    assert x509.load_der_x509_certificate(key.certificate).not_valid_after_utc == datetime(2038, 2, 28, tzinfo=UTC)


def test_multibase_is_base58():
    """The first is of the tests of base58 (draft-msporny-base58-03), the second of the leading zeros."""
    assert encode_multibase(b"Hello World!") == "z2NEpo7TZRRrLZSi2U"
    assert encode_multibase(bytes.fromhex("0000287fb4cd")) == "z11233QC4"


def test_a_multikey_has_the_known_form():
    """The key of the example in W3C Data Integrity EdDSA 1.0, appendix B.1."""
    secret = bytes.fromhex("c96ef9ea10c5e414c471723aff9de72c35fa5b70fae97e8832ecac7d2e2b8ed6")
    assert get_multikey(secret) == "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"


def test_public_ids_are_long_and_differ():
    ids = {make_public_id() for _each in range(1000)}
    assert len(ids) == 1000
    assert {len(public_id) for public_id in ids} == {PUBLIC_ID_LENGTH}
    assert not set("".join(ids)) & set("01ilo")

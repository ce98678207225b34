"""Signed PDFs: intact, changed in any byte, and after a renewal of the key."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from apps.certificates.keys import make_signing_key
from apps.certificates.rendering import render_certificate
from apps.certificates.signing import SignatureState, check_pdf, sign_pdf
from tests.certificates.certificate_data import ADDRESS, build_facts, build_template

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture(scope="module")
def key():
    return make_signing_key("Talim oʻquv markazi", valid_from=YESTERDAY)


@pytest.fixture(scope="module")
def unsigned():
    return render_certificate(build_template(), build_facts(), language="uz", address=ADDRESS)


@pytest.fixture(scope="module")
def signed(key, unsigned):
    return sign_pdf(unsigned, key)


def flip(document, place):
    return document[:place] + bytes([document[place] ^ 1]) + document[place + 1 :]


def find_signature(document):
    """The bounds of the signature itself: hexadecimal digits, the last of them a filler of zeros."""
    begin = document.index(b"/Contents <") + len(b"/Contents <")
    return begin, document.index(b">", begin)


def test_a_signed_document_is_intact_and_begins_with_the_unsigned_one(key, unsigned, signed):
    assert signed.startswith(unsigned)
    assert check_pdf(signed, [key.certificate]) == SignatureState.INTACT
    assert b"/SubFilter /ETSI.CAdES.detached" in signed


def test_the_signature_has_the_attributes_of_pades_b_b(signed, key):
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures
    attributes = {attribute["type"].native for attribute in signature.signer_info["signed_attrs"]}
    assert {"content_type", "message_digest", "signing_certificate_v2"} <= attributes
    assert "signing_time" not in attributes
    assert signature.signer_info["digest_algorithm"]["algorithm"].native == "sha256"
    assert signature.signer_info["signature_algorithm"]["algorithm"].native == "sha256_ecdsa"
    assert signature.signer_cert.dump() == key.certificate


def test_flipped_bytes_are_noticed(key, signed):
    begin, end = find_signature(signed)
    places = [place for place in range(0, len(signed), 997) if not begin <= place < end]
    states = {check_pdf(flip(signed, place), [key.certificate]) for place in places}
    assert states <= {SignatureState.CHANGED, SignatureState.NOT_SIGNED}
    assert check_pdf(flip(signed, begin + 1500), [key.certificate]) == SignatureState.CHANGED


def test_what_is_added_is_noticed(key, signed):
    other = make_signing_key("Other", valid_from=YESTERDAY)
    assert check_pdf(signed + b"\n% more", [key.certificate]) == SignatureState.CHANGED
    assert check_pdf(signed[:-20], [key.certificate]) == SignatureState.CHANGED
    assert check_pdf(signed, [other.certificate]) == SignatureState.UNKNOWN_ISSUER


def test_what_is_not_signed_is_said(key, unsigned):
    assert check_pdf(unsigned, [key.certificate]) == SignatureState.NOT_SIGNED
    assert check_pdf(b"no document", [key.certificate]) == SignatureState.CHANGED


def test_old_documents_are_intact_after_a_renewal(key, unsigned, signed):
    renewed = make_signing_key("Talim oʻquv markazi", valid_from=YESTERDAY)
    known = [renewed.certificate, key.certificate]
    assert check_pdf(signed, known) == SignatureState.INTACT
    assert check_pdf(sign_pdf(unsigned, renewed), known) == SignatureState.INTACT


def test_documents_are_intact_after_their_certificate_ends(unsigned):
    ended = make_signing_key("Talim", valid_from=YESTERDAY.replace(day=1, year=YESTERDAY.year - 11))
    assert check_pdf(sign_pdf(unsigned, ended), [ended.certificate]) == SignatureState.INTACT

"""Certificates in a reader of PDFs that is not ours: the real `pdfsig` of poppler-utils."""

import os
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from apps.certificates.keys import make_signing_key
from apps.certificates.rendering import render_certificate
from apps.certificates.signing import sign_pdf
from tests.certificates.certificate_data import ADDRESS, build_facts, build_template


@pytest.fixture(scope="module")
def signed():
    key = make_signing_key("Talim oʻquv markazi", valid_from=datetime.now(UTC) - timedelta(days=1))
    return sign_pdf(render_certificate(build_template(), build_facts(), language="uz", address=ADDRESS), key)


def test_pdfsig_finds_the_signature_valid(signed, tmp_path):
    answer = ask_pdfsig(signed, tmp_path)
    assert "Signature is Valid." in answer
    assert "ETSI.CAdES.detached" in answer
    assert "Total document signed" in answer
    assert "Certificate issuer is unknown." in answer


@pytest.mark.parametrize("place", [100, 5_000, 20_000])
def test_pdfsig_notices_a_flipped_byte(signed, tmp_path, place):
    flipped = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    assert "Signature is Valid." not in ask_pdfsig(flipped, tmp_path)


def ask_pdfsig(document, folder):
    path = folder / "signed.pdf"
    path.write_bytes(document)
    done = subprocess.run(
        ["pdfsig", str(path)],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        check=False,
    )
    return done.stdout + done.stderr

"""Calls to other servers share what they trust."""

import ssl
from pathlib import Path

import certifi

from apps.core.tls import get_tls_context


def test_certificates_are_loaded_once_per_configured_file(monkeypatch, tmp_path):
    usual = get_tls_context()
    assert get_tls_context() is usual
    assert usual.verify_mode == ssl.CERT_REQUIRED
    assert usual.check_hostname

    [first, *_more] = Path(certifi.where()).read_text(encoding="utf-8").split("-----END CERTIFICATE-----")
    own = tmp_path / "own.pem"
    own.write_text(f"{first}-----END CERTIFICATE-----\n", encoding="utf-8")
    with monkeypatch.context() as other:
        other.setenv("SSL_CERT_FILE", str(own))
        assert len(get_tls_context().get_ca_certs()) == 1
    assert get_tls_context() is usual

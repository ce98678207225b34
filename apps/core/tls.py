"""TLS to other servers."""

import os
import ssl
from functools import cache

import httpx


def get_tls_context() -> ssl.SSLContext:
    """What calls to other servers trust and offer, shared by all: to read the authorities takes longer than a call.
    They are those of SSL_CERT_FILE or SSL_CERT_DIR where these are set, as the process found them at its first call.
    """
    return _create_context(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _create_context(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    return httpx.create_ssl_context()

"""TLS connections to other servers."""

import os
import ssl
from functools import cache

import httpx


def get_tls_context() -> ssl.SSLContext:
    """Return the shared TLS context for calls to other servers; loading the authorities is slow.

    The authorities are those of SSL_CERT_FILE or SSL_CERT_DIR where these are set.
    """
    return _create_context(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _create_context(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    return httpx.create_ssl_context()

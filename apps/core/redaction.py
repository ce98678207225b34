"""Remove secrets from paths before they are logged.

Route parameters named `token`, `link`, `secret` or `code` are secrets.
"""

from django.http import HttpRequest

SECRET_PARAMETERS = frozenset({"token", "link", "secret", "code"})
REMOVED = "[removed]"
MAX_HARMLESS_LENGTH = 16
"""Paths of at most this length cannot hold a secret (`/files/` and eight characters)."""


def redact_path(request: HttpRequest) -> str:
    """Return the path of the request without secrets; "" for an unknown route, which may hold anything."""
    match = request.resolver_match
    if match is None:
        return ""
    return request.path if SECRET_PARAMETERS.isdisjoint(match.kwargs) else redact_secrets(request, request.path)


def redact_secrets(request: HttpRequest, text: str) -> str:
    """Return a text about the request without the secrets of its path. The path of an unknown route is removed unless
    it is short.
    """
    match = request.resolver_match
    if match is None:
        return text.replace(request.path, REMOVED) if len(request.path) > MAX_HARMLESS_LENGTH else text
    for name in SECRET_PARAMETERS & match.kwargs.keys():
        text = text.replace(str(match.kwargs[name]), REMOVED)
    return text

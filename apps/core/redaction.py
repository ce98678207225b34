"""Addresses that open something by themselves: a log may know where one leads, never what opens it.

Whatever a route names `token`, `link`, `secret` or `code` is such a part.
"""

from django.http import HttpRequest

SECRET_PARAMETERS = frozenset({"token", "link", "secret", "code"})
REMOVED = "[removed]"
MAX_HARMLESS_LENGTH = 16
"""Letters of a path that are too few for anything that opens: those of `/files/` and eight more."""


def redact_path(request: HttpRequest) -> str:
    """The request's path without what opens something; "" when it leads nowhere, as anything may stand in it."""
    found = request.resolver_match
    if found is None:
        return ""
    return request.path if SECRET_PARAMETERS.isdisjoint(found.kwargs) else redact_secrets(request, request.path)


def redact_secrets(request: HttpRequest, text: str) -> str:
    """A text that tells of the request, without what its path opens; of a path that leads nowhere nothing is left, but
    of one so short that it opens nothing.
    """
    found = request.resolver_match
    if found is None:
        return text.replace(request.path, REMOVED) if len(request.path) > MAX_HARMLESS_LENGTH else text
    for name in SECRET_PARAMETERS & found.kwargs.keys():
        text = text.replace(str(found.kwargs[name]), REMOVED)
    return text

"""The Content-Security-Policy of Django's admin."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "Content-Security-Policy"
ADMIN_PATH = "/admin/"

Handler = Callable[[HttpRequest], HttpResponseBase]


def build_admin_policy() -> str:
    """Return the policy: our own files only, no frame, no form to another host.

    No script is inline. Unfold's Alpine.js computes expressions of attributes (`unsafe-eval`) and sets styles inline.
    """
    static = urlsplit(settings.STATIC_URL)
    own = f"'self' {static.scheme}://{static.netloc}" if static.netloc else "'self'"
    return (
        f"default-src 'none'; script-src {own} 'unsafe-eval'; style-src {own} 'unsafe-inline'; "
        f"img-src {own} data: blob:; font-src {own}; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def admin_policy_middleware(get_response: Handler) -> Handler:
    """Give every page of the admin its policy."""
    policy = build_admin_policy()

    def add_policy(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path.startswith(ADMIN_PATH):
            response.headers.setdefault(HEADER, policy)
        return response

    return add_policy

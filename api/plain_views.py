"""Django views outside of Ninja that answer errors as the API does."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from api.errors import MethodNotAllowed, build_error_response, to_domain_error
from api.quota_headers import enforce_request_quota
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip

View = Callable[..., HttpResponseBase]


def wrap_plain_view(view: View, *allowed_methods: str, counted: bool = True) -> View:
    """Wrap a view: apply the rate limit by address, allow only these methods, give errors the API's error body.

    With `counted=False` the view applies a rate limit itself.
    """

    def wrapped(request: HttpRequest, **values: Any) -> HttpResponseBase:
        try:
            if counted:
                count_request_of_address(request)
            if request.method not in allowed_methods:
                refused = build_error_response(MethodNotAllowed())
                refused["Allow"] = ", ".join(allowed_methods)
                return refused
            return view(request, **values)
        except Exception as error:
            domain = to_domain_error(error)
            if domain is None:
                raise
            return build_error_response(domain)

    return wrapped


def count_request_of_address(request: HttpRequest) -> None:
    """Count the request by the client's address. Raise TooMany when it is not let through."""
    enforce_request_quota(request, rate_limits.count_anonymous_request(address=get_client_ip(request)))

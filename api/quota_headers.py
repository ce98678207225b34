"""The quota of a client as headers of every counted answer, refused ones too: `RateLimit-Policy` and `RateLimit`.

As the Internet-Draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers-11) has them: the policy
allows `q` requests in a window of `w` seconds; `r` are left, and the window ends in `t` seconds. Its name is
"requests", or that of the request's class (`apps.accounts.request_classes`).
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.accounts.rate_limits import Quota

QUOTA_KEY = "talim.quota"


def enforce_request_quota(request: HttpRequest, quota: Quota | None) -> None:
    """Keep the quota for the headers of the answer. Raise TooMany when it is used up."""
    if quota is not None:
        request.META[QUOTA_KEY] = quota
        quota.enforce()


def add_quota_headers(request: HttpRequest, response: HttpResponseBase) -> None:
    """Add the headers to the answer of a counted request."""
    quota: Quota | None = request.META.get(QUOTA_KEY)
    if quota is not None:
        response["RateLimit-Policy"] = f'"{quota.policy}";q={quota.limit};w={quota.seconds}'
        response["RateLimit"] = f'"{quota.policy}";r={quota.left};t={quota.resets_in}'

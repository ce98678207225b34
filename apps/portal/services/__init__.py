"""Services for personal data: exports and erasure."""

from apps.portal.services.erasure import decide_erasure_request, erase_user, request_erasure
from apps.portal.services.exports import request_export

"""Services for personal data: exports and erasure."""

from apps.portal.services.erasure import (
    deactivate_and_enqueue_erasure,
    decide_erasure_request,
    request_erasure,
    withdraw_erasure,
)
from apps.portal.services.exports import request_export

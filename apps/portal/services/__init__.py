"""Writes about a person's data: archives of it, and its erasure."""

from apps.portal.services.erasure import decide, erase_person, request_erasure
from apps.portal.services.exports import request_export

__all__ = ["decide", "erase_person", "request_erasure", "request_export"]

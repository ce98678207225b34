"""Static files served by the application, compressed once by `collectstatic`.

Files are served from the packages too, so a checkout works before `collectstatic`. When the same file was collected,
the collected one is served: it has compressed versions beside it.
"""

import filecmp
import re
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

_ZERO_WEIGHT = re.compile(r"q=0(\.0*)?", re.IGNORECASE)


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise that prefers a collected file to the same file of a package."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        """Add a file, unless the same file was collected with compressed versions."""
        collected = Path(self.static_root) / url.removeprefix(self.static_prefix)
        if url in self.files and collected.is_file() and filecmp.cmp(path, collected, shallow=False):
            return
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)

    def add_cache_headers(self, headers: Any, path: str, url: str) -> None:
        """Add WhiteNoise's headers and a weak ETag, which is the same for all compressed versions of the file."""
        super().add_cache_headers(headers, path, url)
        stat = Path(path).stat()
        headers["ETag"] = f'W/"{int(stat.st_mtime):x}-{stat.st_size:x}"'

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponseBase:
        """Serve the smallest version that the browser accepts, without encodings that it refuses by `q=0`."""
        request.META["HTTP_ACCEPT_ENCODING"] = _drop_refused_encodings(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        answer: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, request)
        return answer


def _drop_refused_encodings(accepted: str) -> str:
    """Return an Accept-Encoding header (RFC 9110, 12.5.3) without the encodings of weight 0, in linear time."""
    parts = accepted.split(",")
    return ",".join(
        part for part in parts if not any(_ZERO_WEIGHT.fullmatch(weight.strip()) for weight in part.split(";")[1:])
    )

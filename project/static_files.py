"""Static files served by the application, compressed once by `collectstatic`.

Files are served from the packages too, so a checkout works before `collectstatic`. When the same file was collected,
the collected one is served: it has compressed versions beside it.
"""

import filecmp
import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

_ZERO_WEIGHT = re.compile(r"q=0(\.0*)?", re.IGNORECASE)


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise that prefers a collected file to the same file of a package, and finds a file when it is asked for.

    WhiteNoise itself reads all 1,200 files at the start, half a second of each process. What was found is kept; a file
    that changes needs a restart.
    """

    def add_files(self, root: str, prefix: str | None = None) -> None:
        """Do not read the folder at the start."""

    def add_files_from_finders(self) -> None:
        """Do not read the folders of the packages at the start."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the static file of this path, if there is one."""
        path = request.path_info
        file = self.find_file(path) if path.startswith(self.static_prefix) else None
        answer: HttpResponseBase = self.get_response(request) if file is None else self.serve(file, request)
        return answer

    def find_file(self, url: str) -> Any:
        """Return the static file of this path, or None."""
        if url in self.files and not self.autorefresh:
            return self.files[url]
        file = super().find_file(url)
        if file is not None:
            self.files[url] = file
        return file

    def candidate_paths_for_url(self, url: str) -> Any:
        """Return where the file may lie, the best place first."""
        name = url.removeprefix(self.static_prefix)
        collected, packaged = Path(self.static_root, name), finders.find(name)
        if packaged is None or (collected.is_file() and filecmp.cmp(packaged, collected, shallow=False)):
            return [str(collected)]
        return [packaged]

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

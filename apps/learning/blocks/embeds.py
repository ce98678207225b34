"""Pages of other sites in a block: which hosts may be shown, and the address that is."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.core.validators import InvalidValue

MAX_URL_LENGTH = 1000

_YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be"}
_YOUTUBE_ID = re.compile(r"[\w-]{6,20}", re.ASCII)
_VIMEO_ID = re.compile(r"/(?:video/)?(\d{4,12})/?")


def normalize_embed_url(value: str) -> str:
    """Return the address to show in a frame: a film of YouTube without cookies, one of Vimeo in its player.

    Raise InvalidValue for another scheme than https, and for a host that is not in `settings.EMBED_HOSTS`.
    """
    parts = _split(value)
    host = parts.hostname or ""
    if host in _YOUTUBE_HOSTS or host == "www.youtube-nocookie.com":
        return f"https://www.youtube-nocookie.com/embed/{_find_youtube_id(value)}"
    if host in ("vimeo.com", "www.vimeo.com", "player.vimeo.com"):
        found = _VIMEO_ID.fullmatch(parts.path)
        if found is None:
            raise InvalidValue(_("This is not the address of a film."))
        return f"https://player.vimeo.com/video/{found[1]}"
    host = host.removeprefix("www.")
    if host not in settings.EMBED_HOSTS:
        raise InvalidValue(_("Pages of this site cannot be shown in a lesson."))
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{host}{parts.path or '/'}{query}"


def _split(value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        is_plain = parts.scheme == "https" and not parts.username and parts.port in (None, 443)
    except ValueError:
        is_plain = False
    if not is_plain or len(value) > MAX_URL_LENGTH or re.search(r"[\s\\<>\"'\x00-\x1f]", value):
        raise InvalidValue(_("Enter an address that begins with https://."))
    return parts


def _find_youtube_id(value: str) -> str:
    parts = urlsplit(value)
    kind, _slash, rest = parts.path.strip("/").partition("/")
    if parts.hostname == "youtu.be":
        found = kind
    elif kind in ("embed", "shorts", "live", "v"):
        found = rest.split("/")[0]
    else:
        found = parse_qs(parts.query).get("v", [""])[0]
    if not _YOUTUBE_ID.fullmatch(found):
        raise InvalidValue(_("This is not the address of a film."))
    return found

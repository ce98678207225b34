"""Search columns of this app."""

from apps.core.search_keys import SearchKeys
from apps.resources.models import MediaFile
from apps.resources.services.library import build_media_search_key


def _set_media_key(media: MediaFile) -> None:
    media.folded = build_media_search_key(media.title)


SEARCH_KEYS = [SearchKeys("resources.mediafile", MediaFile.objects.all, ("folded",), _set_media_key)]

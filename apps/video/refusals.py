"""Why a video, or a copy of one, is refused."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

REFUSALS: dict[str, StrOrPromise] = {
    "damaged": _("This film cannot be read: it is damaged, cut off, or no film. Send it as MP4, MOV or WebM."),
    "no_picture": _("This file has no moving picture. Send it as a recording."),
    "long": _("This film is longer than this centre allows. Cut it into parts."),
    "tall": _("The picture of this film is too large. Export it with 2160 lines at most."),
    "streams": _("This film holds too many tracks. Export it with one picture and one sound."),
    "slow": _("This film takes too long to prepare. Export it again as MP4 (H.264) and send it."),
    "failed": _("This film could not be prepared. Send it again."),
}
"""Texts by the key that `Video.refusal` holds."""


def describe_refusal(refusal: str) -> str | None:
    """Return the text of a key, in the reader's language; None for ""."""
    return str(REFUSALS[refusal]) if refusal else None


COPY_REFUSALS: dict[str, StrOrPromise] = {"failed": _("The copy could not be made. Ask for it again.")}
"""Texts by the key that `FilmCopy.refusal` holds."""


def describe_copy_refusal(refusal: str) -> str | None:
    """Return the text of a key of COPY_REFUSALS, in the reader's language; None for ""."""
    return str(COPY_REFUSALS[refusal]) if refusal else None


class VideoRefused(Exception):
    """A film that is refused for good. The argument is a key of REFUSALS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

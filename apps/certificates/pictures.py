"""Logos and pictures of signatures: what a centre uploads becomes a small clean WebP."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.images import make_small_webp
from apps.core.errors import Invalid
from apps.core.stored_messages import FormattedMessage

MAX_MEGABYTES = 5
MAX_SIDE = 800
"""In pixels: 340 dpi on 60 mm, the widest that a layout draws. Each costs up to 2 MB in every PDF."""

TOO_BIG = _("A picture has at most %(count)d MB.")


def clean_picture(image_bytes: bytes, *, field: str) -> bytes:
    """Return the picture as WebP: upright, at most 800 pixels on a side, transparent where it was, without metadata.

    Raise Invalid on `field` for more than 5 MB, for more than 25 million pixels (by its header, before it is decoded),
    and for what cannot be read as an image. Raise Unavailable when too many images are being read.
    """
    if len(image_bytes) > MAX_MEGABYTES * 1024 * 1024:
        raise Invalid.field(field, FormattedMessage(TOO_BIG, count=MAX_MEGABYTES))
    try:
        return make_small_webp(image_bytes, max_side=MAX_SIDE)
    except Invalid as refused:
        raise Invalid(fields={field: refused.fields["file"]}) from refused

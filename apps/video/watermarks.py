"""The picture of a viewer's name that is burnt into a copy of a film."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import apps.core

FONT = Path(apps.core.__file__).with_name("fonts") / "DejaVuSans.ttf"
"""It has the letters of Latin, Cyrillic, Greek, Arabic and Hebrew; others are drawn as boxes."""
MAX_CHARACTERS = 200
TEXT_HEIGHT, LEAST_HEIGHT, LEAST_PIXELS = 0.05, 0.03, 10
"""Shares of the shorter side of the picture, and the least in pixels."""
WIDEST = 0.6
"""Share of the width of the picture."""
TAIL = 8
"""Letters at the end that are never cut off: the digits of the phone."""
FILL, EDGE, EDGE_WIDTH = (255, 255, 255, 150), (0, 0, 0, 110), 1


def draw_watermark(text: str, *, width: int, height: int, path: Path) -> None:
    """Write a PNG of the text, as wide as it needs, for a film of this size in pixels.

    Line breaks and what cannot be printed become spaces. A long text is drawn smaller, then cut before its last
    letters.
    """
    text = clean_text(text)[-MAX_CHARACTERS:]
    size, least = (max(LEAST_PIXELS, round(min(width, height) * share)) for share in (TEXT_HEIGHT, LEAST_HEIGHT))
    most = width * WIDEST
    font = _load_font(size)
    while font.getlength(text) > most and size > least:
        size -= 1
        font = _load_font(size)
    begin, end = text[:-TAIL], text[-TAIL:]
    while begin and font.getlength(text) > most:
        begin = begin[:-1]
        text = f"{begin}…{end}"
    left, top, right, bottom = font.getbbox(text, stroke_width=EDGE_WIDTH)
    picture = Image.new("RGBA", (max(1, round(right - left)), max(1, round(bottom - top))))
    draw = ImageDraw.Draw(picture)
    draw.text((-left, -top), text, font=font, fill=FILL, stroke_width=EDGE_WIDTH, stroke_fill=EDGE)
    picture.save(path, "PNG")


def clean_text(text: str) -> str:
    """Return the text on one line, without characters that cannot be seen, such as those that turn its direction."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _load_font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)

"""The centre's colour, and the readable shades of it for light and dark pages. Nothing here uses the database."""

import colorsys
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

HEX_COLOUR = r"^#[0-9a-fA-F]{6}$"
TEXT_CONTRAST = 4.5
"""The contrast of text by WCAG 2.2, level AA."""
MIN_CONTRAST_TO_WHITE = 1.3
"""Below this a colour cannot be told from white, and its readable shades look like another colour."""
STEPS = 200

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Ground:
    """What colours stand on in one theme, as in clients/pages/src/style/tokens.css. `inks` are texts on the accent."""

    ground: str
    sheet: str
    text: str
    inks: tuple[str, ...]
    tint_part: float


LIGHT = Ground(ground="#fbfaf7", sheet="#ffffff", text="#1c2326", inks=("#ffffff",), tint_part=0.12)
DARK = Ground(ground="#14181a", sheet="#1e2427", text="#eef1f0", inks=("#0b1214", "#ffffff"), tint_part=0.16)


@dataclass(frozen=True)
class Shades:
    """The centre's colour in one theme: for links and buttons, for texts on buttons, and for quiet grounds."""

    accent: str
    on_accent: str
    tint: str


def find_colour_error(colour: str) -> StrOrPromise | None:
    """Return why this cannot be the centre's colour, or None. The empty text is allowed."""
    if not colour:
        return None
    if not re.fullmatch(HEX_COLOUR, colour):
        return _("Enter a colour as # and six digits or letters a–f, such as #0b6e6e.")
    if compute_contrast(colour, "#ffffff") < MIN_CONTRAST_TO_WHITE:
        return _("This colour is too light: it cannot be told from white. Choose a darker one.")
    return None


def build_shades(colour: str, on: Ground) -> Shades:
    """Return shades of the same hue that can be read on the grounds of a theme: the colour itself, or the nearest
    darker (on dark grounds lighter) one.
    """
    hue, own_lightness, saturation = colorsys.rgb_to_hls(*_parse(colour))
    end = 0.0 if on is LIGHT else 1.0
    for step in range(STEPS + 1):
        lightness = own_lightness + (end - own_lightness) * step / STEPS
        shades = _build(_format(colorsys.hls_to_rgb(hue, lightness, saturation)), on)
        if _is_readable(shades, on):
            return shades
    raise AssertionError("black and white can always be read")


def compute_contrast(item: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2, from 1 to 21."""
    darker, brighter = sorted((_compute_luminance(item), _compute_luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def _build(accent: str, on: Ground) -> Shades:
    ink = max(on.inks, key=lambda each: compute_contrast(each, accent))
    parts = zip(_parse(accent), _parse(on.sheet), strict=True)
    red, green, blue = (own * on.tint_part + sheet * (1 - on.tint_part) for own, sheet in parts)
    return Shades(accent=accent, on_accent=ink, tint=_format((red, green, blue)))


def _is_readable(shades: Shades, on: Ground) -> bool:
    pairs = [(shades.accent, ground) for ground in (on.ground, on.sheet, shades.tint)]
    pairs += [(shades.on_accent, shades.accent), (on.text, shades.tint)]
    return all(compute_contrast(item, ground) >= TEXT_CONTRAST for item, ground in pairs)


def _compute_luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parse(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _format(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)

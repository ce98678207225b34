"""Texts can be read on every ground they stand on, in light and dark (WCAG 2.2: 4.5 for text, 3 for edges)."""

import re

import pytest

from apps.pages.views import BACKGROUND
from tests.process_forker import ROOT

TOKENS = (ROOT / "clients/pages/src/style/tokens.css").read_text("utf-8")
GROUNDS = ("ground", "sheet")
TEXTS = [
    *((text, ground) for text in ("text", "quiet", "accent", "check", "good", "near") for ground in GROUNDS),
    *(("text", "tint"), ("accent", "tint"), ("text", "near-tint"), ("text", "check-tint"), ("near", "near-tint")),
    *(("check", "check-tint"), ("good", "good-tint"), ("on-accent", "accent"), ("sheet", "check")),
]
EDGES = [("edge", ground) for ground in GROUNDS]


def colours(theme):
    """The tokens of a theme; dark ones stand in front of those they do not replace."""
    light, _, dark = TOKENS.partition(':root[data-theme="dark"]')
    result = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return result | (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark)) if theme == "dark" else {})


def luminance(colour):
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(item, other):
    brighter, darker = sorted((luminance(item), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_and_edges_have_enough_contrast(theme):
    tokens = colours(theme)
    for pairs, least in ((TEXTS, 4.5), (EDGES, 3)):
        contrasts = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in pairs}
        assert {pair: ratio for pair, ratio in contrasts.items() if ratio < least} == {}


def test_low_contrast_is_reported():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#999999", "#ffffff") < 4.5


def test_theme_color_matches_the_background():
    assert {theme: colours(theme)["ground"] for theme in BACKGROUND} == BACKGROUND

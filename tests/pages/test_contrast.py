"""Texts can be read on every ground they stand on, in light and dark (WCAG 2.2: 4.5 for text, 3 for edges)."""

import itertools
import re

import pytest

from apps.pages.views import BACKGROUND
from apps.settings.colours import DARK, LIGHT, build_shades, find_colour_error
from project.admin_colours import COLOURS, RADIUS
from tests.process_forker import ROOT

TOKENS = (ROOT / "clients/pages/src/style/tokens.css").read_text("utf-8")
GROUNDS = ("ground", "sheet")
TEXTS = [
    *((text, ground) for text in ("text", "quiet", "accent", "check", "good", "near") for ground in GROUNDS),
    *(("text", "tint"), ("accent", "tint"), ("text", "near-tint"), ("text", "check-tint"), ("near", "near-tint")),
    *(("check", "check-tint"), ("good", "good-tint"), ("on-accent", "accent"), ("sheet", "check")),
]
EDGES = [("edge", ground) for ground in GROUNDS]
READY = (ROOT / "clients/pages/src/settings/centre/ready-colours.ts").read_text("utf-8")
THEMES = {"light": LIGHT, "dark": DARK}


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


@pytest.mark.parametrize("theme", THEMES)
def test_shades_of_any_centre_colour_have_enough_contrast(theme):
    tokens, on = colours(theme), THEMES[theme]
    assert (on.ground, on.sheet, on.text) == (tokens["ground"], tokens["sheet"], tokens["text"])
    parts = [f"{part:02x}" for part in range(0, 256, 51)]
    for colour in (f"#{red}{green}{blue}" for red, green, blue in itertools.product(parts, repeat=3)):
        shades = build_shades(colour, on)
        shown = tokens | {"accent": shades.accent, "on-accent": shades.on_accent, "tint": shades.tint}
        contrasts = {pair: contrast(shown[pair[0]], shown[pair[1]]) for pair in TEXTS}
        assert {pair: ratio for pair, ratio in contrasts.items() if ratio < 4.5} == {}, colour


def test_ready_colours_are_shown_as_they_are_on_light_pages():
    ready = re.findall(r'"(#[0-9a-f]{6})"', READY)
    assert len(ready) > 5
    for colour in ready:
        assert (find_colour_error(colour), build_shades(colour, LIGHT).accent) == (None, colour)


def test_the_admin_takes_the_same_tokens():
    base, primary, light, dark = COLOURS["base"], COLOURS["primary"], colours("light"), colours("dark")
    assert (base["50"], base["200"], base["500"]) == (light["ground"], light["line"], light["quiet"])
    assert (base["400"], base["700"]) == (dark["quiet"], dark["line"])
    assert (base["900"], base["950"]) == (dark["sheet"], dark["ground"])
    assert (primary["600"], primary["100"]) == (light["accent"], light["tint"])
    assert (primary["400"], primary["900"], primary["950"]) == (dark["accent"], dark["tint"], dark["on-accent"])
    assert f"--round: {RADIUS};" in TOKENS
    for item, ground in ((primary["600"], base["50"]), (primary["500"], base["900"]), (base["500"], base["50"])):
        assert contrast(item, ground) >= 4.5

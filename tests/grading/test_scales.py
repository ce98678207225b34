"""Bands of scales: exact bounds, and what is refused."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from apps.core.errors import ErrorCode, Invalid
from apps.grading.scales import USUAL_SCALES, Band, GradeScale, UsualScale, check_bands, find_band, get_needed_percent
from tests.grading.drawn_gradebooks import unhurried


def bands(*pairs):
    return tuple(Band(lower=Decimal(lower), word=word) for lower, word in pairs)


@pytest.mark.parametrize("scale", [scale for scale in USUAL_SCALES.values() if scale.bands])
def test_a_usual_scale_is_in_order_and_each_band_begins_at_its_bound(scale):
    check_bands(scale.bands)
    for place, band in enumerate(scale.bands):
        assert get_needed_percent(scale, place) == band.lower
        assert find_band(scale, band.lower) == band
        if place:
            assert find_band(scale, band.lower - Decimal("0.01")) == scale.bands[place - 1]
    assert find_band(scale, Decimal(130)) == scale.bands[-1]


def test_the_usual_scales_have_their_words():
    assert set(USUAL_SCALES) == set(UsualScale)
    with override("en"):
        words = {name: [str(band.word) for band in scale.bands] for name, scale in USUAL_SCALES.items()}
    assert words[UsualScale.HUNDRED_POINTS] == []
    assert words[UsualScale.FIVE] == list("2345")
    assert words[UsualScale.TWELVE] == [str(number) for number in range(1, 13)]
    assert words[UsualScale.LETTERS] == list("FDCBA")
    assert words[UsualScale.PASS_FAIL] == ["Fail", "Pass"]


def test_a_scale_without_bands_has_no_word():
    assert find_band(GradeScale(), Decimal(50)) is None


@pytest.mark.parametrize("place", [-1, 4])
def test_a_band_that_the_scale_does_not_have_is_refused(place):
    with pytest.raises(Invalid) as refused:
        get_needed_percent(USUAL_SCALES[UsualScale.FIVE], place)
    assert list(refused.value.fields) == ["band"]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ([], ["bands"]),
        ([("0", "one")], ["bands"]),
        ([(place, str(place)) for place in range(51)], ["bands"]),
        ([("1", "low"), ("50", "high")], ["bands.0.lower"]),
        ([("0", "low"), ("50", "high"), ("50", "top")], ["bands.2.lower"]),
        ([("0", "low"), ("60", "high"), ("50", "top")], ["bands.2.lower"]),
        ([("0", "low"), ("100.01", "high")], ["bands.1.lower"]),
        ([("-1", "low"), ("50", "high")], ["bands.0.lower"]),
        ([("0", "low"), ("NaN", "high")], ["bands.1.lower"]),
        ([("0", "low"), ("Infinity", "high")], ["bands.1.lower"]),
        ([("0", " "), ("50", "high")], ["bands.0.word"]),
        ([("0", "a"), ("50", "A ")], ["bands.1.word"]),
        ([("2", "a"), ("1", "a")], ["bands.0.lower", "bands.1.lower", "bands.1.word"]),
    ],
)
def test_wrong_bands_are_refused_with_all_their_fields(wrong, fields):
    with pytest.raises(Invalid) as refused:
        check_bands(bands(*wrong))
    assert (refused.value.code, sorted(refused.value.fields)) == (ErrorCode.INVALID, fields)


def test_fifty_bands_are_in_order():
    check_bands(bands(*((place * 2, str(place)) for place in range(50))))


@unhurried
@given(st.sets(st.decimals(0, 100, places=2), max_size=49), st.decimals(0, 150, places=2))
def test_each_percent_has_the_highest_band_that_begins_at_or_below_it(lowers, percent):
    found = bands(*((lower, str(place)) for place, lower in enumerate(sorted(lowers | {Decimal(0)}))))
    band = find_band(GradeScale(bands=found), percent)
    assert band == max((one for one in found if one.lower <= percent), key=lambda one: one.lower)

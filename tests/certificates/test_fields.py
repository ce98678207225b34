"""Fields in texts: what stands in their place, and lines that are left out."""

from datetime import date

import pytest

from apps.certificates.fields import (
    Field,
    check_facts,
    fill_text,
    find_fields,
    format_date,
    get_field_values,
    has_lone_brace,
)
from apps.core.errors import Invalid
from tests.certificates.certificate_data import build_facts


def fill(text, language="en", **changes):
    return fill_text(text, get_field_values(build_facts(**changes), language))


def test_every_field_has_a_value():
    values = get_field_values(build_facts(), "uz")
    assert set(values) == set(Field)
    assert all(values.values())


def test_a_text_is_filled_line_by_line():
    assert fill("{name}, {level}\n\n  {hours} h  ") == ["Malika Oʻrinboyeva, B1", "72 h"]


def test_a_line_with_an_unknown_fact_is_left_out():
    assert fill("Level: {level}\nLength: {hours} hours\nWell done", level="", hours=None) == ["Well done"]
    assert fill("{hours} hours", hours=0) == ["0 hours"]


def test_a_value_with_braces_is_not_filled_again():
    assert fill("{name}", name="{number} {x}") == ["{number} {x}"]


@pytest.mark.parametrize(
    ("language", "words"), [("uz", "2026-yil 3-mart"), ("ru", "3 марта 2026 г."), ("en", "3 March 2026")]
)
def test_a_date_is_in_words(language, words):
    assert format_date(date(2026, 3, 3), language) == words


@pytest.mark.parametrize(
    ("text", "fields", "is_lone"),
    [
        ("{name} {x}", ["name", "x"], False),
        ("{}", [""], False),
        ("{name", [], True),
        ("name}", [], True),
        ("{{name}}", ["name"], True),
        ("", [], False),
    ],
)
def test_fields_and_lone_braces_are_seen(text, fields, is_lone):
    assert (find_fields(text), has_lone_brace(text)) == (fields, is_lone)


def test_a_certificate_without_a_name_is_refused():
    check_facts(build_facts(level="", hours=None))
    with pytest.raises(Invalid) as refused:
        check_facts(build_facts(name=" ", course="", number=""))
    assert list(refused.value.fields) == ["name", "course", "number"]

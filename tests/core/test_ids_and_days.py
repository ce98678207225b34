"""Identifiers, local days and names in three languages."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import translation

from apps.core import request_context
from apps.core.ids import uuid7
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.translated_texts import pick_translation


def test_identifier_is_a_version_7_uuid():
    made = [uuid7() for _ in range(1000)]
    assert len({item.int >> 80 for item in made}) < 1000
    assert {(item.version, item.variant) for item in made} == {(7, uuid.RFC_4122)}
    assert len(set(made)) == 1000
    assert made == sorted(made), "as they were made, many of them within one millisecond"


def test_identifiers_sort_by_millisecond_of_creation():
    moments = [datetime(2026, 11, 20, tzinfo=UTC) + timedelta(milliseconds=number) for number in range(50)]
    made = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            made.append(uuid7())
    assert made == sorted(made)
    assert made[0].int >> 80 == int(moments[0].timestamp() * 1000)


def test_identifiers_made_in_many_threads_are_distinct():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: uuid7(), range(4000)))
    assert len(set(made)) == 4000
    assert abs(time.time() * 1000 - (made[-1].int >> 80)) < 60_000


def test_local_day_changes_at_local_midnight():
    before, after = datetime(2026, 11, 20, 18, 59, 59, tzinfo=UTC), datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
    assert get_local_day(before, "Asia/Tashkent") == date(2026, 11, 20)
    assert get_local_day(after, "Asia/Tashkent") == date(2026, 11, 21)
    assert get_local_day(after, "UTC") == date(2026, 11, 20)


def test_day_bounds_contain_exactly_the_moments_of_the_day():
    start, end = get_day_bounds(date(2026, 11, 20), "Asia/Tashkent")
    assert (start, end) == (datetime(2026, 11, 19, 19, tzinfo=UTC), datetime(2026, 11, 20, 19, tzinfo=UTC))
    last = end - timedelta(microseconds=1)
    assert get_local_day(start, "Asia/Tashkent") == get_local_day(last, "Asia/Tashkent") == date(2026, 11, 20)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_day_of_clock_change_is_an_hour_shorter_or_longer(day, hours):
    start, end = get_day_bounds(day, "Europe/Berlin")
    assert end - start == timedelta(hours=hours)


def test_translation_falls_back_to_the_first_filled_language():
    name = {"uz": "Ingliz tili", "ru": "", "en": "English"}
    wanted = {"en": "English", "en-GB": "English", "ru": "Ingliz tili"}
    assert {language: pick_translation(name, language) for language in wanted} == wanted
    with translation.override("en"):
        assert pick_translation(name) == "English"
    assert pick_translation({"en": "English"}, "uz") == "English"
    assert pick_translation({}, "uz") == ""


def test_request_id_of_client_is_used_only_when_it_is_safe():
    assert request_context.choose_request_id("abc-123.DEF_456") == "abc-123.DEF_456"
    for offered in (None, "", "short", "x" * 65, "has space1", "new\nline12", "кириллица", '"quoted"12'):
        made = request_context.choose_request_id(offered)
        assert made != offered
        assert len(made) == 32


def test_request_id_is_reset_at_the_end_of_its_block():
    assert request_context.get_request_id() == ""
    with request_context.use_request_context("outer-request"):
        with request_context.use_request_context("inner-request", job_id="job"):
            assert (request_context.get_request_id(), request_context.get_job_id()) == ("inner-request", "job")
        assert (request_context.get_request_id(), request_context.get_job_id()) == ("outer-request", "")
    assert request_context.get_request_id() == ""

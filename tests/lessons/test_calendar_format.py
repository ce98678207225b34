"""The bytes of a calendar against the rules of RFC 5545, checked by hand: no library reads them here."""

import re

import pytest

from apps.accounts.models import Guardian
from apps.courses.models import Group
from apps.lessons import services
from tests import factories
from tests.factories import client_for
from tests.lessons.lesson_factory import create_hour_lesson, create_test_room, tashkent_time

NEEDED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LAST-MODIFIED")
ONCE = {*NEEDED, "LOCATION", "DESCRIPTION", "TRANSP"}
LONG = "Ўтган замон, жуда узун мавзу; " * 6 + "\\ \x07 end"


def unfolded(content: bytes) -> list[str]:
    """Content lines (3.1): CRLF ends each, a line that begins with a blank goes on with the one before."""
    return content.replace(b"\r\n ", b"").decode("utf-8").removesuffix("\r\n").split("\r\n")


def blocks(lines: list[str], name: str) -> list[list[str]]:
    text = "\n".join(lines)
    return [match.split("\n") for match in re.findall(rf"BEGIN:{name}\n(.*?)\nEND:{name}", text, re.DOTALL)]


def name_of(line: str) -> str:
    return re.split("[;:]", line, maxsplit=1)[0]


@pytest.fixture
def content(group, other_group, parent, pupil, other_pupil):
    """The calendar of a parent: a moved, a cancelled and a plain lesson of two groups in two zones."""
    for child in (pupil, other_pupil):
        Guardian.objects.create(parent=parent, child=child, kind="mother")
    Group.objects.filter(pk=other_group.pk).update(zone="Europe/Berlin")
    moved = create_hour_lesson(group, 2, topic=LONG.replace("\x07", "-")[:200])
    cancelled = create_hour_lesson(group, 3)
    room = create_test_room(group.branch)
    services.reschedule_lesson(actor=None, lesson=moved, starts_at=tashkent_time(4), reason="x", room=room)
    services.cancel_lesson(actor=None, lesson=cancelled, reason="x")
    plain = create_hour_lesson(other_group, 5)
    type(plain).objects.filter(pk=plain.pk).update(topic="bell \x07 rings")
    address = client_for(parent).post("/lessons/calendar/token/").json["address"]
    return factories.ApiClient().get(address).content


def test_lines_end_in_crlf_are_folded_at_75_octets_and_are_utf8(content):
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\r\n " in content
    for line in content.split(b"\r\n"):
        line.decode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content.decode("utf-8"))


def test_components_nest_and_have_required_properties(content):
    lines = unfolded(content)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    opened: list[str] = []
    for line in lines:
        if line.startswith("BEGIN:"):
            opened.append(line[6:])
        elif line.startswith("END:"):
            assert opened.pop() == line[4:]
    assert opened == []
    assert lines.count("VERSION:2.0") == 1
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines
    assert not [line for line in lines if line.startswith("METHOD")]
    events = blocks(lines, "VEVENT")
    assert len(events) == 3
    for event in events:
        names = [name_of(line) for line in event]
        assert [name for name in NEEDED if names.count(name) != 1] == []
        assert [name for name in ONCE if names.count(name) > 1] == []
    assert len({line for event in events for line in event if line.startswith("UID:")}) == 3
    expected = ["STATUS:CANCELLED", "STATUS:CONFIRMED", "STATUS:CONFIRMED"]
    assert sorted(line for event in events for line in event if line.startswith("STATUS:")) == expected


def test_every_used_time_zone_is_defined(content):
    lines = unfolded(content)
    named = set(re.findall(r"^DT(?:START|END);TZID=([^:]+):\d{8}T\d{6}$", "\n".join(lines), re.MULTILINE))
    zones = blocks(lines, "VTIMEZONE")
    described = [line.removeprefix("TZID:") for zone in zones for line in zone if line.startswith("TZID:")]
    assert named == {"Asia/Tashkent", "Europe/Berlin"}
    assert sorted(described) == sorted(named)
    for zone in zones:
        parts = [part for kind in ("STANDARD", "DAYLIGHT") for part in blocks(zone, kind)]
        assert parts
        for part in parts:
            assert {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= {name_of(line) for line in part}
            assert re.search(r"^DTSTART:\d{8}T\d{6}$", "\n".join(part), re.MULTILINE)
    stamps = [line for line in lines if line.startswith(("DTSTAMP", "LAST-MODIFIED"))]
    assert all(re.fullmatch(r"(DTSTAMP|LAST-MODIFIED):\d{8}T\d{6}Z", line) for line in stamps)


def test_texts_are_escaped(content):
    summaries = [line for line in unfolded(content) if line.startswith("SUMMARY:")]
    assert any("Ўтган замон\\, жуда узун мавзу\\; " in line for line in summaries)
    assert any("bell   rings" in line for line in summaries)
    assert not any(re.search(r"(?<!\\)[;,]", line.removeprefix("SUMMARY:")) for line in summaries)


def test_calendar_without_lessons_has_its_time_zone(stranger):
    address = client_for(stranger).post("/lessons/calendar/token/").json["address"]
    lines = unfolded(factories.ApiClient().get(address).content)
    assert (len(blocks(lines, "VTIMEZONE")), len(blocks(lines, "VEVENT"))) == (1, 0)

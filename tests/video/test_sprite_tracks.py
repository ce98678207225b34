"""The track of small pictures: each cue names its part of its sheet, and none ends after the film."""

import re

from apps.video.sprite_tracks import write_sprite_track

SHEETS = {"interval_ms": 6000, "columns": 5, "rows": 2, "width": 160, "height": 90}


def read_cues(count, duration_ms):
    track = write_sprite_track({**SHEETS, "count": count}, duration_ms)
    assert track.endswith("\n")
    head, *cues = track.strip().split("\n\n")
    assert head == "WEBVTT"
    return [tuple(re.split(r" --> |\n", cue)) for cue in cues]


def test_cues_lie_row_by_row_and_sheet_by_sheet():
    cues = read_cues(count=12, duration_ms=70_500)
    assert cues[0] == ("00:00:00.000", "00:00:06.000", "sprite-0.jpg#xywh=0,0,160,90")
    assert cues[4] == ("00:00:24.000", "00:00:30.000", "sprite-0.jpg#xywh=640,0,160,90")
    assert cues[5][2] == "sprite-0.jpg#xywh=0,90,160,90"
    assert cues[9][2] == "sprite-0.jpg#xywh=640,90,160,90"
    assert cues[10] == ("00:01:00.000", "00:01:06.000", "sprite-1.jpg#xywh=0,0,160,90")
    assert cues[11] == ("00:01:06.000", "00:01:10.500", "sprite-1.jpg#xywh=160,0,160,90")
    assert [begin for begin, _, _ in cues[1:]] == [end for _, end, _ in cues[:-1]]


def test_no_cue_lies_behind_the_film():
    assert len(read_cues(count=5, duration_ms=12_000)) == 2
    assert read_cues(count=0, duration_ms=12_000) == []


def test_a_film_of_hours_has_times_with_hours():
    assert read_cues(count=1201, duration_ms=7_206_000)[1200][:2] == ("02:00:00.000", "02:00:06.000")

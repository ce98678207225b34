"""Each film gets a result or a reason; the process lives on, and nothing but the film is read."""

import socket
from pathlib import Path

import pytest

from apps.video.models import VideoState
from apps.video.programs import find_ffmpeg
from tests.video import films, odd_films
from tests.video.films import make_film
from tests.video.test_transcoding import count_frames, write_playlist

RESULTS = {
    "portrait": (180, 320, 2.0),
    "rotated": (180, 320, 2.0),
    "variable_rate": (320, 180, 2.0),
    "one_frame_a_second": (320, 180, 5.0),
    "longer_sound": (320, 180, 8.0),
    "surround": (320, 180, 2.0),
    "hdr": (320, 180, 2.0),
    "webm": (320, 180, 2.0),
    "anamorphic": (320, 180, 2.0),
    "odd_size": (320, 180, 2.0),
    "late_sound": (320, 180, 2.0),
    "tiny": (16, 16, 2.0),
    "silent": (320, 180, 2.0),
    "broken_frames": (320, 180, 4.0),
    "lying_header": (320, 180, 2.0),
    "rotated_180": (320, 180, 2.0),
    "rotated_270": (180, 320, 2.0),
    "hlg": (320, 180, 2.0),
    "mono": (320, 180, 2.0),
    "without_sound": (320, 180, 2.0),
    "many_frames": (320, 180, 2.0),
    "mov_of_a_camera": (320, 180, 2.0),
    "prores_with_alpha": (320, 180, 2.0),
    "vp8_with_alpha": (320, 180, 2.0),
    "vp9": (320, 180, 2.0),
    "av1": (320, 180, 2.0),
    "hevc": (320, 180, 2.0),
    "deep_colours": (320, 180, 2.0),
    "interlaced": (320, 180, 4.0),
    "fragmented": (320, 180, 2.0),
    "shorter_sound": (320, 180, 2.0),
    "gap": (320, 180, 6.0),
    "begins_before_zero": (320, 180, 1.5),
    "cut_by_a_byte": (320, 180, 2.0),
    "giant_index": (320, 180, 2.0),
    "begins_late": (320, 180, 2.0),
    "edited": (320, 180, 2.5),
    "with_cover": (320, 180, 2.0),
    "matroska": (320, 180, 2.0),
}
QUICK = (
    *("rotated", "longer_sound", "variable_rate", "truncated", "no_picture", "too_long", "too_tall", "hundred_streams"),
    *("not_a_film", "giant_table"),
)
REFUSED = {
    "truncated": "damaged",
    "without_index": "damaged",
    "no_picture": "no_picture",
    "too_long": "long",
    "too_tall": "tall",
    "hundred_streams": "streams",
    "not_a_film": "damaged",
    "cut_in_its_index": "damaged",
    "only_a_header": "damaged",
    "one_byte": "damaged",
    "giant_table": "damaged",
    "nested_boxes": "damaged",
    "cover_alone": "no_picture",
    "flash": "damaged",
    "transport_stream": "damaged",
    "animated_gif": "damaged",
    "picture": "damaged",
    "subtitles_that_name_a_file": "damaged",
    "text_of_a_filter": "damaged",
}


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in RESULTS]
)
def test_an_odd_film_becomes_one_that_plays(name, tmp_path):
    video = films.transcode(films.add(getattr(odd_films, name)()))
    assert (video.state, video.refusal) == (VideoState.READY, "")
    width, height, seconds = RESULTS[name]
    assert (video.width, video.height) == (width, height)
    assert video.duration_ms / 1000 == pytest.approx(seconds, abs=0.25)
    for rendition in video.renditions.all():
        kind = "a" if rendition.name == "audio" else "v"
        _frames, decoded = count_frames(write_playlist(tmp_path / rendition.name, video, rendition), kind)
        assert decoded == pytest.approx(video.duration_ms / 1000, abs=0.3)


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in REFUSED]
)
def test_what_cannot_be_watched_is_refused_with_its_reason(name, store):
    video = films.transcode(films.add(getattr(odd_films, name)()))
    assert (video.state, video.refusal, video.made) == (VideoState.REFUSED, REFUSED[name], {})
    assert not list(store.glob("video/*/*"))
    assert list((store / ".video-work").iterdir()) == []


def test_playlists_in_the_clothes_of_a_film_reach_neither_files_nor_hosts(tmp_path):
    other = tmp_path / "other.mp4"
    other.write_bytes(make_film())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        port = listening.getsockname()[1]
        for content in (
            odd_films.concat(other),
            odd_films.playlist(f"file://{other}"),
            odd_films.playlist(f"http://127.0.0.1:{port}/film.mp4"),
            odd_films.session_description(port),
            odd_films.concat(f"http://127.0.0.1:{port}/film.mp4"),
        ):
            video = films.transcode(films.add(content))
            assert (video.state, video.refusal) == (VideoState.REFUSED, "damaged")
        with pytest.raises(TimeoutError):
            listening.accept()


def test_ffmpeg_would_follow_those_playlists_control(tmp_path):
    other = tmp_path / "other.mp4"
    other.write_bytes(make_film())
    script = tmp_path / "film.mp4"
    script.write_bytes(odd_films.concat(other))
    assert films.run_ffmpeg("-safe", "0", "-i", script, "-f", "framemd5", "-").count(b"\n") > 50
    assert Path(find_ffmpeg()).is_file()

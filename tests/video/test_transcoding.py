"""A film becomes a ladder of encrypted renditions, with its sound, a poster and sprites."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from apps.core.sealing import unseal
from apps.video import keys, video_files
from apps.video.models import VideoState
from tests.video import films
from tests.video.films import make_film


def read(video, name):
    opened, _ = video_files.open_file(video.pk, name)
    with opened:
        return opened.read()


def write_playlist(folder, video, rendition, with_key=True):
    """The files of a rendition in `folder` as a player finds them; the path of the playlist."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:6", '#EXT-X-MAP:URI="init.mp4"']
    (folder / "init.mp4").write_bytes(read(video, f"{rendition.name}/init.mp4"))
    for number, length in enumerate(rendition.segments):
        if with_key:
            period = keys.get_period(number)
            key = keys.derive_key(keys.open_secret(video), rendition.name, period)
            (folder / f"{period}.key").write_bytes(key)
            lines.append(f'#EXT-X-KEY:METHOD=AES-128,URI="{period}.key",IV=0x{keys.build_iv(number).hex()}')
        lines += [f"#EXTINF:{length / 1000:.3f},", f"{number:05}.m4s"]
        (folder / f"{number:05}.m4s").write_bytes(read(video, video_files.build_segment_name(rendition.name, number)))
    playlist = folder / "list.m3u8"
    playlist.write_text("\n".join([*lines, "#EXT-X-ENDLIST", ""]))
    return playlist


def count_frames(playlist, kind="v"):
    """How many frames ffmpeg decodes from a playlist, and when the last one ends, in seconds."""
    lines = films.decode("-allowed_extensions", "ALL", "-i", playlist, "-map", f"0:{kind}?").splitlines()
    base = next((line.split()[2] for line in lines if line.startswith("#tb")), "1/1")
    frames = [line.split(",") for line in lines if not line.startswith("#")]
    ends = [int(frame[2]) + int(frame[3]) for frame in frames]
    return len(frames), max(ends, default=0) * int(base.split("/")[0]) / int(base.split("/")[1])


def test_a_film_becomes_a_ladder_that_decodes_with_its_keys_only(tmp_path):
    film = make_film(size="854x480", rate=25, seconds=7)
    video = films.transcode(films.add(film))
    assert (video.state, video.percent, video.refusal, video.made) == (VideoState.READY, 100, "", {})
    assert (video.duration_ms, video.width, video.height, video.has_audio) == (7000, 854, 480, True)
    renditions = {rendition.name: rendition for rendition in video.renditions.all()}
    shapes = {name: (rendition.width, rendition.height) for name, rendition in renditions.items()}
    assert shapes == {"240p": (428, 240), "360p": (640, 360), "480p": (854, 480), "audio": (0, 0)}
    assert video.bytes == sum(rendition.bytes for rendition in renditions.values())
    for name, rendition in renditions.items():
        is_sound = name == "audio"
        assert sum(rendition.segments) == 7000
        assert re.fullmatch(r"mp4a\.40\.2" if is_sound else r"avc1\.[0-9a-f]{6}", rendition.codecs)
        assert 0 < rendition.average_bandwidth <= rendition.bandwidth
        frames, seconds = count_frames(write_playlist(tmp_path / name, video, rendition), "a" if is_sound else "v")
        assert abs(seconds - 7) < 0.1
        assert is_sound or frames == 175
        bare = write_playlist(tmp_path / f"{name}-bare", video, rendition, with_key=False)
        assert count_frames(bare, "a" if is_sound else "v") == (0, 0)


def test_poster_and_sprites_show_the_film():
    video = films.transcode(films.add(make_film(size="640x360", seconds=13, sound=False)))
    assert Image.open(BytesIO(read(video, "poster.jpg"))).size == (640, 360)
    assert video.sprites == {
        "interval_ms": 6000, "columns": 5, "rows": 2, "width": 160, "height": 90, "count": 3
    }  # fmt: skip
    assert Image.open(BytesIO(read(video, "sprite-0.jpg"))).size == (800, 180)
    assert not video.has_audio
    assert not video.renditions.filter(name="audio").exists()


def test_the_secret_is_sealed_and_each_period_has_its_own_key():
    video = films.transcode(films.add(make_film()))
    secret = unseal(bytes(video.secret), purpose="video", row_id=video.pk)
    assert secret == keys.open_secret(video)
    found = {keys.derive_key(secret, name, period) for name in ("240p", "audio") for period in range(3)}
    assert len(found) == 6
    assert {len(key) for key in found} == {16}
    assert keys.get_period(39) == 0
    assert keys.get_period(40) == 1


@pytest.mark.slow  # 7 s
def test_sound_has_the_same_loudness_whatever_it_had(tmp_path):
    for name, volume in (("quiet", -15), ("loud", 0)):
        film = films.make_from(
            *("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=4", "-f", "lavfi", "-i"),
            *(f"anoisesrc=color=pink:duration=4:amplitude=0.8,volume={volume}dB", *films.H264),
        )
        video = films.transcode(films.add(film))
        playlist = write_playlist(tmp_path / name, video, video.renditions.get(name="audio"))
        said = films.say("-allowed_extensions", "ALL", "-i", playlist, "-af", "ebur128", "-f", "null", "-")
        loudness = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1])
        assert abs(loudness + 16) < 1.5, name


def test_no_plain_file_stays(store):
    films.transcode(films.add(make_film()))
    assert list((store / ".video-work").iterdir()) == []
    video = next((store / "video").iterdir())
    assert {path.suffix for path in video.rglob("*.*")} == {".mp4", ".m4s", ".jpg"}
    assert json.dumps([path.name for path in video.glob("240p/*")])

"""Playlists say what players need (RFC 8216), and nothing that opens more."""

import re
from types import SimpleNamespace

from apps.video.links import SegmentLinks
from apps.video.playlists import write_master_playlist, write_media_playlist


def make_rendition(name, bandwidth, codecs, width=0, height=0):
    return SimpleNamespace(
        name=name, bandwidth=bandwidth, average_bandwidth=bandwidth // 2, codecs=codecs, width=width, height=height
    )


SOUND = make_rendition("audio", 96_000, "mp4a.40.2")
LADDER = [
    make_rendition("720p", 2_000_000, "avc1.4d401f", 1280, 720),
    SOUND,
    make_rendition("240p", 300_000, "avc1.42c015", 426, 240),
]


def test_a_master_playlist_lists_pictures_with_the_sound_and_the_sound_alone():
    assert write_master_playlist(LADDER).splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,URI="audio.m3u8"',
        '#EXT-X-STREAM-INF:BANDWIDTH=396000,AVERAGE-BANDWIDTH=198000,CODECS="avc1.42c015,mp4a.40.2",'
        'RESOLUTION=426x240,AUDIO="audio"',
        "240p.m3u8",
        '#EXT-X-STREAM-INF:BANDWIDTH=2096000,AVERAGE-BANDWIDTH=1048000,CODECS="avc1.4d401f,mp4a.40.2",'
        'RESOLUTION=1280x720,AUDIO="audio"',
        "720p.m3u8",
        '#EXT-X-STREAM-INF:BANDWIDTH=96000,AVERAGE-BANDWIDTH=48000,CODECS="mp4a.40.2",AUDIO="audio"',
        "audio.m3u8",
    ]


def test_a_silent_film_has_no_group_of_sound():
    text = write_master_playlist([LADDER[0]])
    assert "AUDIO=" not in text
    assert 'CODECS="avc1.4d401f"' in text
    assert text.count("#EXT-X-STREAM-INF") == 1


def test_a_media_playlist_has_a_key_for_each_period_and_an_iv_for_each_segment():
    links = SegmentLinks("/v/1/s/id/720p/init.mp4", [f"/v/1/s/id/720p/{number:05}.m4s" for number in range(82)])
    lines = write_media_playlist("720p", [6000] * 81 + [2480], links).splitlines()
    assert lines[:8] == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-TARGETDURATION:6",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MAP:URI="/v/1/s/id/720p/init.mp4"',
        '#EXT-X-KEY:METHOD=AES-128,URI="key/720p/0",IV=0x00000000000000000000000000000000',
    ]
    assert lines[-3:] == ["#EXTINF:2.480,", "/v/1/s/id/720p/00081.m4s", "#EXT-X-ENDLIST"]
    keys = [re.search(r'URI="([^"]+)",IV=0x(\w{32})', line) for line in lines if line.startswith("#EXT-X-KEY")]
    assert [key[1] for key in keys] == ["key/720p/0"] * 40 + ["key/720p/1"] * 40 + ["key/720p/2"] * 2
    assert [int(key[2], 16) for key in keys] == list(range(82))


def test_the_target_duration_is_that_of_the_longest_segment_rounded_up():
    links = SegmentLinks("i", ["a", "b"])
    assert "#EXT-X-TARGETDURATION:7\n" in write_media_playlist("240p", [6000, 6040], links)

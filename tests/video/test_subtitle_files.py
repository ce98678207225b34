"""Files of subtitles that teachers send, and what viewers get of them."""

import pytest

from apps.video.cue_building import build_cues
from apps.video.models import Playback, Subtitles
from apps.video.subtitle_files import read_subtitle_file, write_srt, write_vtt
from apps.video.subtitle_languages import SPEECH_LANGUAGES
from tests.factories import client_for
from tests.playback.conftest import film, viewer  # noqa: F401
from tests.playback.watching import fetch, started
from tests.video.subtitle_requests import CUES, path, send

VTT = """WEBVTT - made by hand

STYLE
::cue { color: red }

NOTE 00:00:01.000 --> 00:00:09.000

intro
00:01.000 --> 00:02.500 align:start
<v Anna>Good <b>morning!</b><script>alert(1)</script>

01:00:02.500 --> 01:00:04.000
5 &lt; 6 &amp; so
on
"""
SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Xayrli tong!</i> {\\an8}5 < 6\r\n\r\n"
    "2\r\n00:00:02,500 --> 00:00:04,0\r\nHa"
)


def test_a_vtt_file_is_read_as_plain_text_and_published(client, video):
    sent = send(client, video, VTT)
    assert sent.status == 200, sent.json
    assert (sent.json["source"], sent.json["is_published"], sent.json["version"]) == ("file", True, 1)
    assert sent.json["cues"] == [
        {"start_ms": 1000, "end_ms": 2500, "text": "Good morning!alert(1)"},
        {"start_ms": 3_602_500, "end_ms": 3_604_000, "text": "5 < 6 & so\non"},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_an_srt_file_is_read_in_the_encodings_that_programs_write(client, video, encoding):
    text = SRT.replace("Ha", "Да, это так: сорок два")
    cues = send(client, video, text.encode(encoding)).json["cues"]
    assert [cue["text"] for cue in cues] == ["Xayrli tong! 5 < 6", "Да, это так: сорок два"]
    assert (cues[0]["start_ms"], cues[1]["end_ms"]) == (1000, 4000)


def test_times_that_overlap_a_little_are_mended_and_reported(client, video):
    sent = send(client, video, SRT.replace("00:00:02,500\r\n<", "00:00:02,900\r\n<")).json
    assert (sent["shortened"], sent["cues"][0]["end_ms"]) == (1, 2500)


def block(start, end, text="a"):
    return f"00:00:{start:06.3f} --> 00:00:{end:06.3f}\n{text}\n\n"


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 422, ""),
        (b"WEBVTT\n", 422, "There are no subtitles"),
        (b"Good morning!", 422, "There are no subtitles"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", 422, "letters of this file"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nДа".encode("cp1251"), 422, "letters of this file"),
        ("1\n00:00:01,000 --> 00:00:02,000\nça va, déjà vu".encode("latin-1"), 422, "letters of this file"),
        ("WEBVTT\n\n" + block(5, 6) + block(1, 2), 422, "Subtitle 2: it begins before"),
        ("WEBVTT\n\n" + block(5, 6) + block(5, 6), 422, "Subtitle 2: it begins before"),
        ("WEBVTT\n\n" + block(5, 4), 422, "Subtitle 1: it has to end"),
        ("WEBVTT\n\n" + block(5, 6, "a" * 1001), 422, "Subtitle 1: the text may have"),
        ("WEBVTT\n\nab:cd --> 00:02.000\na", 422, "These times cannot be read"),
        ("WEBVTT\n\n" + block(5, 6, "a" * (2 * 1024 * 1024)), 413, "2 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(client, video, content, status, said):
    send(client, video, "WEBVTT\n\n" + block(1, 2, "Kept"))
    refused = send(client, video, content)
    assert refused.status == status, refused.json
    assert said in str(refused.json)
    assert Subtitles.objects.get().cues[0]["text"] == "Kept"


def test_a_file_may_have_20000_cues_and_none_more(client, video):
    cues = [{"start_ms": 1000 * n, "end_ms": 1000 * n + 900, "text": "Good morning!"} for n in range(20_001)]
    assert len(send(client, video, write_vtt(cues[:-1])).json["cues"]) == 20_000
    send(client, video, write_vtt(cues)).check_refused(422, field="file")


def test_what_is_downloaded_is_what_was_written(client, video):
    client.put(path(video, "en"), {"cues": CUES, "version": 0, "is_published": False})
    for name, head in (("vtt", b"WEBVTT\n\n00:00:01.000 --> 00:00:02.500"), ("srt", b"1\n00:00:01,000 --> ")):
        answer = client.get(path(video, "en", "file"), {"format": name})
        assert answer.content.startswith(head)
        assert answer.headers["content-disposition"] == f'attachment; filename="subtitles-en.{name}"'
    vtt = client.get(path(video, "en", "file")).content
    assert b"<b>" not in vtt, "what somebody wrote is no markup"
    assert read_subtitle_file(vtt).cues == CUES
    assert read_subtitle_file(write_srt(CUES[:1]).encode()).cues == CUES[:1]
    assert client.get(path(video, "en", "file"), {"format": "doc"}).status == 422


def test_viewers_get_published_subtitles_while_their_token_lives(viewer, film, pupil):  # noqa: F811
    for language, is_published in (("en", True), ("ru", False)):
        Subtitles.objects.create(
            video=film.video, language=language, source="hand", cues=CUES, is_published=is_published
        )
    playback = started(client_for(viewer), film)
    start = f"/video/{playback['token']}"
    assert playback["subtitles"] == [{"language": "en", "label": "English", "url": f"{start}/subtitles-en.vtt"}]
    status, content, answer = fetch(f"{start}/subtitles-en.vtt")
    assert (status, answer["Content-Type"], answer["Cache-Control"]) == (200, "text/vtt; charset=utf-8", "no-store")
    assert read_subtitle_file(content).cues == CUES
    master = fetch(f"{start}/master.m3u8")[1].decode()
    assert 'TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="English",LANGUAGE="en"' in master
    assert 'URI="subtitles-en.m3u8"' in master
    assert 'SUBTITLES="subtitles"' in master
    playlist = fetch(f"{start}/subtitles-en.m3u8")[1].decode()
    assert "#EXTINF:45.000,\nsubtitles-en.hls.vtt\n#EXT-X-ENDLIST" in playlist
    segment = fetch(f"{start}/subtitles-en.hls.vtt")[1].decode()
    assert segment.startswith("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:00:01.000")
    names = ("subtitles-en.vtt", "subtitles-en.m3u8", "subtitles-en.hls.vtt")
    assert [fetch(f"{start}/{name.replace('-en', '-ru')}")[0] for name in names] == [404, 404, 404], "a draft"
    assert fetch("/video/-/subtitles-en.vtt", **{"Playback-Token": playback["token"]})[0] == 200
    Playback.objects.update(expires_at="2026-01-01T00:00Z")
    assert [fetch(f"{start}/{name}")[0] for name in names] == [404, 404, 404]
    assert client_for(pupil).get(path(film.video)).status == 403


def test_words_become_sentences_that_can_be_read():
    text = (
        "Good morning. Today we look at how plants, which stand in the same place all their lives, "
        "find water, light and everything else that they need. Yes. Fine"
    )
    words = [(f" {word}", 400 * n, 400 * n + 350) for n, word in enumerate(text.split())]
    words.append((" Later.", 60_000, 69_000))
    cues = build_cues(words)
    assert " ".join(cue["text"].replace("\n", " ") for cue in cues) == text + " Later."
    assert cues[0]["text"] == "Good morning."
    assert cues[1]["text"].endswith(","), "long sentences are cut at a comma"
    for cue, after in zip(cues, [*cues[1:], None], strict=True):
        lines = cue["text"].split("\n")
        assert len(lines) <= 2
        assert all(len(line) <= 42 for line in lines)
        assert 1000 <= cue["end_ms"] - cue["start_ms"] <= 7000 or after["start_ms"] - cue["start_ms"] < 1000
        assert after is None or cue["end_ms"] <= after["start_ms"]
    assert build_cues([]) == []
    assert build_cues([("好" * 60, 0, 1500)])[0]["text"] == "好" * 30 + "\n" + "好" * 30


@pytest.mark.slow
def test_speech_knows_the_languages_that_whisper_knows():
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    assert set(_LANGUAGE_CODES) == SPEECH_LANGUAGES

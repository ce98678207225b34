"""Playlists of HTTP Live Streaming (RFC 8216). Pure functions.

Addresses in them are relative to `/video/<token>/`, so a playlist does not hold the token.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from apps.video.keys import build_iv, get_period
from apps.video.links import SegmentLinks

CONTENT_TYPE = "application/vnd.apple.mpegurl"
VERSION = 7
AUDIO = "audio"
"""The rendition with the sound, and its group in the master playlist."""
SUBTITLES = "subtitles"
"""The group of the subtitles, and the begin of their names."""


class ListedRendition(Protocol):
    """What a master playlist says of a rendition, as `apps.video.models.Rendition` has it."""

    name: str
    width: int
    height: int
    bandwidth: int
    average_bandwidth: int
    codecs: str


def write_master_playlist(renditions: Sequence[ListedRendition], subtitles: Mapping[str, str] | None = None) -> str:
    """Return the playlist of all renditions: with a picture from the smallest on, then the sound alone. `subtitles`:
    names of languages by their codes.

    A rendition with a picture has no sound of its own: it names the group "audio", and its bandwidth is that of both.
    """
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    sound = next((each for each in renditions if each.name == AUDIO), None)
    if sound is not None:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{AUDIO}",NAME="{AUDIO}",DEFAULT=YES,AUTOSELECT=YES,URI="{AUDIO}.m3u8"'
        )
    for code, name in (subtitles or {}).items():
        lines.append(
            f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="{SUBTITLES}",NAME="{name}",LANGUAGE="{code}",DEFAULT=NO,'
            f'AUTOSELECT=YES,FORCED=NO,URI="{SUBTITLES}-{code}.m3u8"'
        )
    for rendition in sorted(renditions, key=lambda each: (each.name == AUDIO, each.bandwidth)):
        lines += [f"#EXT-X-STREAM-INF:{_describe(rendition, sound, bool(subtitles))}", f"{rendition.name}.m3u8"]
    return _join(lines)


def write_media_playlist(rendition: str, durations_ms: Sequence[int], links: SegmentLinks) -> str:
    """Return the playlist of one rendition.

    The init segment is named before the first key, so it is clear. Each segment has an IV of its own; the address of
    the key changes with its period.
    """
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{-(-max(durations_ms, default=1000) // 1000)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{links.init}"',
    ]
    for number, (duration, link) in enumerate(zip(durations_ms, links.segments, strict=True)):
        key = f'URI="key/{rendition}/{get_period(number)}",IV=0x{build_iv(number).hex()}'
        lines += [f"#EXT-X-KEY:METHOD=AES-128,{key}", f"#EXTINF:{duration / 1000:.3f},", link]
    return _join([*lines, "#EXT-X-ENDLIST"])


def write_subtitle_playlist(language: str, duration_ms: int) -> str:
    """Return the playlist of subtitles: one segment, as long as the film."""
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{max(1, -(-duration_ms // 1000))}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        f"#EXTINF:{duration_ms / 1000:.3f},",
        f"{SUBTITLES}-{language}.hls.vtt",
        "#EXT-X-ENDLIST",
    ]
    return _join(lines)


def _describe(rendition: ListedRendition, sound: ListedRendition | None, has_subtitles: bool) -> str:
    """Return the attributes of EXT-X-STREAM-INF."""
    parts = [rendition] if sound is None or rendition.name == AUDIO else [rendition, sound]
    attributes = {
        "BANDWIDTH": sum(part.bandwidth for part in parts),
        "AVERAGE-BANDWIDTH": sum(part.average_bandwidth for part in parts),
        "CODECS": '"{}"'.format(",".join(part.codecs for part in parts)),
    }
    if rendition.width:
        attributes["RESOLUTION"] = f"{rendition.width}x{rendition.height}"
    if sound is not None:
        attributes["AUDIO"] = f'"{AUDIO}"'
    if has_subtitles:
        attributes["SUBTITLES"] = f'"{SUBTITLES}"'
    return ",".join(f"{name}={value}" for name, value in attributes.items())


def _join(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"

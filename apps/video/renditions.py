"""Rows of renditions, from what was made."""

from apps.video import video_files
from apps.video.models import Rendition, Video
from apps.video.plans import AUDIO, AUDIO_SEGMENT, Plan

AUDIO_CODEC = "mp4a.40.2"
"""AAC-LC (RFC 6381)."""
AVC_BOX = b"avcC"


def build_renditions(video: Video, plan: Plan) -> list[Rendition]:
    """Return the renditions of a video that is wholly in the store, not saved."""
    sizes = video.made["sizes"]
    lengths = plan.list_segment_lengths()
    renditions = [
        _build(video, rung.name, sizes[rung.name], lengths, _read_codec(video, rung.name), (rung.width, rung.height))
        for rung in plan.rungs
    ]
    if video.has_audio:
        renditions.append(_build(video, AUDIO, sizes[AUDIO], _list_audio_lengths(plan, len(sizes[AUDIO])), AUDIO_CODEC))
    return renditions


def _build(
    video: Video, name: str, sizes: list[int], lengths: list[int], codecs: str, shape: tuple[int, int] = (0, 0)
) -> Rendition:
    longest = max(lengths)
    rates = [size * 8000 // length for size, length in zip(sizes, lengths, strict=True) if length * 2 >= longest]
    average = sum(sizes) * 8000 // sum(lengths)
    return Rendition(
        video=video,
        name=name,
        width=shape[0],
        height=shape[1],
        bandwidth=max(average, *rates),
        average_bandwidth=average,
        codecs=codecs,
        segments=lengths,
        bytes=sum(sizes),
    )


def _list_audio_lengths(plan: Plan, count: int) -> list[int]:
    """Return how long each of `count` segments of the sound is, in milliseconds."""
    ends = [min(round(n * AUDIO_SEGMENT * 1000), plan.duration_ms) for n in range(count)]
    return [after - before for before, after in zip(ends, [*ends[1:], plan.duration_ms], strict=True)]


def _read_codec(video: Video, name: str) -> str:
    """Return the codec of a rendition as playlists name it, from its init segment: profile, constraints and level
    (ISO/IEC 14496-15, 5.3.3.1).
    """
    opened = video_files.open_file(video.pk, video_files.build_init_name(name))
    assert opened is not None
    with opened[0] as file:
        content = file.read()
    at = content.index(AVC_BOX) + len(AVC_BOX) + 1
    return f"avc1.{content[at : at + 3].hex()}"

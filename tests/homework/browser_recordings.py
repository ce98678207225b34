"""Recordings as browsers other than Chrome make them, from the clips: the same packets in their containers."""

import io

import av

from tests.homework.record import CLIPS

SAFARI = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "1000000"}
"""A head without a length, then a fragment of each second: what MediaRecorder hands out piece by piece."""


def encode_as_firefox(clip: str) -> bytes:
    """Ogg with Opus, of a clip with Opus."""
    return _repack(clip, "ogg", {})


def encode_as_safari(clip: str) -> bytes:
    """Fragmented MP4 with AAC, of a clip with AAC."""
    return _repack(clip, "mp4", SAFARI)


def _repack(clip: str, container: str, options: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with av.open(str(CLIPS / clip)) as source, av.open(out, "w", format=container, options=options) as target:
        sound = source.streams.audio[0]
        stream = target.add_stream_from_template(sound)
        for packet in source.demux(sound):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    return out.getvalue()

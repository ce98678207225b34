"""Print what an untrusted film is, as JSON: `probe_subprocess.py film|sound <file> <formats> <seconds> <streams>
[<lines>]`, the last three at most, <lines> of a film. In a sound a picture is not looked at.

It imports PyAV and nothing of ours, and runs in a limited process (`limited_child.py`). It reads packets and decodes no
frame. A film that is refused gives `{"refusal": …}`, with a key of `apps.video.refusals.REFUSALS`.
"""

import json
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import av

PROTOCOLS = "file"
HDR_TRANSFERS = (16, 18)
"""SMPTE ST 2084 (PQ) and ARIB STD-B67 (HLG), ITU-T H.273."""
ATTACHED_PICTURE = 0x400
MOST_RATE = 1000
CUT_OFF = 0.95
"""A film with a smaller share of the frames that its index names was cut off."""


class Refused(Exception):
    """The film is refused; the argument is the key."""


def main() -> None:
    """Print the answer."""
    what, path, formats, *most = sys.argv[1:]
    try:
        answer = (probe_sound if what == "sound" else probe)(path, formats, *map(int, most))
    except Refused as refused:
        answer = {"refusal": str(refused)}
    # A broken file may raise anything in a demuxer; whatever it was, it is a film that cannot be read.
    except Exception as error:
        sys.stderr.write(type(error).__name__)
        answer = {"refusal": "damaged"}
    sys.stdout.write(json.dumps(answer))


def probe(path: str, formats: str, most_seconds: int, most_streams: int, most_lines: int) -> dict[str, Any]:
    """Return the facts of a film. Raise Refused."""
    with _open(path, formats, most_seconds, most_streams) as container:
        video = _find_video(container)
        audio = next(iter(container.streams.audio), None)
        width, height = video.codec_context.width, video.codec_context.height
        if min(width, height) < 2:
            raise Refused("damaged")
        if max(width, height) > 2 * most_lines or min(width, height) > most_lines:
            raise Refused("tall")
        times = _read_times(container, video, audio, most_seconds)
        return {
            "video": video.index,
            "audio": audio.index if audio and times["audio_end"] else None,
            "rate": _read_rate(video, times),
            "is_hdr": int(video.codec_context.color_trc or 0) in HDR_TRANSFERS,
            **times,
        }


def probe_sound(path: str, formats: str, most_seconds: int, most_streams: int) -> dict[str, Any]:
    """Return which stream is the sound and how long it is. Raise Refused."""
    with _open(path, formats, most_seconds, most_streams) as container:
        audio = next(iter(container.streams.audio), None)
        if audio is None:
            raise Refused("damaged")
        begin, seconds = None, 0.0
        for packet in container.demux(audio):
            if not packet.size or packet.pts is None or packet.time_base is None:
                continue
            at = float(packet.pts * packet.time_base)
            begin = at if begin is None else begin
            seconds = max(seconds, at - begin + float((packet.duration or 0) * packet.time_base))
            if seconds > most_seconds:
                raise Refused("long")
        if begin is None:
            raise Refused("damaged")
        return {"audio": audio.index, "seconds": seconds}


@contextmanager
def _open(path: str, formats: str, most_seconds: int, most_streams: int) -> Iterator[Any]:
    """Open a file that does not say at once that it is refused."""
    options = {"format_whitelist": formats, "protocol_whitelist": PROTOCOLS}
    with av.open(path, options=options) as container:
        if len(container.streams) > most_streams:
            raise Refused("streams")
        if container.duration and container.duration > most_seconds * av.time_base:
            raise Refused("long")
        yield container


def _find_video(container: Any) -> Any:
    films = [stream for stream in container.streams.video if not int(stream.disposition) & ATTACHED_PICTURE]
    if not films:
        raise Refused("no_picture")
    return films[0]


def _read_times(container: Any, video: Any, audio: Any, most_seconds: int) -> dict[str, float]:
    """Return when the picture and the sound end, the last frame, and the longest frame, in seconds from the begin of
    the film. What a header says may be missing or wrong.
    """
    begin = container.start_time / av.time_base if container.start_time is not None else 0.0
    seconds, audio_end, count = array("d"), 0.0, 0
    last_duration = 0.0
    for packet in container.demux([stream for stream in (video, audio) if stream is not None]):
        time = packet.pts if packet.pts is not None else packet.dts
        if time is None or packet.time_base is None:
            continue
        at, duration = float(time * packet.time_base) - begin, float((packet.duration or 0) * packet.time_base)
        if at + duration > most_seconds:
            raise Refused("long")
        if packet.stream.index == video.index:
            count, last_duration = count + 1, duration
            seconds.append(at)
        else:
            audio_end = max(audio_end, at + duration)
    if not seconds:
        raise Refused("no_picture" if audio_end else "damaged")
    if count < CUT_OFF * video.frames:
        raise Refused("damaged")
    ordered = sorted(seconds)
    longest = max((after - before for before, after in zip(ordered, ordered[1:], strict=False)), default=0.0)
    end = ordered[-1] + (last_duration or longest)
    return {
        "video_end": end,
        "audio_end": audio_end,
        "last_frame": max(ordered[-1], 0.0),
        "longest_frame": max(longest, ordered[0], 0.0),
        "frames": count,
    }


def _read_rate(video: Any, times: dict[str, float]) -> list[int]:
    """Return the frame rate as a fraction: what the container says, else the frames by their time."""
    rate = video.average_rate
    if rate and 0 < rate < MOST_RATE:
        return [rate.numerator, rate.denominator]
    return [max(1, round(times["frames"] / max(times["video_end"], 0.1))), 1]


if __name__ == "__main__":
    main()

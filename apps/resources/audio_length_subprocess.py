"""Print how long one untrusted recording is, in milliseconds. Run as a script: the recording on stdin.

It imports PyAV and nothing of ours, limits its own memory and time before it reads a byte, and exits afterwards. For
exit statuses see `REFUSALS` in `apps.resources.audio_lengths`; for an unreadable recording it prints the class of the
error.
"""

import io
import os
import resource
import sys

if __name__ == "__main__":
    os.nice(10)  # before the imports: requests come first

import av

MEMORY_BYTES = 2 * 1024 * 1024 * 1024
CPU_SECONDS = 20
UNREADABLE = 10
FORMATS = "wav,mp3,ogg,flac,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aac"
"""Formats that only read the recording itself: others, such as playlists, would open more."""


def main() -> int:
    """Print the length; return the exit status."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    try:
        length = read_length(sys.stdin.buffer.read())
    # A broken file may raise anything in a demuxer; whatever it was, it is a recording that cannot be read.
    except Exception as error:
        sys.stdout.write(type(error).__name__)
        return UNREADABLE
    sys.stdout.write(str(length))
    return 0


def read_length(recording: bytes) -> int:
    """Return where the last packet of the first audio stream ends: what a header says may be missing or wrong."""
    with av.open(io.BytesIO(recording), options={"format_whitelist": FORMATS}) as container:
        stream = container.streams.audio[0]
        ends = [
            (packet.pts + (packet.duration or 0)) * packet.time_base
            for packet in container.demux(stream)
            if packet.pts is not None and packet.time_base is not None
        ]
        begin = (stream.start_time or 0) * stream.time_base
    return int((max(ends) - begin) * 1000)


if __name__ == "__main__":
    sys.exit(main())

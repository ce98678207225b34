"""The command lines of ffmpeg for a small sound: AAC in m4a, one channel, nothing of the source's metadata."""

from pathlib import Path

from apps.video.ffmpeg_commands import CLEAN, LOUDNESS, MAX_GAIN, PEAK, SILENCE
from apps.video.programs import SOUND_DEMUXERS, find_ffmpeg

BITRATE = 48_000
RATE = 48_000
_MONO = "aformat=sample_fmts=fltp:channel_layouts=mono"
"""In floating point whatever follows: ffmpeg mixes integers 3 dB quieter."""


def build_measure_command(sound: Path, stream: int) -> list[str]:
    """Return the command that measures how loud the sound is as one channel; `ffmpeg_commands.read_loudness` reads what
    it says.
    """
    measure = f"{_MONO},ebur128=framelog=verbose"
    return [*_open(sound, stream, words="info"), "-af", measure, "-f", "null", "-"]


def build_small_sound_command(sound: Path, stream: int, loudness: float, *, seconds: int, name: str) -> list[str]:
    """Return the command that writes the sound as the file `name`, at LOUDNESS and `seconds` long at most."""
    gain = min(LOUDNESS - loudness, MAX_GAIN) if loudness > SILENCE else 0.0
    level = f"{_MONO},aresample={RATE}:async=1,volume={gain:.2f}dB,alimiter=limit={PEAK}:level=false"
    return [
        *_open(sound, stream), "-af", level, "-t", str(seconds), "-c:a", "aac", "-b:a", str(BITRATE), *CLEAN,
        "-movflags", "+faststart", "-f", "ipod", name,
    ]  # fmt: skip


def _open(sound: Path, stream: int, words: str = "error") -> list[str]:
    """Return the begin of a command: one stream of the sound. Only the file itself is read."""
    return [
        find_ffmpeg(), "-nostdin", "-hide_banner", "-v", words, "-nostats", "-y", "-protocol_whitelist", "file",
        "-format_whitelist", SOUND_DEMUXERS, "-i", f"file:{sound}", "-map", f"0:{stream}", "-vn", "-sn", "-dn",
    ]  # fmt: skip

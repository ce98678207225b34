"""The command lines of ffmpeg: for the poster, the sound, and a piece of the picture.

ffmpeg cannot encrypt fMP4 segments, so it writes plain ones into a private folder and they are encrypted from there.
"""

import re
from fractions import Fraction
from pathlib import Path

from apps.video.plans import (
    AUDIO,
    AUDIO_BITRATE,
    AUDIO_RATE,
    AUDIO_SEGMENT,
    PIECE_SEGMENTS,
    SPRITE_COLUMNS,
    SPRITE_ROWS,
    Plan,
    Rung,
)
from apps.video.probing import SourceFacts
from apps.video.programs import DEMUXERS, find_ffmpeg
from apps.video.video_files import INIT

LOUDNESS = -16.0
"""LUFS (EBU R 128)."""
MAX_GAIN, SILENCE = 25.0, -70.0
PEAK = 0.84
"""-1.5 dB of full scale."""
CRF, PRESET = "23", "veryfast"
SPRITE = "sprite.jpg"
SEEK_MARGIN = 0.1
TO_SDR = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,"
_INTEGRATED = re.compile(r"\bI:\s+(-?[\d.]+|-inf) LUFS")


def build_still_command(film: Path, source: SourceFacts, seconds: float, still: str) -> list[str]:
    """Return the command that writes the frame at that second as it is shown: upright, with square pixels."""
    shown = f"{_get_colours(source)}scale=trunc(iw*sar/2)*2:trunc(ih/2)*2,setsar=1,format=yuvj420p"
    seek = min(seconds, max(source.last_frame - SEEK_MARGIN, 0))
    return [
        *open_film(film, seek), "-map", f"0:{source.video}", "-vf", shown, "-frames:v", "1", "-q:v", "2", *CLEAN,
        "-f", "image2", "-update", "1", still,
    ]  # fmt: skip


def build_loudness_command(film: Path, source: SourceFacts) -> list[str]:
    """Return the command that measures how loud the sound is; `read_loudness` reads what it says."""
    return [
        *open_film(film, 0, words="info"), "-map", f"0:{source.audio}", "-af", "ebur128=framelog=verbose",
        "-f", "null", "-",
    ]  # fmt: skip


def read_loudness(words: str) -> float:
    """Return the integrated loudness in LUFS that ffmpeg's filter `ebur128` wrote at its end."""
    found = _INTEGRATED.findall(words)
    return float(found[-1]) if found else float("-inf")


def build_audio_command(film: Path, plan: Plan, loudness: float) -> list[str]:
    """Return the command that writes the sound as segments: stereo, at LOUDNESS, as long as the picture."""
    gain = min(LOUDNESS - loudness, MAX_GAIN) if loudness > SILENCE else 0.0
    level = f"volume={gain:.2f}dB,alimiter=limit={PEAK}:level=false,"
    seconds = float(plan.frames / plan.rate)
    shape = f"aresample={AUDIO_RATE}:async=1:first_pts=0,apad,atrim=end={seconds:.6f}"
    filters = f"aformat=channel_layouts=stereo,{level}{shape}"
    return [
        *open_film(film, 0), "-map", f"0:{plan.source.audio}", "-af", filters, "-c:a", "aac",
        "-b:a", str(AUDIO_BITRATE), "-ac", "2", *CLEAN, *_write_segments(AUDIO, AUDIO_SEGMENT, first=0),
    ]  # fmt: skip


def build_speech_command(film: Path, begin: float, seconds: float, rate: int, sound: str) -> list[str]:
    """Return the command that writes so many seconds of the sound from a second on: one channel of 16-bit samples."""
    return [
        *open_film(film, begin), "-vn", "-t", f"{seconds:.6f}", "-af", f"aresample={rate}:async=1:first_pts=0",
        "-ac", "1", "-f", "s16le", sound,
    ]  # fmt: skip


def build_piece_command(film: Path, plan: Plan, number: int) -> list[str]:
    """Return the command that writes a piece of the picture: segments of all renditions, and SPRITE.

    Reading begins before the piece by the longest frame, so that the frame is there that is shown at its begin. After
    the end of the picture the last frame stays.
    """
    first, end = plan.get_piece(number)
    begin = float(first / plan.rate)
    seek = max(min(begin - plan.source.longest_frame, plan.source.last_frame) - SEEK_MARGIN, 0.0)
    top = plan.rungs[-1]
    frames = (
        f"[0:{plan.source.video}]bwdif=deint=interlaced,setpts=PTS-({begin - seek:.6f})/TB,"
        f"fps={plan.rate.numerator}/{plan.rate.denominator}:start_time=0,tpad=stop_mode=clone:stop=-1,"
        f"trim=end_frame={end - first},{_get_colours(plan.source)}scale={top.width}:{top.height},setsar=1,"
        f"format=yuv420p,split={len(plan.rungs) + 1}"
    )
    ways = "".join(f"[to{rung.name}]" for rung in plan.rungs) + "[tosprite]"
    scaled = [f"[to{rung.name}]scale={rung.width}:{rung.height},setsar=1[{rung.name}]" for rung in plan.rungs]
    width, height = plan.get_sprite_size()
    sprite = (
        f"[tosprite]select=not(mod(n\\,{plan.segment_frames})),scale={width}:{height},"
        f"tile={SPRITE_COLUMNS}x{SPRITE_ROWS},format=yuvj420p[sprite]"
    )
    filters = ";".join([frames + ways, *scaled, sprite])
    segments = [word for rung in plan.rungs for word in _encode(rung, plan, begin, number)]
    still = ["-map", "[sprite]", "-frames:v", "1", "-q:v", "5", *CLEAN, "-f", "image2", "-update", "1", SPRITE]
    return [*open_film(film, seek), "-filter_complex", filters, *segments, *still]


def _encode(rung: Rung, plan: Plan, begin: float, number: int) -> list[str]:
    length = Fraction(plan.segment_frames) / plan.rate
    size = str(plan.segment_frames)
    return [
        "-map", f"[{rung.name}]", "-c:v", "libx264", "-preset", PRESET, "-profile:v", "main", "-crf", CRF,
        "-maxrate", str(rung.max_rate), "-bufsize", str(2 * rung.max_rate), "-g", size, "-keyint_min", size,
        "-sc_threshold", "0", *CLEAN, "-output_ts_offset", f"{begin:.6f}", "-avoid_negative_ts", "disabled",
        *_write_segments(rung.name, length, first=number * PIECE_SEGMENTS),
    ]  # fmt: skip


def _write_segments(rendition: str, length: Fraction, *, first: int) -> list[str]:
    """Return the options of a rendition's files. `length`: in seconds. A file that is not whole ends in `.tmp`."""
    movie = f"movflags=+negative_cts_offsets+frag_discont:fragment_index={first + 1}"
    return [
        "-f", "hls", "-hls_segment_type", "fmp4", "-hls_time", f"{float(length) - (rendition != AUDIO) * 0.01:.6f}",
        "-hls_list_size", "0", "-hls_flags", "temp_file", "-start_number", str(first),
        "-hls_segment_options", movie if rendition != AUDIO else f"fragment_index={first + 1}",
        "-hls_fmp4_init_filename", INIT, "-hls_segment_filename", f"{rendition}/%05d.m4s", f"{rendition}/list.m3u8",
    ]  # fmt: skip


CLEAN = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags", "+bitexact")
"""Nothing of the source's title, place or camera, and nothing of the encoder's version."""


def _get_colours(source: SourceFacts) -> str:
    return TO_SDR if source.is_hdr else ""


def open_film(film: Path, seconds: float, words: str = "error") -> list[str]:
    """Return the begin of a command: the film from that second. Only the film itself is read."""
    return [
        find_ffmpeg(), "-nostdin", "-hide_banner", "-v", words, "-nostats", "-y", "-protocol_whitelist", "file",
        "-format_whitelist", DEMUXERS, "-ss", f"{seconds:.6f}", "-i", f"file:{film}", "-sn", "-dn",
    ]  # fmt: skip

"""The command lines of ffmpeg for a copy of a film: a piece with a viewer's name over it, and all pieces as a file."""

from pathlib import Path

from apps.video.ffmpeg_commands import CLEAN, CRF, PRESET, open_film
from apps.video.programs import find_ffmpeg

STAY_SECONDS = 20
"""How long the name stays at a place, as in the player."""
X_STEP, Y_STEP = 0.618034, 0.414214
"""How far the name goes each time, as a share of the picture: it comes to no place twice."""
Y_SHARE = 0.85
"""Sentences at the bottom of the film stay free."""


def build_copy_piece_command(film: Path, mark: Path, *, begin: float, max_rate: int, piece: str) -> list[str]:
    """Return the command that writes a piece of the picture as MP4 with a picture over it that moves.

    `begin`: the second of the whole film at which this piece begins; `max_rate`: in bits a second.
    """
    turn = f"floor((t+{begin:.6f})/{STAY_SECONDS})"
    x = f"(W-w)*mod(0.1+{turn}*{X_STEP},1)"
    y = f"(H-h)*{Y_SHARE}*mod(0.1+{turn}*{Y_STEP},1)"
    filters = f"[0:v][1:v]overlay=x='{x}':y='{y}':eval=frame,format=yuv420p[shown]"
    return [
        *open_film(film, 0), "-f", "png_pipe", "-i", f"file:{mark}", "-filter_complex", filters, "-map", "[shown]",
        "-c:v", "libx264", "-preset", PRESET, "-profile:v", "main", "-crf", CRF, "-maxrate", str(max_rate),
        "-bufsize", str(2 * max_rate), *CLEAN, "-f", "mp4", piece,
    ]  # fmt: skip


def build_join_command(pieces: Path, sound: Path | None, film: str) -> list[str]:
    """Return the command that writes one MP4, which plays while it is loaded, of the pieces in a list of ffmpeg's
    demuxer `concat` and of the sound. Nothing is encoded again.
    """
    heard = ["-i", f"file:{sound}", "-map", "0:v", "-map", "1:a"] if sound else ["-map", "0:v"]
    return [
        find_ffmpeg(), "-nostdin", "-hide_banner", "-v", "error", "-nostats", "-y", "-protocol_whitelist", "file",
        "-f", "concat", "-safe", "1", "-i", f"file:{pieces}", *heard, "-c", "copy", *CLEAN,
        "-movflags", "+faststart", "-f", "mp4", film,
    ]  # fmt: skip

"""The track of small pictures for seeking: WebVTT whose cues name a part of a sprite (`#xywh=`, Media Fragments)."""

from collections.abc import Mapping

from apps.video.video_files import build_sprite_name


def write_sprite_track(sprites: Mapping[str, int], duration_ms: int) -> str:
    """Return the track of a video whose sprites lie so (`Video.sprites`); addresses are relative to it."""
    every, width, height = sprites["interval_ms"], sprites["width"], sprites["height"]
    on_sheet = sprites["columns"] * sprites["rows"]
    cues = ["WEBVTT"]
    for number in range(sprites["count"]):
        sheet, place = divmod(number, on_sheet)
        row, column = divmod(place, sprites["columns"])
        begin, end = number * every, min((number + 1) * every, duration_ms)
        if begin >= end:
            break
        part = f"{build_sprite_name(sheet)}#xywh={column * width},{row * height},{width},{height}"
        cues.append(f"{_format_time(begin)} --> {_format_time(end)}\n{part}")
    return "\n\n".join(cues) + "\n"


def _format_time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"

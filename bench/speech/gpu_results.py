"""The rows of a graphics card, as `bench/gpu_speech.py` wrote them; "not measured" on a machine without one."""

import json

from bench.report import ROOT, Figure

FILE = ROOT / "var" / "bench" / "gpu_speech.json"
FIGURES = {
    "base_over_best": ("one card, base: times the best one-at-a-time setting", "x", 6.0),
    "base_over_defaults": ("one card, base: times the defaults of faster-whisper", "x", 15.0),
    "base_word_error_above": ("… word error above the best setting", "points", 0.5),
    "large_share": ("large-v3 shape: share of bare CTranslate2 at its best batch", "%", 90.0),
    "turbo_share": ("turbo shape: share of bare CTranslate2 at its best batch", "%", 90.0),
    "large_clips_per_s": ("large-v3 shape: clips of at most 10 s a second at P95 ≤ 1 s (stretch 35)", "", None),
}


def read_gpu_figures() -> list[Figure]:
    """All rows; the file's values where there is one, whatever machine it came from (its name is shown)."""
    stored = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    values, machine = stored.get("values", {}), str(stored.get("machine", ""))
    figures = []
    for key, (what, unit, bound) in FIGURES.items():
        value = values.get(key)
        below = key == "base_word_error_above"
        target = "" if bound is None else f"{'≤' if below else '≥'} {bound:g}"
        is_met = None if value is None or bound is None else (value <= bound if below else value >= bound)
        figures.append(Figure(what, value, unit, target, is_met, machine if value is not None else ""))
    return figures

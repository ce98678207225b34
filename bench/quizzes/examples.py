"""Files of questions that others have published, read as a school would import them."""

import time
from collections import Counter
from pathlib import Path

from django.utils import translation

from apps.quizzes.formats.registry import FORMATS, detect
from apps.quizzes.formats.results import ReadQuestions, UnreadableFile
from bench.report import Figure

ENDINGS = {".xml", ".zip", ".txt", ".gift"}
SHOWN_REASONS = 12


def measure(folder: Path) -> list[Figure]:
    """Read all files below the folder, and print what of them does not come or comes changed."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    found: list[tuple[Path, ReadQuestions]] = []
    refused, crashes = 0, 0
    began = time.perf_counter()
    with translation.override("en"):
        for path in paths:
            data = path.read_bytes()
            try:
                found.append((path.relative_to(folder), FORMATS[detect(path.name, data)].read(data)))
            except UnreadableFile as error:
                refused += 1
                print(f"refused: {path.relative_to(folder)}: {error}")
            except Exception as error:
                crashes += 1
                print(f"crash: {path.relative_to(folder)}: {error!r}")
        seconds = time.perf_counter() - began
        left_out = _print_problems(found)
    taken = sum(len(read.drafts) for _path, read in found)
    return [
        Figure("files", len(paths), "", spread=f"{seconds:.1f} s"),
        Figure("… with questions", len(found), ""),
        Figure("… without, refused with a message", refused, ""),
        Figure("… at which a reader crashes", crashes, "", "0", not crashes),
        Figure("questions taken", taken, ""),
        Figure("questions left out", left_out.total(), ""),
        *(Figure(f"… {reason}", count, "") for reason, count in left_out.most_common(SHOWN_REASONS)),
    ]


def _print_problems(found: list[tuple[Path, ReadQuestions]]) -> Counter[str]:
    """Print all problems; return how many questions are left out, by reason and kind."""
    counts: Counter[str] = Counter()
    for path, read in found:
        for problem in read.problems:
            print(f"{'left out' if problem.is_left_out else 'changed'}: {path}, {problem.place}: {problem.text}")
            if problem.is_left_out:
                counts[f"{problem.reason} {problem.values.get('kind', '')}".strip()] += 1
    return counts

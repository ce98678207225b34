"""Many questions of mixed kinds to QTI and back."""

import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import count, islice
from typing import Any

from apps.quizzes.formats import qti_2, qti_3, qti_12
from apps.quizzes.questions.drafts import QuestionDraft
from bench.report import Figure

MOST_SECONDS = 60.0
VERSIONS: dict[str, Any] = {"1.2": qti_12, "2.1": qti_2, "3.0": qti_3}


def measure(questions: int) -> list[Figure]:
    """Write and read this many questions in each version, and compare them."""
    samples: Any = import_module("tests.quizzes.qti_drafts")
    figures = []
    for version, module in VERSIONS.items():
        kinds = [samples.make_common_drafts] + ([samples.make_newer_drafts] if version != "1.2" else [])
        drafts = list(islice(_make_drafts(kinds), questions))
        began = time.perf_counter()
        written = module.write(drafts, get_file=samples.FILES.get)
        middle = time.perf_counter()
        found = module.read(written.data)
        ended = time.perf_counter()
        back = samples.describe_read(found, written.data)
        changed = sum(samples.describe_given(draft) != said for draft, said in zip(drafts, back, strict=False))
        changed += abs(len(drafts) - len(back))
        seconds = ended - began
        figures.append(
            Figure(
                f"{questions:,} questions to QTI {version} and back",
                seconds,
                "s",
                f"≤ {MOST_SECONDS:.0f} s",
                seconds <= MOST_SECONDS,
                f"write {middle - began:.1f}, read {ended - middle:.1f}",
            )
        )
        figures.append(Figure("… of them changed", changed, "", "0", changed == 0))
    return figures


def _make_drafts(kinds: list[Callable[[str], Iterator[QuestionDraft]]]) -> Iterator[QuestionDraft]:
    for number in count(1):
        for make in kinds:
            yield from make(str(number))

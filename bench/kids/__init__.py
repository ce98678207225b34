"""Simulates 500 children of a kindergarten over 60 days, and measures what lists of lessons do for them."""

import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from bench.database import use_empty_platform
from bench.report import BenchOptions, BenchReport

CHILDREN = 500
SEEDS = (1, 2, 3, 4, 5)


def measure(options: BenchOptions) -> BenchReport:
    """Let the children of each seed play by our lists, by the rule list and by chance; then ask for lists.

    `--count`: fewer children.
    """
    from bench.kids.comparison import MAX_MS, SHORT_STEPS, Comparison, build_figures, compare_policies
    from bench.kids.simulation import CurriculumFigures

    count, figures = options.count or CHILDREN, CurriculumFigures()
    wanted = [(seed, lessons) for seed in SEEDS for lessons in (figures, replace(figures, steps=SHORT_STEPS))]
    seeds, curricula = zip(*wanted, strict=True)
    runs = list[Comparison]()
    with ProcessPoolExecutor(mp_context=get_context("fork")) as processes:
        made = processes.map(compare_policies, seeds, repeat(count), curricula)
        for (seed, lessons), run in zip(wanted, made, strict=True):
            runs.append(run)
            paces = ", ".join(f"{name} {one.result.gains_per_hour:.3f}" for name, one in run.items())
            print(f"   seed {seed}, {lessons.steps} steps: skills mastered in an hour: {paces} …", flush=True)
    note = (
        "Children learn by a logistic model with forgetting and slips that the lists do not know (bench/kids/"
        "simulation.py); a skill is mastered when a child is right in 85 of 100 middling items without slips and "
        "guesses, at the end and not at the beginning. Spreads are those of the seeds. Parameters and difficulties are "
        "fitted every 14 days. One list is made in one thread, with 192 lessons of its class among 512. "
        "The short curriculum has half the steps: 96 lessons of a class, which 60 days are enough for."
    )
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as folder, use_empty_platform(str(Path(folder, "media"))):
        from bench.kids.answers import measure_answers

        answers = measure_answers(MAX_MS)
    return BenchReport("kids", "Lessons for small children", [*build_figures(runs[::2], runs[1::2]), answers], note)

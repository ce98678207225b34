"""Simulates 500 children of a kindergarten over 60 days, and measures what lists of lessons do for them."""

from bench.report import BenchOptions, BenchReport

CHILDREN = 500
SEEDS = (1, 2, 3, 4, 5)


def measure(options: BenchOptions) -> BenchReport:
    """Let the children of each seed play by our lists, by the rule list and by chance. `--count`: fewer children."""
    from bench.kids.comparison import SHORT_STEPS, build_figures, compare_policies
    from bench.kids.simulation import CurriculumFigures

    runs, short = [], []
    for seed in SEEDS:
        for kept, steps in ((runs, CurriculumFigures.steps), (short, SHORT_STEPS)):
            kept.append(compare_policies(seed, options.count or CHILDREN, lessons=CurriculumFigures(steps=steps)))
            paces = ", ".join(f"{name} {run.result.gains_per_hour:.3f}" for name, run in kept[-1].items())
            print(f"   seed {seed}, {steps} steps of an area: skills mastered in an hour: {paces} …", flush=True)
    note = (
        "Children learn by a logistic model with forgetting and slips that the lists do not know (bench/kids/"
        "simulation.py); a skill is mastered when a child is right in 85 of 100 middling items without slips and "
        "guesses, at the end and not at the beginning. Spreads are those of the seeds. Parameters and difficulties are "
        "fitted every 14 days. One list is made in one thread, with 192 lessons of its class among 512. "
        "The short curriculum has half the steps: 96 lessons of a class, which 60 days are enough for."
    )
    return BenchReport("kids", "Lessons for small children", build_figures(runs, short), note)

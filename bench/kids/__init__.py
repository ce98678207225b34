"""Simulates 500 children of a kindergarten over 60 days, and measures what lists of lessons do for them."""

from bench.report import BenchOptions, BenchReport

CHILDREN = 500
SEEDS = (1, 2, 3, 4, 5)


def measure(options: BenchOptions) -> BenchReport:
    """Let the children of each seed play by our lists, by the rule list and by chance. `--count`: fewer children."""
    from bench.kids.comparison import build_figures, compare_policies

    runs = []
    for seed in SEEDS:
        runs.append(compare_policies(seed, options.count or CHILDREN))
        paces = ", ".join(f"{name} {run.result.gains_per_hour:.3f}" for name, run in runs[-1].items())
        print(f"   seed {seed}: skills mastered in an hour: {paces} …", flush=True)
    note = (
        "Children learn by a logistic model with forgetting and slips that the lists do not know (bench/kids/"
        "simulation.py); a skill is mastered when a child is right in 85 of 100 middling items without slips and "
        "guesses, at the end and not at the beginning. Spreads are those of the seeds. Parameters and difficulties are "
        "fitted every 14 days. One list is made in one thread, with 96 lessons of its class among 256."
    )
    return BenchReport("kids", "Lessons for small children", build_figures(runs), note)

"""Our lists, the rule list and chance on the same children, and the figures of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean, median

from bench.kids.days import DAYS, RunResult, Setting, make_setting, run_days
from bench.kids.policies import OurPolicy, RandomPolicy, RulePolicy, TracingPolicy
from bench.kids.simulation import CurriculumFigures
from bench.report import Figure

OURS, RULES, RANDOM = "ours", "rules", "random"
POLICIES: dict[str, type[TracingPolicy]] = {OURS: OurPolicy, RULES: RulePolicy, RANDOM: RandomPolicy}
MIN_TIMES_RULES, MIN_TIMES_RANDOM = 1.3, 2.0
MAX_MS = 50.0
SHORT_STEPS = 4
"""Steps of an area in a short curriculum: in 60 days a child has time for all of its lessons, whatever the list."""


@dataclass(frozen=True)
class PolicyRun:
    """A policy over all days: what children learnt, which rules its lists broke, and how long each list took."""

    result: RunResult
    violations: Counter[str]
    seconds: list[float]


Comparison = dict[str, PolicyRun]
"""The runs of one seed by policy."""


def compare_policies(
    seed: int, children: int, lessons: CurriculumFigures | None = None, *, days: int = DAYS
) -> Comparison:
    """Run all policies on children that are drawn alike."""
    return {
        name: _run(policy, make_setting(seed, children, lessons=lessons), days) for name, policy in POLICIES.items()
    }


def _run(make: type[TracingPolicy], setting: Setting, days: int) -> PolicyRun:
    policy = make(setting.curriculum)
    return PolicyRun(run_days(setting, policy, days=days), policy.violations, policy.seconds)


def build_figures(runs: Sequence[Comparison], short: Sequence[Comparison] = ()) -> list[Figure]:
    """Return the table of several seeds. `short`: the same with the short curriculum, which has no targets."""
    broken = sum(run[name].violations.total() for run in runs for name in (OURS, RULES))
    empty = sum(run[name].result.without_list for run in runs for name in (OURS, RULES))
    times = sorted(1000 * seconds for run in runs for seconds in run[OURS].seconds)
    late, mean = times[int(0.99 * len(times))], fmean(times)
    figures = [
        _summarise(f"{name}: skills mastered in an hour of play", runs, partial(_get_pace, name=name))
        for name in POLICIES
    ]
    return [
        *figures,
        *_summarise_times("ours / ", runs, MIN_TIMES_RULES, MIN_TIMES_RANDOM),
        *[
            _summarise(f"{name}: day when a weak skill is seen, median", runs, partial(_see, name=name))
            for name in POLICIES
        ],
        *[
            _summarise(f"{name}: weak skills never seen", runs, partial(_miss, name=name), unit="%")
            for name in POLICIES
        ],
        *[Figure(f"{name}: children who mastered nothing more", _count_stuck(runs, name), "") for name in POLICIES],
        *(_summarise_times("short curriculum: ours / ", short) if short else ()),
        Figure("lists", len(times), ""),
        Figure("empty lists", empty, "", "0", empty == 0),
        Figure("breaches of the rules of class, prerequisites and repetition", broken, "", "0", broken == 0),
        Figure("a list, P99", late, "ms", f"≤ {MAX_MS:g}", late <= MAX_MS, f"mean {mean:.2g}, most {times[-1]:.3g}"),
    ]


def _summarise_times(
    what: str, runs: Sequence[Comparison], rules: float = 0.0, chance: float = 0.0
) -> tuple[Figure, Figure]:
    return (
        _summarise(what + RULES, runs, lambda run: _get_pace(run, OURS) / _get_pace(run, RULES), rules),
        _summarise(what + RANDOM, runs, lambda run: _get_pace(run, OURS) / _get_pace(run, RANDOM), chance),
    )


def _summarise(
    what: str, runs: Sequence[Comparison], measure: Callable[[Comparison], float], least: float = 0.0, *, unit: str = ""
) -> Figure:
    values = [measure(run) for run in runs]
    spread = f"{min(values):.3g} … {max(values):.3g}"
    if not least:
        return Figure(what, fmean(values), unit, spread=spread)
    return Figure(what, fmean(values), unit, f"≥ {least:g}", fmean(values) >= least, spread)


def _get_pace(run: Comparison, name: str) -> float:
    return run[name].result.gains_per_hour


def _count_stuck(runs: Sequence[Comparison], name: str) -> int:
    return sum(gain <= 0 for run in runs for gain in run[name].result.gains)


def _see(run: Comparison, name: str) -> float:
    return median(run[name].result.days_to_weak)


def _miss(run: Comparison, name: str) -> float:
    result = run[name].result
    return 100 * result.unseen / (result.unseen + len(result.days_to_weak))

"""Our lists, the rule list and chance on the same children, and the figures of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean, median

from bench.kids.days import DAYS, RunResult, make_setting, run_days
from bench.kids.policies import OurPolicy, RandomPolicy, RulePolicy, TracingPolicy
from bench.report import Figure

OURS, RULES, RANDOM = "ours", "rules", "random"
POLICIES: dict[str, type[TracingPolicy]] = {OURS: OurPolicy, RULES: RulePolicy, RANDOM: RandomPolicy}
MIN_TIMES_RULES, MIN_TIMES_RANDOM = 1.3, 2.0
MAX_MS = 50.0


@dataclass(frozen=True)
class PolicyRun:
    """A policy over all days: what children learnt, which rules its lists broke, and how long each list took."""

    result: RunResult
    violations: Counter[str]
    seconds: list[float]


Comparison = dict[str, PolicyRun]
"""The runs of one seed by policy."""


def compare_policies(seed: int, children: int, *, days: int = DAYS) -> Comparison:
    """Run all policies on children that are drawn alike."""
    return {name: _run(policy, seed, children, days) for name, policy in POLICIES.items()}


def _run(make: type[TracingPolicy], seed: int, children: int, days: int) -> PolicyRun:
    setting = make_setting(seed, children)
    policy = make(setting.curriculum)
    return PolicyRun(run_days(setting, policy, days=days), policy.violations, policy.seconds)


def build_figures(runs: Sequence[Comparison]) -> list[Figure]:
    """Return the table of several seeds."""
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
        _summarise("ours / rules", runs, lambda run: _get_pace(run, OURS) / _get_pace(run, RULES), MIN_TIMES_RULES),
        _summarise("ours / random", runs, lambda run: _get_pace(run, OURS) / _get_pace(run, RANDOM), MIN_TIMES_RANDOM),
        *[
            _summarise(f"{name}: day when a weak skill is seen, median", runs, partial(_see, name=name))
            for name in POLICIES
        ],
        *[
            _summarise(f"{name}: weak skills never seen", runs, partial(_miss, name=name), unit="%")
            for name in POLICIES
        ],
        Figure("lists", len(times), ""),
        Figure("empty lists", empty, "", "0", empty == 0),
        Figure("breaches of the rules of class, prerequisites and repetition", broken, "", "0", broken == 0),
        Figure("a list, P99", late, "ms", f"≤ {MAX_MS:g}", late <= MAX_MS, f"mean {mean:.2g}, most {times[-1]:.3g}"),
    ]


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


def _see(run: Comparison, name: str) -> float:
    return median(run[name].result.days_to_weak)


def _miss(run: Comparison, name: str) -> float:
    result = run[name].result
    return 100 * result.unseen / (result.unseen + len(result.days_to_weak))

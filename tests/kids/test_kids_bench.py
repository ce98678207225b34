"""A small form of `./talim bench kids`: same seed, same children; no rule is broken and nobody is without a list."""

import ast
from pathlib import Path

import pytest

from bench.kids.comparison import OURS, RANDOM, RULES, build_figures, compare_policies
from bench.kids.days import make_setting
from bench.kids.simulation import MASTERED

ROOT = Path(__file__).resolve().parent.parent.parent
CHILDREN, DAYS = 15, 12


@pytest.fixture(scope="module")
def run():
    return compare_policies(1, CHILDREN, days=DAYS)


def test_children_of_a_seed_are_drawn_alike_and_have_something_to_learn():
    one, other = make_setting(4, 30), make_setting(4, 30)
    assert one.curriculum == other.curriculum
    assert [child.starts for child in one.children] == [child.starts for child in other.children]
    shares = [
        child.starts[skill] >= MASTERED
        for child in one.children
        for skill in one.curriculum.list_skills(child.kg_class)
    ]
    assert 0 < sum(shares) / len(shares) < 0.3


def test_no_list_is_empty_or_breaks_a_rule(run):
    assert [run[name].result.without_list for name in (OURS, RULES, RANDOM)] == [0, 0, 0]
    assert [run[name].violations.total() for name in (OURS, RULES)] == [0, 0]
    assert min(len(run[name].seconds) for name in run) > CHILDREN * DAYS / 2


def test_children_play_as_long_by_any_list_and_learn(run):
    hours = [run[name].result.hours for name in run]
    assert max(hours) < 1.1 * min(hours)
    assert all(len(run[name].result.gains) == CHILDREN for name in run)
    assert sum(run[RULES].result.gains) > 0


def test_the_report_misses_a_broken_rule_and_an_empty_list(run):
    targets = {figure.what: figure.held for figure in build_figures([run]) if figure.target}
    assert targets["empty lists"]
    assert targets["breaches of the rules of class, prerequisites and repetition"]
    run[OURS].violations["class"] += 1
    run[RULES].result.without_list += 1
    targets = {figure.what: figure.held for figure in build_figures([run]) if figure.target}
    assert not targets["empty lists"]
    assert not targets["breaches of the rules of class, prerequisites and repetition"]


def test_the_simulated_children_know_nothing_of_the_lists():
    for module in ("simulation", "days"):
        tree = ast.parse((ROOT / "bench" / "kids" / f"{module}.py").read_text(encoding="utf-8"))
        imports = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {name for name in imports if name.startswith("apps")}

"""Paths in declarations: each leads to what can be called as it is called; a wrong path and signature are reported."""

import pytest

from apps.jobs.kinds import ClaimedJob
from project.declared_paths import DeclaredPath, find_path_problem, list_declared_paths

HERE = "tests.project.test_declared_paths"
NUMBER = 3


def handle(job: ClaimedJob) -> None: ...


def handle_of_text(job: "ClaimedJob") -> None: ...


def handle_id(job: str) -> None: ...


def handle_nothing() -> None: ...


def handle_by_name(*, job: ClaimedJob) -> None: ...


def handle_dead(job: ClaimedJob, reason: str) -> None: ...


def test_every_declared_path_can_be_called_as_its_caller_does():
    declared = [one for one in list_declared_paths() if ".sample." not in one.path]
    assert len(declared) > 150
    assert [problem for one in declared if (problem := find_path_problem(one))] == []


@pytest.mark.parametrize("name", ["handle", "handle_of_text"])
def test_the_right_path_and_signature_pass(name):
    assert find_path_problem(DeclaredPath("job kind a.b", f"{HERE}.{name}", (ClaimedJob,))) is None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{HERE}.missing", "does not define"),
        ("tests.project.no_such_module.handle", "No module named"),
        (f"{HERE}.NUMBER", "is no function"),
        (f"{HERE}.handle_nothing", "too many positional arguments"),
        (f"{HERE}.handle_by_name", "too many positional arguments"),
        (f"{HERE}.handle_dead", "missing a required argument: 'reason'"),
        (f"{HERE}.handle_id", "is called with (ClaimedJob)"),
    ],
)
def test_a_wrong_path_and_a_wrong_signature_are_reported(path, words):
    problem = find_path_problem(DeclaredPath("job kind a.b", path, (ClaimedJob,)))
    assert problem is not None
    assert problem.startswith("job kind a.b: ")
    assert words in problem

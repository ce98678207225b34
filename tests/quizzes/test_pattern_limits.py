"""Regular expressions of teachers are stopped at their limits, and hold up nobody else."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from apps.quizzes.questions import patterns
from apps.quizzes.questions.pattern_subprocess import MEMORY_BYTES
from apps.quizzes.questions.patterns import MAX_TEXT, WALL_SECONDS, match_patterns
from apps.quizzes.questions.scoring import score_response
from tests.quizzes.questions import make_question, make_response

BAD, TEXT = "(a|aa)+b", "a" * 60
"""More than 10^12 ways to cut the text: each is tried."""


def match(*pairs):
    return match_patterns(pairs, ignore_case=True)


def test_patterns_match_the_whole_text():
    assert match(("colou?r", "COLOR"), ("colou?r", "colors"), ("a*", ""), ("(", "(")) == [True, False, True, False]
    assert match_patterns([("a", "A")], ignore_case=False) == [False]
    assert match() == []


def test_a_bad_pattern_is_stopped_and_the_next_request_is_answered():
    begun = time.monotonic()
    assert match(("b+", "b"), (BAD, TEXT), ("b+", "b")) == [True, None, None]
    assert time.monotonic() - begun < WALL_SECONDS
    assert match(("b+", "b")) == [True]


def test_control_a_bad_pattern_runs_on_without_a_limit():
    code = f"import re; re.compile({BAD!r}).fullmatch({TEXT!r})"
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", code], timeout=WALL_SECONDS, check=True)


def test_a_bad_pattern_holds_up_nobody_else():
    ended = []
    bad = threading.Thread(target=lambda: ended.append(match((BAD, TEXT))))
    bad.start()
    answers = [match(("a+", "aa")) for _ in range(10)]
    assert ended == []
    assert answers == [[True]] * 10
    bad.join()
    assert ended == [[None]]


def test_a_score_says_that_a_pattern_was_stopped():
    answers = [{"text": BAD, "is_pattern": True}, {"text": TEXT, "share": 0.5}]
    body, key = make_question("short", {}, {"answers": answers, "penalty": 1})
    score = score_response(body, key, make_response("short", TEXT), language="en")
    assert (str(score.share), score.timed_out) == ("0.50000", True)
    assert score_response(body, key, make_response("short", "b"), language="en").timed_out is False


def test_a_pattern_that_could_not_count_is_not_tried():
    answers = [{"text": TEXT}, {"text": BAD, "is_pattern": True, "share": 0.9}]
    body, key = make_question("short", {}, {"answers": answers})
    score = score_response(body, key, make_response("short", TEXT), language="en")
    assert (score.share, score.timed_out) == (1, False)


def test_longer_texts_than_the_limit_are_not_matched():
    assert match(("a+", "a" * MAX_TEXT), ("a+", "a" * (MAX_TEXT + 1)), ("b", "b")) == [True, False, True]


def test_a_child_has_little_memory_and_is_replaced_when_it_dies():
    assert match(("a", "a")) == [True]
    child = patterns._idle[-1]
    limits = Path(f"/proc/{child.pid}/limits").read_text()
    assert [line.split()[3] for line in limits.splitlines() if "address space" in line] == [str(MEMORY_BYTES)]
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert match(("a", "a")) == [True]
    assert child not in patterns._idle

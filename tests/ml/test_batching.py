"""Which rows share a call of the model, and what a failing one costs the others: nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from ml.engines.batching import MAX_OVERTAKEN, BatchFailure, BatchQueue, BatchRunner
from ml.engines.clips import Clip, EngineRequest, WindowTask
from ml.engines.metrics import EngineMetrics
from ml.engines.model_thread import ModelThread
from ml.scoring import ScoringTask


class Model:
    """Doubles numbers. What is in `bad` fails a whole batch; more than `most` rows do not fit into memory."""

    def __init__(self, *, bad: Sequence[int] = (), most: int = 100, broken_after: int = 10**6) -> None:
        self.bad, self.most, self.broken_after = bad, most, broken_after
        self.calls: list[list[int]] = []

    def __call__(self, rows: Sequence[int]) -> list[int]:
        self.calls.append(list(rows))
        self.probe()
        if len(rows) > self.most:
            raise RuntimeError("CUDA failed with error out of memory")
        if set(rows) & set(self.bad):
            raise ValueError("bad row")
        return [2 * row for row in rows]

    def probe(self) -> None:
        if len(self.calls) > self.broken_after:
            raise RuntimeError("CUDA error: an illegal memory access was encountered")


def run(model: Model, rows: Sequence[int], size: int = 8) -> tuple[list[int | BatchFailure], BatchRunner[int, int]]:
    batches: BatchRunner[int, int] = BatchRunner(size, model.probe)
    return batches.run(rows, model), batches


def test_results_keep_the_order_of_rows_and_batches_have_the_set_size():
    model = Model()
    results, _ = run(model, range(20), size=8)
    assert results == [2 * row for row in range(20)]
    assert [len(call) for call in model.calls] == [8, 8, 4]


@pytest.mark.parametrize("bad", [[0], [7], [3, 4], list(range(8))], ids=["first", "last", "two", "all"])
def test_only_rows_that_fail_twice_alone_are_quarantined(bad):
    model = Model(bad=bad)
    results, batches = run(model, range(8))
    for row, result in enumerate(results):
        if row in bad:
            assert isinstance(result, BatchFailure)
            assert (result.quarantined, "twice" in result.reason, "ValueError" in result.reason) == (True, True, True)
            assert model.calls.count([row]) == 2
        else:
            assert result == 2 * row
    assert not batches.broken


def test_out_of_memory_halves_the_batch_size_for_good_and_fails_no_row():
    model = Model(most=3)
    results, batches = run(model, range(16), size=16)
    assert results == [2 * row for row in range(16)]
    assert batches.size == 2
    assert batches.run(range(4), model) == [0, 2, 4, 6]
    assert [len(call) for call in model.calls[-2:]] == [2, 2]


def test_row_too_large_for_memory_fails_without_quarantine():
    [result], batches = run(Model(most=0), [1])
    assert isinstance(result, BatchFailure)
    assert (result.quarantined, "memory" in result.reason, batches.size, batches.broken) == (False, True, 1, False)


def test_broken_model_quarantines_no_row():
    model = Model(broken_after=0)
    results, batches = run(model, range(4))
    assert batches.broken
    assert [isinstance(result, BatchFailure) and result.quarantined for result in results] == [False] * 4


@dataclass(frozen=True)
class Window:
    kind: str
    number: int
    priority: int = 0

    @property
    def group(self) -> tuple[str, int, int, int]:
        return (self.kind, 0, 0, 0)


def waiting(coming: Callable[[], int] = lambda: 0) -> BatchQueue[Window]:
    return BatchQueue(lambda row: (-row.priority, row.number), coming)


def fresh(*numbers: int, priority: int = 0) -> list[Window]:
    return [Window("fresh", number, priority) for number in numbers]


def test_queue_gives_higher_priority_first_then_older_rows():
    queue = waiting()
    queue.put(fresh(3, 1))
    queue.put(fresh(9, priority=20))
    assert [row.number for row in queue.take(2, 0)] == [9, 1]
    assert [row.number for row in queue.take(2, 0)] == [3]


def test_repeated_searches_are_batched_apart_and_overtaken_a_limited_number_of_times():
    queue = waiting()
    queue.put([Window("again", 1)])
    queue.put(fresh(*range(2, 40)))
    kinds = [queue.take(4, 0)[0].kind for _ in range(MAX_OVERTAKEN + 2)]
    assert kinds == ["fresh"] * MAX_OVERTAKEN + ["again", "fresh"]


def test_full_batch_of_forced_passes_goes_first():
    queue = waiting()
    queue.put(fresh(*range(8)))
    queue.put([Window("force", number) for number in range(4)])
    assert [queue.take(4, 0)[0].kind for _ in range(3)] == ["force", "fresh", "fresh"]


def test_queue_waits_for_a_full_batch_only_while_more_rows_are_coming():
    preparing = [1]
    queue = waiting(lambda: preparing[0])
    queue.put(fresh(1))
    assert len(queue.take(4, 0.05)) == 1
    queue.put(fresh(*range(4)))
    assert len(queue.take(4, 60)) == 4, "a full batch does not wait"
    preparing[0] = 0
    queue.put(fresh(1))
    assert len(queue.take(4, 60)) == 1, "nothing is coming"
    queue.close()
    assert queue.take(4, 60) == []


def test_urgent_recordings_overtake_a_limited_number_of_older_ones():
    def row(number: int, priority: int) -> WindowTask:
        item = EngineRequest("", b"", ScoringTask("reading", "en", "A text."))
        return WindowTask(Clip(item, nothing, nothing, priority, number), 0, 0, "fresh")

    def nothing(*_arguments: Any) -> None: ...

    handlers: dict[str, Any] = {"on_heard": nothing, "on_forced": nothing, "on_failed": nothing}
    thread = ModelThread([], size=1, wait=0, coming=lambda: 0, figures=EngineMetrics(), **handlers)
    thread.put([row(1, 0), row(200, 10), row(50, 10)])
    assert [thread._waiting.take(1, 0)[0].clip.number for _ in range(3)] == [50, 1, 200]

"""Alone, batched, shuffled, next to poison: the same answer; nobody is lost; the marking model beside another one."""

import random
from dataclasses import replace
from typing import Any

import pytest

from ml.engines.clips import EngineFailure, EngineOutcome, EngineRequest
from ml.engines.engine import SpeechEngine
from ml.models import resolve_whisper
from ml.scoring import RecordingResult
from tests.ml.conftest import RecordedClip
from tests.processes import wait_until

pytestmark = pytest.mark.slow

SHORT = (
    "reading 03-001350194.webm",
    "reading 04-005940025.m4a",
    "reading 12-001310168.mp3",
    "reading half-read.webm",
    "speaking 03-001350194.webm",
)


def plain(outcome: EngineOutcome) -> EngineOutcome:
    return replace(outcome, seconds={}) if isinstance(outcome, RecordingResult) else outcome


def items(clips: dict[str, RecordedClip], names: tuple[str, ...] = SHORT) -> list[EngineRequest]:
    return [EngineRequest(name, clips[name].data, clips[name].task) for name in names]


def run(engine: SpeechEngine, given: list[EngineRequest]) -> dict[str, EngineOutcome]:
    return {key: plain(outcome) for key, outcome in engine.process(given, lambda key, stage: None)}


@pytest.fixture(scope="module")
def alone(engine, clips):
    outcomes: dict[str, EngineOutcome] = {}
    for item in items(clips):
        outcomes |= run(engine, [item])
    return outcomes


def test_batched_and_shuffled_recordings_get_the_same_results_as_alone(engine, clips, alone, evening):
    shuffled = items(clips)
    random.Random(5).shuffle(shuffled)
    assert run(engine, shuffled) == alone == {name: plain(evening[name]) for name in SHORT}
    assert engine.figures()["mean_batch"] > 1


def test_recording_that_fails_the_batch_is_quarantined_and_others_keep_results(engine, clips, alone):
    clip = clips[SHORT[0]]
    poison = EngineRequest("poison", clip.data, replace(clip.task, language="xx"))
    noise = EngineRequest("not a recording", b"not a recording at all", clip.task)
    others = items(clips)[:3]
    outcomes = run(engine, [others[0], poison, noise, *others[1:]])
    assert {item.key: outcomes[item.key] for item in others} == {item.key: alone[item.key] for item in others}
    failure = outcomes["poison"]
    assert isinstance(failure, EngineFailure)
    assert failure.quarantined
    assert "ValueError" in failure.reason
    assert isinstance(outcomes["not a recording"], RecordingResult)
    assert not engine.broken


def test_evidence_has_window_languages_and_the_result_has_a_fingerprint(alone):
    result = alone["reading half-read.webm"]
    assert isinstance(result, RecordingResult)
    [[start, end, language, probability]] = result.evidence["spans"]
    assert (start, language) == (0.0, "en")
    assert (end, probability > 0.5) == (pytest.approx(result.duration, abs=0.01), True)
    assert len(result.peaks) == 800
    assert len(result.fingerprint) > 100
    assert len(result.evidence["marking"]["sentences"]) >= 1
    answer = alone["speaking 03-001350194.webm"]
    assert isinstance(answer, RecordingResult)
    assert "marking" not in answer.evidence


def test_windows_of_a_long_recording_are_joined_in_order(evening):
    result = evening["reading middle-adult.ogg"]
    spans = result.evidence["spans"]
    assert len(result.evidence["windows"]) == len(spans) == 2
    assert spans[0][1] == spans[1][0]
    starts = [row[1] for row in result.evidence["heard"]["words"]]
    assert starts == sorted(starts)


def test_submitted_recordings_take_room_and_show_in_the_metrics(engine, clips):
    clip, empty = clips[SHORT[2]], engine.room()
    done: dict[str, Any] = {}
    for key in "abc":
        engine.submit(EngineRequest(key, clip.data, clip.task), on_done=done.__setitem__)
    figures = engine.figures()
    assert engine.room() < empty
    assert sum(figures["in_flight"].values()) > 0
    wait_until(lambda: len(done) == 3, what="all three")
    assert {plain(outcome) == plain(done["a"]) for outcome in done.values()} == {True}
    figures = engine.figures()
    assert figures["model"].startswith("whisper-base@")
    assert figures["clips"] >= 3
    assert figures["real_time_factor"] > 0


def test_scoring_model_keeps_its_own_evidence_beside_the_transcript_model(clips):
    """The same weights twice: what they say must be the same, and `marking` is measured on the second. Closed while it
    is busy, the engine finishes what it has."""
    base = resolve_whisper("base", fetch=False).path
    engine = SpeechEngine(whisper_dir=base, marker_dir=base, embedding_dir=None, device="cpu")
    done: dict[str, Any] = {}
    engine.submit(items(clips, SHORT[:1])[0], on_done=done.__setitem__)
    engine.close()
    [result] = done.values()
    assert isinstance(result, RecordingResult)
    other = result.evidence["by_marker"]
    assert other["model_sha256"] == result.evidence["engine"]["model_sha256"]
    for name in ("heard", "forced", "languages", "windows", "spans"):
        assert result.evidence[name] == other[name], name
    assert result.evidence["marking"]["sentences"]

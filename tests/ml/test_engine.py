"""Real recordings of learners through the real model."""

import json
from dataclasses import replace

import pytest

from ml.engines.clips import EngineFailure, EngineRequest
from ml.scoring import RecordingResult, ScoringTask, score_evidence
from ml.scoring.constants import VERSION
from tests.bad_inputs.broken_audio_files import BROKEN_AUDIO_FILES
from tests.bad_inputs.damaged_audio import hour_of_silence
from tests.ml.conftest import read_clips


@pytest.mark.parametrize("name", [clip.name for clip in read_clips()])
def test_every_committed_recording_gets_the_expected_verdict(name, clips, evening):
    result = evening[name]
    assert result.verdict == clips[name].expected, (result.reason, result.parts)


def test_better_readers_get_higher_scores(evening):
    marks = [evening[f"reading {name}"].accuracy for name in ("good-adult.webm", "middle-child.mp3", "weak-adult.wav")]
    assert marks[0] > marks[1] > marks[2]


def test_refused_recordings_have_no_scores(evening):
    refused = [result for result in evening.values() if result.verdict not in ("OK", "INCOMPLETE", "LOW_CONFIDENCE")]
    assert len(refused) >= 3
    for result in refused:
        assert {result.accuracy, result.completeness, result.fluency, result.overall, result.confidence} == {None}


def test_word_times_are_in_order_and_inside_the_recording(evening):
    result = evening["reading good-child.m4a"]
    times = [(word.start, word.end) for word in result.words if word.class_ == "correct"]
    assert len(times) > 50
    assert times == sorted(times)
    assert all(0 <= start <= end <= result.duration for start, end in times)


def test_results_can_be_stored_as_json(evening):
    for result in evening.values():
        plain = [result.parts, result.evidence, result.seconds, [word.as_json() for word in result.words]]
        assert json.loads(json.dumps(plain)) == plain


def test_result_names_its_model_method_and_sound(evening):
    result = evening["reading good-adult.webm"]
    assert result.model.startswith("whisper-base@")
    assert result.method == f"reading.calibrated.{VERSION}+{result.evidence['marking']['version']}"
    assert len(result.audio_sha256) == 64
    assert set(result.seconds) == {"decode", "gate", "asr", "align", "score", "total"}
    assert result.evidence["engine"]["compute_type"] == "int8"


def test_same_recording_twice_gives_identical_results(engine, clips, evening):
    clip = clips["reading middle-child.mp3"]
    [(_, again)] = engine.process([EngineRequest("again", clip.data, clip.task)], lambda key, stage: None)
    assert isinstance(again, RecordingResult)
    assert replace(again, seconds={}) == replace(evening[clip.name], seconds={})


def test_stored_evidence_can_be_rescored_without_the_sound(evening):
    for result in evening.values():
        marks = score_evidence(json.loads(json.dumps(result.evidence)), {})
        assert (marks.verdict, marks.overall, marks.words) == (result.verdict, result.overall, result.words)


def test_broken_recordings_do_not_change_others_and_stages_are_reported(engine, clips, evening):
    clip = clips["reading 12-001310168.mp3"]
    text = ScoringTask("reading", "en", "hello there")
    stages: list[tuple[str, str]] = []
    items = [
        EngineRequest("text", BROKEN_AUDIO_FILES["text called mp3"][0](), text),
        EngineRequest("empty", b"", text),
        EngineRequest("our fault", clip.data, ScoringTask("reading", "en", "")),
        EngineRequest("good", clip.data, clip.task),
        EngineRequest("hour", hour_of_silence(), text),
    ]
    outcomes = dict(engine.process(items, lambda key, stage: stages.append((key, stage))))
    assert list(outcomes) == [item.key for item in items]
    assert isinstance(outcomes["our fault"], EngineFailure)
    assert [outcomes[key].reason for key in ("text", "empty", "hour")] == ["UNREADABLE", "EMPTY", "TOO_LONG"]
    assert [outcomes[key].verdict for key in ("text", "empty", "hour")] == ["AUDIO_BAD", "AUDIO_BAD", "TOO_LONG"]
    assert replace(outcomes["good"], seconds={}) == replace(evening[clip.name], seconds={})
    assert [stage for key, stage in stages if key == "good"] == ["decoding", "transcribing", "scoring"]
    assert [stage for key, stage in stages if key == "text"] == ["decoding"]


def test_error_in_a_callback_of_the_caller_is_not_blamed_on_the_recording(engine, clips):
    clip = clips["reading 12-001310168.mp3"]

    def lost_lease(key: str, stage: str) -> None:
        raise ConnectionError(stage)

    with pytest.raises(ConnectionError):
        list(engine.process([EngineRequest("one", clip.data, clip.task)], lost_lease))


def test_relevant_answer_scores_higher_than_an_irrelevant_one(evening, engine, clips):  # fmt: skip
    clip = clips["speaking 03-001350194.webm"]
    other = replace(clip.task, reference_answers=("My grandmother bakes bread every Friday.",))
    [(_, irrelevant)] = engine.process([EngineRequest("x", clip.data, other)], lambda key, stage: None)
    relevant = evening[clip.name].relevance
    assert relevant is not None
    assert relevant > 50 > irrelevant.relevance
    assert irrelevant.overall <= 40

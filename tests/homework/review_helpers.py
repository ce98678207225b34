"""Steps about marks: correct words, appeal, answer freely, what a class sounds like."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from apps.accounts.models import ChildProfile, Consent, User
from apps.courses.models import Group
from apps.homework.models import Assignment, Attempt, ScoreProposal
from apps.homework.services.score_proposals import build_corrected_evidence, get_claimed_proposal, store_corrected_score
from ml import fingerprint as prints
from ml.scoring import RecordingResult, score_evidence
from tests.factories import ApiClient, ApiResponse
from tests.homework.submission_helpers import assign_reading, claim_job, recorded_result, register_models, scored_result

ANSWER = "In summer I go to the village with my family"
MODEL_ANSWER = "Every summer my family and I go to our village."


def correct_words(client: ApiClient, attempt: Attempt, words: dict[int, str | None], **more: Any) -> ApiResponse:
    """Correct words of a text read aloud: place → class, None takes a correction back."""
    sent = [{"index": index, "class": kind} for index, kind in words.items()]
    return client.patch(f"/homework/attempts/{attempt.pk}/words/", {"words": sent, **more})


def correct_heard_words(client: ApiClient, attempt: Attempt, words: dict[int, str | None], **more: Any) -> ApiResponse:
    """Correct heard words of a free answer: place → what it is."""
    sent = [{"index": index, "heard": heard} for index, heard in words.items()]
    return client.patch(f"/homework/attempts/{attempt.pk}/words/", {"words": sent, **more})


def get_attempt(client: ApiClient, attempt: Attempt) -> dict[str, Any]:
    return client.get(f"/homework/attempts/{attempt.pk}/").json


def get_word(seen: dict[str, Any], place: int) -> dict[str, Any]:
    """The word of the text at this place."""
    return next(word for word in seen["words"] if word["reference"] == place)


def score_recorded_evidence(clip: str = "good-adult.webm", **task: Any) -> RecordingResult:
    """What the present version of scoring says about a recorded clip; `task` changes what was asked."""
    heard = recorded_result(clip)
    evidence = heard.evidence | {"task": heard.evidence["task"] | task}
    return with_scores(heard, evidence)


def with_scores(heard: RecordingResult, evidence: dict[str, Any]) -> RecordingResult:
    """The answer with the marks of this evidence."""
    marks = score_evidence(evidence)
    values = {field.name: getattr(marks, field.name) for field in fields(marks)}
    return replace(heard, **values, evidence=evidence, transcript=evidence["heard"]["text"])


def build_answer_result(text: str = ANSWER, *, coverage: float = 0.5) -> RecordingResult:
    """A free answer of these words, half a second each, as near to the reference answer as `coverage`."""
    heard = recorded_result()
    rows = [[word, place * 0.5, place * 0.5 + 0.4, -0.1] for place, word in enumerate(text.split())]
    seconds = len(rows) * 0.5
    task = heard.evidence["task"] | {
        "kind": "speaking", "reference": "", "question": "Where do you go in summer?",
        "reference_answers": [MODEL_ANSWER], "level": "A1",
    }  # fmt: skip
    evidence = heard.evidence | {
        "task": task,
        "heard": heard.evidence["heard"] | {"words": rows, "text": text},
        "forced": [],
        "sound": heard.evidence["sound"] | {"seconds": seconds, "speech": [[0.0, seconds]]},
        "similarity": build_similarity(coverage),
    }
    return replace(with_scores(heard, evidence), duration=seconds)


def build_similarity(coverage: float) -> dict[str, Any]:
    """What the engine measures of a free answer."""
    return {"coverage": [coverage], "unrelated": 0.1, "paraphrase": 0.9}


def assign_free_answer(group: Group, **more: Any) -> Assignment:
    return assign_reading(
        group,
        kind="speaking",
        reference_text="",
        question="Where do you go in summer?",
        reference_answers=[MODEL_ANSWER],
        **more,
    )


def complete_correction(proposal: ScoreProposal, *, coverage: float | None) -> None:
    """The engine measures a corrected answer and stores it; with no `coverage` it has no torch and measures nothing."""
    claim = claim_job(proposal)
    waiting = get_claimed_proposal(claim)
    assert waiting is not None
    measured = {} if coverage is None else {"similarity": build_similarity(coverage)}
    evidence = build_corrected_evidence(waiting.attempt) | measured
    store_corrected_score(claim=claim, evidence=evidence, models=register_models())


def post_appeal(client: ApiClient, homework: Any, text: str = "I did read the last line.") -> ApiResponse:
    return client.post(f"/homework/{homework.pk}/appeal/", {"text": text})


def post_review(client: ApiClient, homework: Any, **payload: Any) -> ApiResponse:
    return client.post(f"/homework/{homework.pk}/review/", payload)


def make_voice(seed: int, seconds: float = 4.0) -> Any:
    """A sound of its own for each seed: bursts of coloured noise like syllables, 16 kHz."""
    random = np.random.default_rng(seed)
    length = int(seconds * prints.RATE)
    noise = random.normal(size=length)
    pitch = np.repeat(random.uniform(120, 900, size=length // 3200 + 1), 3200)[:length]
    tone = np.sin(2 * np.pi * np.cumsum(pitch) / prints.RATE) + 0.3 * np.convolve(noise, np.ones(8) / 8, "same")
    loud = np.repeat(random.uniform(0.2, 1.0, size=length // 2400 + 1), 2400)[:length]
    return (0.3 * tone * loud).astype(np.float32)


def with_fingerprint(samples: Any, result: RecordingResult | None = None) -> RecordingResult:
    """A result whose recording sounds like these samples."""
    return replace(
        result or scored_result(80.0),
        duration=len(samples) / prints.RATE,
        peaks=prints.compute_waveform(samples),
        fingerprint=prints.compute_fingerprint(samples),
    )


def make_child(pupil: User, years: int = 6) -> None:
    """The pupil is a child of this age, and may be recorded."""
    born = (timezone.now() - timedelta(days=365.25 * years + 30)).date()
    ChildProfile.objects.create(user=pupil, birth_date=born, code="048213")
    Consent.objects.create(person=pupil, kind="recording", given=True, text_version="1")

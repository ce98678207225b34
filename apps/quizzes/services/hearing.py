"""What the speech process does with recordings of answers (`apps.homework.speech_work`)."""

import apps.jobs.services as jobs
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.homework.models import AttemptState as HomeworkAttemptState
from apps.homework.services.scoring import ScoringModels
from apps.homework.verdicts import get_verdict_effect
from apps.jobs.kinds import ClaimedJob
from apps.quizzes.models import (
    AnswerFile,
    AttemptState,
    HeardRecording,
    PlacementSpeech,
    QuizAttempt,
    SpokenResult,
    SpokenState,
)
from apps.quizzes.services.closing import score_again
from apps.quizzes.services.spoken_answers import get_recording
from ml.scoring import RecordingResult
from ml.scoring.task import ScoringTask


def prepare_hearing(claim: ClaimedJob) -> tuple[StoredFile, ScoringTask] | None:
    """Return the recording and the task of a job, None for one that was heard already or is gone."""
    rows = SpokenResult.objects.select_related("recording__file")
    result = rows.filter(pk=claim.object_id, state=SpokenState.WAITING, recording__file__isnull=False).first()
    if result is None or result.recording.file is None:
        return None
    return result.recording.file, ScoringTask.from_json(result.task)


def store_hearing(*, claim: ClaimedJob, result: RecordingResult, models: ScoringModels) -> None:
    """Store what the engine heard, in one transaction with the job's end, and have the attempt scored anew.

    Raise StaleClaim, and change nothing, when the claim is not the job's current one.
    """
    with unit_of_work():
        jobs.complete_job(claim)
        spoken = _lock_waiting(claim.object_id)
        if spoken is not None:
            _fill(spoken, result, models, is_anothers=_is_handed_in_by_another(spoken.recording))
            _score_again(spoken)


def fail_hearing(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: the answer waits for a teacher."""
    with unit_of_work():
        spoken = _lock_waiting(job.object_id)
        if spoken is not None:
            spoken.state = SpokenState.FAILED
            spoken.save(update_fields=["state", "updated_at"])


def prepare_placement_hearing(claim: ClaimedJob) -> tuple[StoredFile, ScoringTask] | None:
    """Return the recording of a placement test and its task, None for one that was heard already or is gone."""
    rows = PlacementSpeech.objects.select_related("file")
    speech = rows.filter(pk=claim.object_id, state=SpokenState.WAITING).first()
    return None if speech is None or speech.file is None else (speech.file, ScoringTask.from_json(speech.task))


def store_placement_hearing(*, claim: ClaimedJob, result: RecordingResult, models: ScoringModels) -> None:
    """Store what the engine heard at the end of a placement test, as `store_hearing` does; the level stays."""
    with unit_of_work():
        jobs.complete_job(claim)
        speech = _lock_speech(claim.object_id)
        if speech is not None:
            _fill(speech, result, models, is_anothers=False)


def fail_placement_hearing(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: the office hears the recording without a score."""
    with unit_of_work():
        speech = _lock_speech(job.object_id)
        if speech is not None:
            speech.state = SpokenState.FAILED
            speech.save(update_fields=["state", "updated_at"])


def _fill(heard: HeardRecording, result: RecordingResult, models: ScoringModels, *, is_anothers: bool) -> None:
    effect = get_verdict_effect(
        verdict=result.verdict,
        reason=result.reason,
        language=heard.task["language"],
        teacher_first=False,
        suspect=is_anothers,
    )
    is_scored = effect.state == HomeworkAttemptState.SCORED and result.overall is not None
    heard.state, heard.verdict, heard.reason = SpokenState.HEARD, result.verdict, result.reason
    heard.overall, heard.is_sure = (result.overall if is_scored else None), is_scored and not effect.hidden
    heard.transcript, heard.words = result.transcript, [word.as_json() for word in result.words]
    heard.model = models.model
    heard.save()


def _lock_speech(key: str) -> PlacementSpeech | None:
    rows = PlacementSpeech.objects.select_for_update(of=("self",))
    return rows.filter(pk=key, state=SpokenState.WAITING).first()


def _lock_waiting(key: str) -> SpokenResult | None:
    """Return a result that waits, after its attempt is locked: scoring and hearing take turns."""
    recordings = AnswerFile.objects.filter(spoken__pk=key)
    QuizAttempt.objects.select_for_update(of=("self",)).filter(answers__files__in=recordings).first()
    rows = SpokenResult.objects.select_for_update(of=("self",)).select_related("recording__file", "recording__answer")
    return rows.filter(pk=key, state=SpokenState.WAITING).first()


def _is_handed_in_by_another(recording: AnswerFile) -> bool:
    """Return whether another learner has handed in these bytes at the same quiz."""
    if recording.file is None:
        return False
    attempt = recording.answer.attempt
    same = AnswerFile.objects.filter(file__sha256=recording.file.sha256, answer__attempt__quiz=attempt.quiz_id)
    return same.exclude(answer__attempt__user=attempt.user_id).exists()


def _score_again(spoken: SpokenResult) -> None:
    """Have the attempt scored anew, unless its answer names another recording or was marked by hand."""
    answer = spoken.recording.answer
    attempt = answer.attempt
    is_scored = attempt.state in (AttemptState.WAITING, AttemptState.SCORED)
    if is_scored and answer.marked_at is None and get_recording(answer) == spoken.recording_id:
        score_again(attempt)

"""What the speech process does with recordings of answers (`apps.homework.speech_work`)."""

from dataclasses import replace

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.durations import MINUTE
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.homework.models import AttemptState as HomeworkAttemptState
from apps.homework.services.scoring import ScoringModels
from apps.homework.verdicts import ANOTHERS_FILE, get_verdict_effect
from apps.jobs.kinds import ClaimedJob
from apps.jobs.models import Job, JobState
from apps.quizzes.events import publish_result
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
from apps.quizzes.spoken_queries import get_recording
from ml.scoring import RecordingResult, Verdict
from ml.scoring.task import ScoringTask

OPEN = (SpokenState.WAITING, SpokenState.FAILED)
"""States in which a result is still taken: a dead job may be tried again."""
LOST_AFTER = 15 * MINUTE


def prepare_hearing(claim: ClaimedJob) -> tuple[StoredFile, ScoringTask] | None:
    """Return the recording and the task of a job, None for one that was heard already or is gone."""
    result = SpokenResult.objects.select_related("recording__file").filter(pk=claim.object_id, state__in=OPEN).first()
    return None if result is None else _prepare(result, result.recording.file)


def store_hearing(*, claim: ClaimedJob, result: RecordingResult, models: ScoringModels) -> None:
    """Store what the engine heard, in one transaction with the job's end. Where it is sure, the attempt is scored anew.

    Raise StaleClaim, and change nothing, when the claim is not the job's current one.
    """
    with unit_of_work():
        jobs.complete_job(claim)
        spoken = _lock_result(claim.object_id)
        if spoken is not None:
            _fill(spoken, result, models, is_anothers=_is_handed_in_by_another(spoken.recording))
            _tell(spoken)


def fail_hearing(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: the answer waits for a teacher."""
    with unit_of_work():
        if spoken := _lock_result(job.object_id):
            _set_failed(spoken)
            _tell(spoken)


def prepare_placement_hearing(claim: ClaimedJob) -> tuple[StoredFile, ScoringTask] | None:
    """Return the recording of a placement test and its task, None for one that was heard already or is gone."""
    speech = PlacementSpeech.objects.select_related("file").filter(pk=claim.object_id, state__in=OPEN).first()
    return None if speech is None else _prepare(speech, speech.file)


def store_placement_hearing(*, claim: ClaimedJob, result: RecordingResult, models: ScoringModels) -> None:
    """Store what the engine heard at the end of a placement test, as `store_hearing` does; the level stays."""
    with unit_of_work():
        jobs.complete_job(claim)
        if speech := _lock_speech(claim.object_id):
            _fill(speech, result, models, is_anothers=False)


def fail_placement_hearing(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: the office hears the recording without a score."""
    with unit_of_work():
        if speech := _lock_speech(job.object_id):
            _set_failed(speech)


def run_sweep_speech(job: ClaimedJob) -> None:
    """Job handler: fail what waits for the engine and has no job any more."""
    before = timezone.now() - LOST_AFTER
    for rows, fail in ((SpokenResult.objects, fail_hearing), (PlacementSpeech.objects, fail_placement_hearing)):
        waiting = rows.filter(state=SpokenState.WAITING, updated_at__lt=before).annotate(key=Cast("pk", CharField()))
        live = Job.objects.filter(object_id=OuterRef("key"), state__in=(JobState.QUEUED, JobState.LEASED))
        for key in list(waiting.filter(~Exists(live)).values_list("pk", flat=True)):
            fail(replace(job, object_id=str(key)), "The job is gone.")


def _prepare(heard: HeardRecording, stored: StoredFile | None) -> tuple[StoredFile, ScoringTask] | None:
    if stored is None:
        with unit_of_work():
            _set_failed(heard)
        return None
    return stored, ScoringTask.from_json(heard.task)


def _set_failed(heard: HeardRecording) -> None:
    heard.state = SpokenState.FAILED
    heard.save(update_fields=["state", "updated_at"])


def _fill(heard: HeardRecording, result: RecordingResult, models: ScoringModels, *, is_anothers: bool) -> None:
    effect = get_verdict_effect(
        verdict=result.verdict,
        reason=result.reason,
        language=heard.task["language"],
        teacher_first=False,
        suspect=is_anothers,
    )
    is_scored = effect.state == HomeworkAttemptState.SCORED and result.overall is not None
    is_copy = is_anothers and is_scored
    heard.state = SpokenState.HEARD
    heard.verdict = Verdict.DUPLICATE.value if is_copy else result.verdict
    heard.reason = ANOTHERS_FILE if is_copy else result.reason
    heard.overall, heard.is_sure = (result.overall if is_scored else None), is_scored and not effect.hidden
    heard.transcript, heard.words = result.transcript, [word.as_json() for word in result.words]
    heard.model = models.model
    heard.save()


def _lock_speech(key: str) -> PlacementSpeech | None:
    rows = PlacementSpeech.objects.select_for_update(of=("self",))
    return rows.filter(pk=key, state__in=OPEN, file__isnull=False).first()


def _lock_result(key: str) -> SpokenResult | None:
    """Return a result that is open, after its attempt is locked: scoring and hearing take turns."""
    recordings = AnswerFile.objects.filter(spoken__pk=key)
    QuizAttempt.objects.select_for_update(of=("self",)).filter(answers__files__in=recordings).first()
    rows = SpokenResult.objects.select_for_update(of=("self",)).select_related("recording__file", "recording__answer")
    return rows.filter(pk=key, state__in=OPEN).first()


def _is_handed_in_by_another(recording: AnswerFile) -> bool:
    """Return whether another learner has sent these bytes at the same quiz before."""
    if recording.file is None:
        return False
    attempt = recording.answer.attempt
    same = AnswerFile.objects.filter(file__sha256=recording.file.sha256, answer__attempt__quiz=attempt.quiz_id)
    same = same.filter(created_at__lte=recording.created_at)
    return same.exclude(answer__attempt__user=attempt.user_id).exists()


def _tell(spoken: SpokenResult) -> None:
    """Have the attempt scored anew where the engine is sure, else tell its pages that a teacher has to mark; nothing
    where the answer names another recording or was marked by hand.
    """
    answer = spoken.recording.answer
    attempt = QuizAttempt.objects.select_related("quiz", "user").get(pk=answer.attempt_id)
    is_scored = attempt.state in (AttemptState.WAITING, AttemptState.SCORED)
    if not is_scored or answer.marked_at is not None or get_recording(answer) != spoken.recording_id:
        return
    if spoken.is_sure:
        score_again(attempt)
    else:
        publish_result(attempt)

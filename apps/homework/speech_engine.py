"""The engine of `manage.py speech`: the only place where the platform calls `ml.engines`.

Recordings enter a live engine as their jobs are claimed. Each result is stored in its own transaction, fenced by the
job's claim, so a failure or a lost claim affects one recording only. Reading files, noting stages and storing results
have their own threads: the model never waits for the database.
"""

import importlib.util
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

import apps.jobs.services as jobs
from apps.core import request_context
from apps.core.files.stored import open_stored_file
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.homework import engine_metrics
from apps.homework.job_kinds import LISTEN_TO_MODEL_AUDIO, PROCESS_AUDIO, RESCORE_AUDIO
from apps.homework.models import Attempt, ProcessingStage
from apps.homework.scoring_tasks import build_scoring_task
from apps.homework.services import model_audio, score_proposals, scoring
from apps.homework.speech_work import all_speech_work
from apps.jobs.kinds import ClaimedJob, StaleClaim
from apps.registry.models import MLModel
from apps.registry.services import ensure_registered_model
from apps.settings.queries import get_system_settings
from apps.video import speech as films
from apps.video.job_kinds import MAKE_SUBTITLES
from ml.engines import memory
from ml.engines.clips import AudioSummary, EngineFailure, EngineOutcome, EngineRequest
from ml.engines.engine import SpeechEngine
from ml.models import ModelError, ModelFolder, resolve_embedding, resolve_whisper
from ml.scoring import RecordingResult, ScoringTask

log = structlog.get_logger(__name__)

READER_THREADS, STORER_THREADS = 4, 4
"""Threads that read files and that store results: a slow store must not delay the model."""
METRICS_SECONDS = 1.0

OnSettled = Callable[[ClaimedJob], None]
StoreResult = Callable[..., object]
"""`scoring.store_score` or `score_proposals.store_proposal_result`."""


class SpeechJobEngine:
    """Runs jobs of the queue `speech` for `apps.jobs.runner.run_engine`; loads the models once."""

    def __init__(self) -> None:
        memory.limit_heaps()

    def start(self) -> None:
        """Load the models from the local cache and register them by hash. Raise SystemExit with the missing model."""
        env = settings.ENV
        cache = Path(env.talim_cache) if env.talim_cache else None
        try:
            self._whisper = resolve_whisper(env.whisper_model, cache, fetch=False)
            self._embedding = find_embedding_model(env.embedding_model, cache)
            self._marking = _find_scoring_model(self._whisper, cache)
            engine = SpeechEngine(
                whisper_dir=self._whisper.path,
                embedding_dir=self._embedding.path if self._embedding else None,
                marker_dir=self._marking.path if self._marking else None,
                device=env.whisper_device,
                threads=env.whisper_threads or None,
            )
        except ModelError as error:
            raise SystemExit(str(error)) from error
        self._registered()
        self._run(engine)
        facts = {name: str(engine.facts[name]) for name in ("device", "compute_type")}
        embedding = self._embedding.name if self._embedding else ""
        log.info("speech models loaded", whisper=self._whisper.name, embedding=embedding, **facts)

    def room(self) -> int:
        """Return how many claims the engine takes now; 0 while less than a batch fits (unless it is idle), so that one
        query claims many.
        """
        if self._engine.broken:
            self._leave()
            return 0
        with self._lock:
            in_hand, reading = self._in_hand, self._reading
        figures = self._engine.figures()
        room = int(figures["room"]) - reading
        return room if room >= figures["batch"] or not in_hand else 0

    def take(self, claims: list[ClaimedJob], settled: OnSettled) -> None:
        """Read each claim's recording and submit it to the engine; `settled` is called once its end is stored. One film
        at a time is heard, in a thread of its own: it waits for recordings, and none for it.
        """
        with self._lock:
            self._in_hand += len(claims)
            self._reading += sum(claim.kind != MAKE_SUBTITLES for claim in claims)
        for claim in claims:
            end = partial(self._end, settled=settled)
            if claim.kind != MAKE_SUBTITLES:
                self._readers.submit(self._begin, claim, end)
            elif self._film.acquire(blocking=False):
                self._films.submit(self._hear_film, claim, end)
            else:
                self._stages.submit(self._run_film_step, claim, end, films.postpone_piece, claim)

    def close(self) -> None:
        """Stop the engine's threads and child processes."""
        self._closing.set()
        self._readers.shutdown()
        self._films.shutdown()
        self._engine.close()
        self._storers.shutdown()
        self._stages.shutdown()
        self._ticker.join()

    def _run(self, engine: SpeechEngine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._in_hand = self._reading = 0
        self._closing = threading.Event()
        self._readers = ThreadPoolExecutor(READER_THREADS, thread_name_prefix="read")
        self._storers = ThreadPoolExecutor(STORER_THREADS, thread_name_prefix="store")
        self._stages = ThreadPoolExecutor(1, thread_name_prefix="stage")
        self._films = ThreadPoolExecutor(1, thread_name_prefix="film")
        self._film = threading.Semaphore()
        self._ticker = threading.Thread(target=self._show, name="figures", daemon=True)
        self._ticker.start()

    def _show(self) -> None:
        while not self._closing.wait(METRICS_SECONDS):
            engine_metrics.publish_engine_metrics(self._engine.figures())

    def _leave(self) -> None:
        """The model itself no longer works: end in order; whoever supervises the process starts it anew."""
        if not self._closing.is_set():
            log.critical("the model stopped working: the process ends")
            self._closing.set()
            os.kill(os.getpid(), signal.SIGTERM)

    def _hear_film(self, claim: ClaimedJob, end: OnSettled) -> None:
        try:
            self._run_film_step(claim, end, films.make_piece, claim, self._engine)
        finally:
            self._film.release()

    def _run_film_step(self, claim: ClaimedJob, end: OnSettled, step: Callable[..., None], *values: object) -> None:
        try:
            context = request_context.use_request_context(claim.request_id, job_id=str(claim.id))
            with context, _fail_job_on_error(claim, "making subtitles"):
                step(*values)
        finally:
            connection.close()
            end(claim)

    def _begin(self, claim: ClaimedJob, end: OnSettled) -> None:
        under_way = False
        try:
            with request_context.use_request_context(claim.request_id, job_id=str(claim.id)):
                under_way = self._begun(claim, end)
        finally:
            connection.close()
            with self._lock:
                self._reading -= 1
            if not under_way:
                end(claim)

    def _begun(self, claim: ClaimedJob, end: OnSettled) -> bool:
        """True when the engine has it now; False when it is settled already."""
        kinds = {PROCESS_AUDIO: self._hear, RESCORE_AUDIO: self._hear_again, LISTEN_TO_MODEL_AUDIO: self._listen}
        begin = kinds.get(claim.kind)
        with _fail_job_on_error(claim, "beginning"):
            if begin is not None:
                return begin(claim, end)
            if claim.kind in all_speech_work():
                return self._hear_for_others(claim, end)
            _record_failure(claim, "The speech engine knows no such job.", retry=False)
        return False

    def _hear(self, claim: ClaimedJob, end: OnSettled) -> bool:
        item = _prepare_item(claim)
        if item is not None:
            self._submit(claim, item, end, scoring.store_score)
        return item is not None

    def _hear_for_others(self, claim: ClaimedJob, end: OnSettled) -> bool:
        work = all_speech_work()[claim.kind]
        prepared = work.prepare(claim)
        if prepared is None:
            jobs.complete_job_unless_done(claim)
            return False
        stored, task = prepared
        self._submit(claim, EngineRequest(str(claim.id), _read_file(stored), task), end, work.store)
        return True

    def _hear_again(self, claim: ClaimedJob, end: OnSettled) -> bool:
        """A proposal of new marks: the recording heard once more, or a free answer's corrected text measured."""
        proposal = score_proposals.get_claimed_proposal(claim)
        if proposal is None:
            jobs.complete_job_unless_done(claim)
            return False
        attempt = proposal.attempt
        if proposal.purpose == "rescore" and attempt.file is not None:
            item = EngineRequest(str(claim.id), _read_file(attempt.file), _get_task(attempt))
            self._submit(claim, item, end, score_proposals.store_proposal_result)
            return True
        evidence = score_proposals.build_corrected_evidence(attempt)
        connection.close()
        similarity = self._engine.similarity(evidence)
        known = {} if similarity is None else {"similarity": similarity}
        score_proposals.store_corrected_score(claim=claim, evidence=evidence | known, models=self._registered())
        return False

    def _listen(self, claim: ClaimedJob, end: OnSettled) -> bool:
        stored = model_audio.get_unprocessed_model_audio(claim)
        if stored is None:
            jobs.complete_job_unless_done(claim)
            return False
        data, longest = _read_file(stored), float(get_system_settings().recording_max_seconds)
        connection.close()
        sound: AudioSummary = self._engine.print_of(data, max_seconds=longest)
        model_audio.store_model_audio_fingerprint(
            claim=claim, seconds=sound.seconds, peaks=sound.peaks, fingerprint=sound.fingerprint
        )
        return False

    def _submit(self, claim: ClaimedJob, item: EngineRequest, end: OnSettled, store: StoreResult) -> None:
        latest: dict[str, str] = {}

        def on_stage(_: str, stage: str) -> None:
            if claim.kind == PROCESS_AUDIO and stage in ProcessingStage.values:
                latest["stage"] = stage
                self._stages.submit(note, stage)

        def note(stage: str) -> None:
            if latest.get("stage") == stage:
                _note_stage(claim, ProcessingStage(stage))

        def on_done(_: str, outcome: EngineOutcome) -> None:
            latest.clear()
            self._storers.submit(finish, outcome)

        def finish(outcome: EngineOutcome) -> None:
            try:
                _store_outcome(claim, outcome, self._registered, store)
            finally:
                connection.close()
                end(claim)

        connection.close()
        self._engine.submit(item, on_done=on_done, on_stage=on_stage, priority=claim.priority)

    def _end(self, claim: ClaimedJob, *, settled: OnSettled) -> None:
        with self._lock:
            self._in_hand -= 1
        settled(claim)

    def _registered(self) -> scoring.ScoringModels:
        """The models' rows; found again each time, so that a restored database gets them too."""
        return scoring.ScoringModels(
            model=_register_model("speech", self._whisper),
            embedding_model=_register_model("embedding", self._embedding) if self._embedding else None,
            marking_model=_register_model("speech", self._marking) if self._marking else None,
        )


def _note_stage(claim: ClaimedJob, stage: ProcessingStage) -> None:
    """Store the stage; a database failure is logged and does not stop the work."""
    try:
        scoring.set_attempt_stage(claim=claim, stage=stage)
    except (DatabaseError, InterfaceError):
        log.warning("stage not marked", job_id=str(claim.id), stage=stage, exc_info=True)
    finally:
        connection.close()


def _store_outcome(
    claim: ClaimedJob,
    outcome: RecordingResult | EngineFailure,
    models: Callable[[], scoring.ScoringModels],
    store: StoreResult = scoring.store_score,
) -> None:
    """Store the engine's result or failure; a quarantined recording is not tried again."""
    with request_context.use_request_context(claim.request_id, job_id=str(claim.id)):
        if isinstance(outcome, EngineFailure):
            _record_failure(claim, outcome.reason, retry=not outcome.quarantined)
            return
        with _fail_job_on_error(claim, "storing"):
            store(claim=claim, result=outcome, models=models())


def _prepare_item(claim: ClaimedJob) -> EngineRequest | None:
    """The claim's recording and task; None when there is nothing to do for it or it cannot be read now."""
    with _fail_job_on_error(claim, "reading the recording"):
        rows = Attempt.objects.select_related("file", "homework__assignment__group__branch", "homework__student")
        attempt = rows.filter(pk=claim.object_id, state__in=scoring.AWAITING_RESULT_STATES, file__isnull=False).first()
        if attempt is not None and attempt.file is not None:
            return EngineRequest(key=str(claim.id), data=_read_file(attempt.file), task=_get_task(attempt))
        jobs.complete_job_unless_done(claim)
    return None


def _read_file(stored: StoredFile) -> bytes:
    with open_stored_file(stored) as recording:
        data: bytes = recording.read()
    return data


def _get_task(attempt: Attempt) -> ScoringTask:
    """Return the task of the attempt; for rows of older versions, the task of the assignment as it is now."""
    if attempt.task:
        return ScoringTask.from_json(attempt.task)
    return build_scoring_task(attempt.homework.assignment, attempt.homework.student)


@contextmanager
def _fail_job_on_error(claim: ClaimedJob, doing: str) -> Iterator[None]:
    """Turn an error in the block into a failure of this job only. A lost claim writes nothing."""
    try:
        yield
    except StaleClaim:
        log.warning("late engine: nothing written", claim=claim.attempt, doing=doing)
    except Exception as error:
        log.exception("speech job failed", job_id=str(claim.id), doing=doing)
        _record_failure(claim, f"{type(error).__name__} while {doing}")


def _record_failure(claim: ClaimedJob, reason: str, *, retry: bool = True) -> None:
    """Record the failure of a job; when the database refuses it, the lease expires instead."""
    try:
        with unit_of_work():
            scoring.set_attempt_stage(claim=claim, stage=ProcessingStage.QUEUED)
            jobs.fail_job(claim, reason=reason, retry=retry)
    except StaleClaim:
        log.warning("late engine: failure not recorded", claim=claim.attempt, reason=reason)
    except (DatabaseError, InterfaceError):
        log.exception("failure not recorded: the lease ends it", job_id=str(claim.id), reason=reason)


def find_embedding_model(wanted: str, cache: Path | None) -> ModelFolder | None:
    """Return the model that compares free answers; None without torch, which it needs. Readings need neither."""
    if importlib.util.find_spec("torch") is None:
        log.warning("torch is not installed: free answers wait for the teacher; ./talim doctor says what to do")
        return None
    return resolve_embedding(wanted, cache, fetch=False)


def _find_scoring_model(whisper: ModelFolder, cache: Path | None) -> ModelFolder | None:
    """Return the model whose evidence makes the scores, where it differs from Whisper's and is on this machine."""
    try:
        base = resolve_whisper("base", cache, fetch=False)
    except ModelError:
        log.warning("no marking model: marks come from the text alone", whisper=whisper.name)
        return None
    return base if base.sha256 != whisper.sha256 else None


def _register_model(kind: str, folder: ModelFolder) -> MLModel:
    names = ("name", "revision", "sha256", "source", "licence")
    return ensure_registered_model(kind=kind, **{name: getattr(folder, name) for name in names})

"""The engine of `manage.py speech`: the one place where the platform meets `ml.engines`.

A batch goes file by file through decoding, Whisper and scoring; each result is stored in a transaction of its
own, fenced by its job's claim. One recording's failure, or a claim that was lost meanwhile, hurts no other.
"""

from pathlib import Path

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

import apps.jobs.services as jobs
from apps.core import request_id
from apps.core.files import open_file
from apps.core.uow import unit_of_work
from apps.homework import services
from apps.homework.heard import Heard
from apps.homework.models import Assignment, Attempt, Stage
from apps.jobs.kinds import ClaimedJob, StaleClaim
from apps.registry.models import MLModel
from apps.registry.services import register
from apps.settings.queries import system
from ml.engines.engine import EngineFailure, Item, Result, SpeechEngine
from ml.models import ModelError, ModelFolder, resolve_embedding, resolve_whisper
from ml.scoring import Task

log = structlog.get_logger(__name__)


class Engine:
    """What `apps.jobs.runner.run_engine` runs: models loaded once, batches worked on from one thread."""

    batch_size = 8

    def start(self) -> None:
        """Load the models from the local cache and register them by hash; SystemExit says what is missing."""
        env = settings.ENV
        cache = Path(env.talim_cache) if env.talim_cache else None
        try:
            whisper = resolve_whisper(env.whisper_model, cache, fetch=False)
            embedding = resolve_embedding(env.embedding_model, cache, fetch=False)
        except ModelError as error:
            raise SystemExit(str(error)) from error
        self._engine = SpeechEngine(
            whisper_dir=whisper.path,
            embedding_dir=embedding.path,
            device=env.whisper_device,
            threads=env.whisper_threads or None,
        )
        self._whisper, self._embedding = whisper, embedding
        self._registered()
        log.info("speech models loaded", whisper=whisper.name, embedding=embedding.name, **_shown(self._engine))

    def process(self, claims: list[ClaimedJob]) -> None:
        """Settle each claim: its result stored, or its failure recorded for another try."""
        by_key = {str(claim.id): claim for claim in claims}
        models = self._registered()
        items = [item for claim in claims if (item := _prepared(claim)) is not None]
        connection.close()

        def on_stage(key: str, stage: str) -> None:
            if stage in Stage.values:
                _mark(by_key[key], Stage(stage))

        for key, outcome in self._engine.process(items, on_stage):
            _settle(by_key[key], outcome, models)
            connection.close()

    def close(self) -> None:
        """Stop the decoder."""
        self._engine.close()

    def _registered(self) -> services.Models:
        """The models' rows; found again for each batch, so that a restored database gets them too."""
        return services.Models(speech=_row("speech", self._whisper), embedding=_row("embedding", self._embedding))


def _mark(claim: ClaimedJob, stage: Stage) -> None:
    """Hint the stage; a database that is away costs the hint, never the work."""
    try:
        services.mark_stage(claim=claim, stage=stage)
    except (DatabaseError, InterfaceError):
        log.warning("stage not marked", job_id=str(claim.id), stage=stage, exc_info=True)
    finally:
        connection.close()


def _settle(claim: ClaimedJob, outcome: Result | EngineFailure, models: services.Models) -> None:
    with request_id.use(claim.request_id, job_id=str(claim.id)):
        if isinstance(outcome, EngineFailure):
            _failed(claim, outcome.reason)
            return
        try:
            services.store_score(claim=claim, result=Heard.of(outcome), models=models)
        except StaleClaim:
            log.warning("late engine: nothing written", claim=claim.attempt)
        except Exception as error:
            log.exception("result not stored")
            _failed(claim, f"{type(error).__name__} while storing")


def _prepared(claim: ClaimedJob) -> Item | None:
    """The claim's recording and task; None when there is nothing to do for it or it cannot be read now."""
    try:
        waiting = services.WAITING
        rows = Attempt.objects.select_related("file", "homework__assignment")
        attempt = rows.filter(pk=claim.object_id, state__in=waiting).first()
        if attempt is None:
            jobs.complete_unless_done(claim)
            return None
        with open_file(attempt.file) as recording:
            data = recording.read()
        return Item(key=str(claim.id), data=data, task=task_of(attempt.homework.assignment))
    except StaleClaim:
        log.warning("late engine: nothing read", claim=claim.attempt)
    except Exception as error:
        log.exception("recording not read", job_id=str(claim.id))
        _failed(claim, f"{type(error).__name__} while reading the recording")
    return None


def task_of(assignment: Assignment) -> Task:
    """What the engine is to score."""
    return Task(
        kind="reading" if assignment.kind == "reading" else "speaking",
        language=assignment.language,
        reference=assignment.reference_text,
        reference_answers=tuple(assignment.reference_answers),
        question=assignment.question,
        key_words=tuple(assignment.key_words),
        target_wpm=assignment.target_wpm,
        level=assignment.level,
        max_seconds=float(system().recording_max_seconds),
    )


def _failed(claim: ClaimedJob, reason: str) -> None:
    """Record the failure; what the database does not take now ends with the lease."""
    try:
        with unit_of_work():
            services.mark_stage(claim=claim, stage=Stage.QUEUED)
            jobs.fail(claim, reason=reason)
    except StaleClaim:
        log.warning("late engine: failure not recorded", claim=claim.attempt, reason=reason)
    except (DatabaseError, InterfaceError):
        log.exception("failure not recorded: the lease ends it", job_id=str(claim.id), reason=reason)


def _row(kind: str, found: ModelFolder) -> MLModel:
    return register(
        kind=kind,
        name=found.name,
        revision=found.revision,
        sha256=found.sha256,
        source=found.source,
        licence=found.licence,
    )


def _shown(engine: SpeechEngine) -> dict[str, str]:
    return {name: str(engine.facts[name]) for name in ("device", "compute_type")}

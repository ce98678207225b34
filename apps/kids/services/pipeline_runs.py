"""The nightly run of a pipeline, its models, and what staff hear of rows that it got wrong."""

import hashlib
import json
import os
import shlex
import sys
from collections import Counter
from datetime import UTC, date, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.accounts.queries import list_permission_holders
from apps.core.durations import HOUR
from apps.core.uow import release_connection, unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.kids.class_queries import load_child_classes
from apps.kids.models import LessonClass, PipelineRefusal, RefusalReason
from apps.kids.notification_types import ROWS_LEFT_OUT, STAFF
from apps.kids.pipeline.rows import (
    CLOCKS,
    MODEL_KIND,
    RECOMMENDATIONS,
    KnownThings,
    find_refusal,
    load_models,
    load_rows,
)
from apps.kids.services.pipeline_role import get_tls_options
from apps.kids.services.programs import ProgramFailed, run_limited
from apps.learning.models import CourseContent
from apps.learning.outlines import Outline
from apps.notifications.services import notify
from apps.registry.services import ensure_registered_model

log = structlog.get_logger(__name__)

CHECK_PIPELINE = "kids.check_pipeline"
RUN_PIPELINE = "kids.run_pipeline"
MODELS = "ml_models"
OFF, OWN_COMMAND = "off", "python -m ml.pipeline"
FACTS = ("algorithm", "trained_at", "data_from", "data_until", "children", "answers")
LONGEST = HOUR - timedelta(minutes=5)
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "TZ", "SSL_CERT_FILE", "PGSSLMODE", "PGSSLROOTCERT")
GOOD_MODEL_SQL = """
length(name) BETWEEN 1 AND 100 AND length(version) BETWEEN 1 AND 100 AND length(algorithm) <= 200
AND children >= 0 AND answers >= 0 AND trained_at BETWEEN '2000-01-01' AND %(latest)s
AND coalesce(data_from, '2000-01-01') BETWEEN '2000-01-01' AND %(today)s
AND coalesce(data_until, '2000-01-01') BETWEEN '2000-01-01' AND %(today)s
AND jsonb_typeof(parameters) = 'object' AND jsonb_typeof(figures) = 'object'
AND octet_length(parameters::text) <= 16384 AND octet_length(figures::text) <= 16384
AND parameters::text !~ '[0-9]{250}' AND figures::text !~ '[0-9]{250}'
AND NOT jsonb_path_exists(parameters, '$.**{33}') AND NOT jsonb_path_exists(figures, '$.**{33}')
"""
"""A number of so many digits, or so many levels of lists and objects, is more than Python reads."""
NEW_MODELS_SQL = f"""
SELECT name, version, parameters::text, figures::text, algorithm, trained_at, data_from, data_until, children, answers
FROM ai.ml_models
WHERE {GOOD_MODEL_SQL} AND (name, version) NOT IN (SELECT name, revision FROM registry_mlmodel WHERE kind = %(kind)s)
ORDER BY trained_at, name, version LIMIT 100
"""  # noqa: S608
BAD_MODELS_SQL = f"SELECT count(*) FROM ai.ml_models WHERE NOT coalesce(({GOOD_MODEL_SQL}), false)"  # noqa: S608


class PipelineFailed(Exception):
    """The program of the pipeline ended with an error, or could not run."""


def run_pipeline(job: ClaimedJob) -> None:
    """Job handler: run the program of the pipeline, and check what it wrote. Nothing happens where no role is named, or
    where another team runs its own. Raise PipelineFailed.
    """
    env = settings.ENV
    if not env.ml_db_user or env.ml_pipeline_command.strip() == OFF:
        return
    release_connection()
    run_program(env.ml_pipeline_command)
    with unit_of_work():
        jobs.complete_job(job)
        jobs.enqueue(kind=CHECK_PIPELINE)


def run_program(command: str) -> None:
    """Run a program of the pipeline, that of Talim where the command is empty. It gets the variables ML_DB_…, how
    to check the server of the database, and nothing else of the platform's. Raise PipelineFailed.
    """
    env = settings.ENV
    try:
        words = shlex.split(command.strip() or OWN_COMMAND)
    except ValueError as error:
        raise PipelineFailed(f"ML_PIPELINE_COMMAND: {error}") from error
    if words[:1] == ["python"]:
        words[0] = sys.executable
    variables = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    variables |= {
        "ML_DB_HOST": env.ml_db_host,
        "ML_DB_PORT": str(env.ml_db_port),
        "ML_DB_NAME": env.ml_db_name,
        "ML_DB_USER": env.ml_db_user,
        "ML_DB_PASSWORD": env.ml_db_password,
    }
    variables |= {f"PG{name.upper()}": value for name, value in get_tls_options().items()}
    try:
        done = run_limited(words, environment=variables, folder=settings.BASE_DIR, longest=LONGEST)
    except ProgramFailed as error:
        raise PipelineFailed(_read_end(str(error).encode())) from error
    if done.status:
        raise PipelineFailed(_read_end(done.errors) or f"it ended with {done.status}")
    log.info("pipeline has run", said=_read_end(done.output))


def _read_end(output: bytes) -> str:
    """Return the end of what the program said, without its password."""
    text, password = output.decode(errors="replace"), settings.ENV.ml_db_password
    return (text.replace(password, "***") if password else text)[-400:]


def check_pipeline(job: ClaimedJob) -> None:
    """Job handler: take new models into the registry, count the rows that no child will see, and tell staff of them
    once a day.
    """
    with unit_of_work():
        jobs.complete_job(job)
        today = timezone.now().astimezone(UTC).date()
        bad = take_models()
        _note(today, MODELS, Counter({RefusalReason.FUTURE_MODEL: bad - _count_noted_models(today, bad)}))
        _note(today, RECOMMENDATIONS, count_refusals())
        for day in (today - timedelta(days=1), today):
            _tell_staff(day)


def take_models() -> int:
    """Take what `ai.ml_models` has into the registry, in the open unit of work; return how many rows make no sense, as
    a model of the future. Rows are never changed.
    """
    latest = timezone.now() + CLOCKS
    values: dict[str, Any] = {
        "latest": latest,
        "today": latest.astimezone(UTC).date() + timedelta(days=1),
        "kind": MODEL_KIND,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEW_MODELS_SQL, values)
        rows = cursor.fetchall()
        cursor.execute(BAD_MODELS_SQL, values)
        bad = int(cursor.fetchone()[0])
    for name, version, parameters, figures, *facts in rows:
        ensure_registered_model(
            kind=MODEL_KIND,
            name=name,
            revision=version,
            sha256=hashlib.sha256("\0".join((name, version, parameters, figures)).encode()).hexdigest(),
            source="the outside pipeline",
            parameters={"parameters": json.loads(parameters), "figures": json.loads(figures)}
            | {key: None if fact is None else str(fact) for key, fact in zip(FACTS, facts, strict=True)},
        )
    return bad


def count_refusals() -> "Counter[RefusalReason]":
    """Return how many of the recommendations that count now are left out, by the reason."""
    rows = [row for row in load_rows() if row.is_fresh or row.is_future]
    if not rows:
        return Counter()
    children = {child.pk: child for child in User.objects.filter(pk__in={row.child_id for row in rows})}
    kg_classes = load_child_classes(list(children.values()))
    classes = dict(LessonClass.objects.values_list("lesson_id", "content_class"))
    published, models = _list_published_lessons(), load_models(rows)
    counts: Counter[RefusalReason] = Counter()
    for row in rows:
        kg_class = kg_classes[row.child_id].kg_class
        known = KnownThings(classes, published, kg_class.value if kg_class else None, models)
        if reason := find_refusal(row, known):
            counts[reason] += 1
    return counts


def _list_published_lessons() -> set[UUID]:
    contents = CourseContent.objects.filter(published__isnull=False).select_related("published")
    return {
        lesson.id
        for content in contents.iterator()
        if content.published is not None
        for lesson in Outline.from_json(content.published.outline).lessons
    }


def _count_noted_models(today: date, bad: int) -> int:
    """Return how many of the `bad` models earlier days have told of. Nobody can take such a row away, so it is told
    once: its note is renewed, and so outlives the clean-up. A model of the future makes sense when its time comes: then
    its note goes, or it would hide the next bad one.
    """
    noted = 0
    for row in PipelineRefusal.objects.filter(table=MODELS, day__lt=today).order_by("day"):
        left = min(row.count, bad - noted)
        noted += left
        same = PipelineRefusal.objects.filter(pk=row.pk)
        if left:
            same.update(count=left, updated_at=timezone.now())
        else:
            same.delete()
    return noted


def _note(day: date, table: str, counts: "Counter[RefusalReason]") -> None:
    """Keep the greatest count of the day."""
    for reason, count in counts.items():
        if count > 0:
            row, is_new = PipelineRefusal.objects.get_or_create(
                day=day, table=table, reason=reason, defaults={"count": count}
            )
            if not is_new and row.count < count:
                row.count = count
                row.save(update_fields=["count", "updated_at"])


def _tell_staff(day: date) -> None:
    counts = dict.fromkeys(RefusalReason.values, 0)
    for reason, count in PipelineRefusal.objects.filter(day=day).values_list("reason", "count"):
        counts[reason] += count
    if not any(counts.values()):
        return
    for person in list_permission_holders(STAFF):
        data = {"day": f"{day:%d.%m.%Y}", "rows": sum(counts.values()), **counts}
        notify(user=person, type=ROWS_LEFT_OUT, data=data, key=day.isoformat())

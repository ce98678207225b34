"""One run: clean, compute features, learn, predict, recommend. Each step is a transaction, and may run again."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np

from ml.pipeline.cleaning import clean
from ml.pipeline.database import Link
from ml.pipeline.features import NO_OPTIONS, compute_features
from ml.pipeline.model import L2, NAMES, Floats, Situation, build_features, fit, measure, predict
from ml.pipeline.recommending import USED_DAYS, Lesson, find_reachable, recommend

MODEL = "logistic"
DATASET = """
SELECT answers_before, rights_before, recent_share_right, days_since_last, question_share_right, guess, is_right,
    is_held_out, ml_student_id, day
FROM student_ml_dataset WHERE weight > 0 ORDER BY answer_key, skill
"""
STUDENTS = """
SELECT ml_student_id, skill, answers, rights, recent_share_right, current_date - last_day FROM student_features
ORDER BY ml_student_id, skill
"""
PREDICTED = """
UPDATE student_features f SET predicted_right = p.chance
FROM unnest(%s::uuid[], %s::text[], %s::float8[]) AS p (child, skill, chance)
WHERE f.ml_student_id = p.child AND f.skill = p.skill
"""
CLASSES = """
SELECT DISTINCT ON (ml_student_id) ml_student_id, kg_class FROM (
    SELECT ml_student_id, kg_class, day FROM lesson_interactions_clean
    UNION ALL SELECT ml_student_id, kg_class, day FROM quiz_attempts_clean) c
ORDER BY ml_student_id, day DESC, kg_class
"""
COMPLETED = "SELECT DISTINCT ml_student_id, lesson_id FROM lesson_interactions_clean WHERE completed"
OPENED = """
SELECT ml_student_id, lesson_id FROM lesson_interactions_clean
UNION SELECT ml_student_id, lesson_id FROM quiz_attempts_clean WHERE lesson_id IS NOT NULL
"""
LESSONS = """
SELECT lesson_id, content_class, skills, children, completion_rate FROM lesson_features
JOIN (SELECT lesson_id, max(day) AS last_day FROM lesson_interactions_clean GROUP BY lesson_id) d USING (lesson_id)
WHERE last_day > (SELECT max(day) FROM lesson_interactions_clean) - %s ORDER BY lesson_id
"""
RECOMMENDED = """
INSERT INTO recommendations (ml_student_id, rank, lesson_id, skill, score, model_name, model_version, generated_at)
SELECT r.child, r.rank, r.lesson, r.skill, r.score, %s, %s, now()
FROM unnest(%s::uuid[], %s::smallint[], %s::uuid[], %s::text[], %s::float8[]) AS r (child, rank, lesson, skill, score)
ON CONFLICT (ml_student_id, rank) DO UPDATE SET lesson_id = EXCLUDED.lesson_id, skill = EXCLUDED.skill,
    score = EXCLUDED.score, model_name = EXCLUDED.model_name, model_version = EXCLUDED.model_version,
    generated_at = EXCLUDED.generated_at
"""
REGISTERED = """
INSERT INTO ml_models (name, version, algorithm, trained_at, data_from, data_until, children, answers, parameters,
    figures)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s::jsonb)
"""


@dataclass(frozen=True)
class RunReport:
    """What a run did. `version`: of its model; "" without answers to learn from."""

    version: str
    answers: int
    children: int
    recommendations: int


@dataclass(frozen=True)
class _Trained:
    version: str
    weights: Floats
    answers: int
    mean: float
    """The mean share of right answers to questions, for a question that is not known yet."""


def run(link: Link) -> RunReport:
    """Fill all tables from the raw rows. `link` is in autocommit or outside a transaction."""
    clean(link)
    compute_features(link)
    trained = _train(link)
    if trained is None:
        return RunReport("", 0, 0, 0)
    with link.transaction():
        chances = _predict(link, trained)
        children, written = _recommend(link, trained, chances)
    return RunReport(trained.version, trained.answers, children, written)


def _train(link: Link) -> _Trained | None:
    """Learn from the children who are not held out, measure on the others, and register the model."""
    with link.transaction():
        rows = link.execute(DATASET).fetchall()
        now: datetime = link.execute("SELECT now()").fetchall()[0][0]
    if not rows:
        return None
    features = build_features([Situation(*row[:6]) for row in rows])
    labels = np.array([float(row[6]) for row in rows])
    held_out = np.array([bool(row[7]) for row in rows])
    # A small class may have nobody to learn from: then nobody is held out.
    held_out = held_out if not held_out.all() else np.zeros(len(rows), dtype=bool)
    weights = fit(features[~held_out], labels[~held_out])
    chances = predict(weights, features[held_out])
    figures = measure(chances, labels[held_out], mean=float(labels[~held_out].mean()))
    days: list[date] = [row[9] for row in rows]
    parameters = {"weights": dict(zip(NAMES, map(float, weights), strict=True)), "l2": L2}
    version = now.isoformat(timespec="microseconds")
    values: list[Any] = [MODEL, version, "logistic regression by Newton's method, L2", now, min(days), max(days)]
    values += [len({row[8] for row in rows}), len(rows), json.dumps(parameters)]
    values.append(json.dumps(asdict(figures) if figures else {}))
    with link.transaction():
        link.execute(REGISTERED, values)
    return _Trained(version, weights, len(rows), float(features[:, NAMES.index("question")].mean()))


def _predict(link: Link, trained: _Trained) -> dict[UUID, dict[str, float]]:
    """Predict the next answer of each child in each skill with answers; return the chances."""
    rows = link.execute(STUDENTS).fetchall()
    chances: dict[UUID, dict[str, float]] = {}
    found = _predict_all(trained, [(row[2], row[3], row[4], row[5]) for row in rows])
    for (child, skill, *_facts), chance in zip(rows, found, strict=True):
        chances.setdefault(child, {})[skill] = chance
    link.execute(PREDICTED, [[row[0] for row in rows], [row[1] for row in rows], found])
    return chances


def _predict_all(trained: _Trained, facts: list[tuple[int, int, float, int | None]]) -> list[float]:
    """Predict answers to questions like the mean one. `facts`: answers, rights, recent share, days since the last."""
    features = build_features([Situation(*fact, 0.5, NO_OPTIONS) for fact in facts])
    features[:, NAMES.index("question")] = trained.mean
    return [float(chance) for chance in predict(trained.weights, features)]


def _recommend(link: Link, trained: _Trained, chances: dict[UUID, dict[str, float]]) -> tuple[int, int]:
    """Write the lists of all children; return how many have one, and how many rows there are."""
    lessons = [Lesson(*row) for row in link.execute(LESSONS, [USED_DAYS]).fetchall()]
    reachable = find_reachable(link.execute(OPENED).fetchall())
    [unseen] = _predict_all(trained, [(0, 0, 0.5, None)])
    completed: dict[UUID, set[UUID]] = {}
    for child, lesson in link.execute(COMPLETED).fetchall():
        completed.setdefault(child, set()).add(lesson)
    rows: list[tuple[UUID, int, UUID, str | None, float]] = []
    for child, kg_class in link.execute(CLASSES).fetchall():
        near = [lesson for lesson in lessons if lesson.id in reachable.get(child, ())]
        listed = recommend(kg_class, completed.get(child, ()), chances.get(child, {}), near, unseen=unseen)
        rows += [(child, rank, one.lesson, one.skill, one.score) for rank, one in enumerate(listed, start=1)]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], [], [], []]
    link.execute(RECOMMENDED, [MODEL, trained.version, *columns])
    return len({row[0] for row in rows}), len(rows)

"""From raw rows to clean ones: the newest revision of each answer, one row for each skill; lessons by day.

The role may delete nothing: a row whose skill was taken off its question stays with the weight 0, and counts nowhere.
"""

from ml.pipeline.database import Link

ANSWERS = """
INSERT INTO quiz_attempts_clean (answer_key, skill, ml_student_id, question_id, lesson_id, occurred_at, day, is_right,
    has_help, options, weight, kg_class, age_months, cleaned_at)
SELECT a.answer_key, s.skill, a.ml_student_id, a.question_id, a.lesson_id, a.occurred_at, a.day, a.is_right,
    a.has_help, a.options, s.weight, a.kg_class, a.age_months, now()
FROM (SELECT DISTINCT ON (answer_key) * FROM quiz_attempts_raw ORDER BY answer_key, revision DESC) a
CROSS JOIN LATERAL unnest(a.skills, a.weights) AS s (skill, weight)
ON CONFLICT (answer_key, skill) DO UPDATE SET is_right = EXCLUDED.is_right, has_help = EXCLUDED.has_help,
    options = EXCLUDED.options, weight = EXCLUDED.weight, cleaned_at = EXCLUDED.cleaned_at
"""
TAKEN_OFF = """
UPDATE quiz_attempts_clean c SET weight = 0, cleaned_at = now()
FROM (SELECT DISTINCT ON (answer_key) answer_key, skills FROM quiz_attempts_raw ORDER BY answer_key, revision DESC) a
WHERE c.answer_key = a.answer_key AND c.weight > 0 AND NOT c.skill = ANY (a.skills)
"""
LESSONS = """
INSERT INTO lesson_interactions_clean (ml_student_id, lesson_id, day, opened, completed, seconds, kg_class, age_months,
    content_class, skills, cleaned_at)
SELECT DISTINCT ON (r.ml_student_id, r.lesson_id, r.day) r.ml_student_id, r.lesson_id, r.day,
    bool_or(r.act = 'opened') OVER w, bool_or(r.act = 'completed') OVER w,
    max(r.seconds) FILTER (WHERE r.act = 'completed') OVER w, r.kg_class, r.age_months, r.content_class, r.skills, now()
FROM lesson_interactions_raw r
WINDOW w AS (PARTITION BY r.ml_student_id, r.lesson_id, r.day)
ORDER BY r.ml_student_id, r.lesson_id, r.day, r.occurred_at DESC, r.event_id
ON CONFLICT (ml_student_id, lesson_id, day) DO UPDATE SET opened = EXCLUDED.opened, completed = EXCLUDED.completed,
    seconds = EXCLUDED.seconds, kg_class = EXCLUDED.kg_class, age_months = EXCLUDED.age_months,
    content_class = EXCLUDED.content_class, skills = EXCLUDED.skills, cleaned_at = EXCLUDED.cleaned_at
"""


def clean(link: Link) -> None:
    """Fill `quiz_attempts_clean` and `lesson_interactions_clean` from all raw rows."""
    with link.transaction():
        link.execute(ANSWERS)
        link.execute(TAKEN_OFF)
        link.execute(LESSONS)

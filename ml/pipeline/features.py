"""From clean rows to features: of lessons, of children in skills, and of each answer before it was given.

A share is smoothed as if a right and a wrong answer had come with it; that of a question, as if ten answers like the
mean of all had. Only earlier answers count: the label of a row is in none of its features. Clean rows of the weight 0
count nowhere.
"""

from ml.pipeline.database import Link

NEWEST = 5
"""Answers that make the recent share."""
PRIOR = 10
NO_OPTIONS = 0.1
"""The chance to guess where there is nothing to choose from."""
HELD_OUT = 5
"""One child of so many tests the model: by its pseudonym, so that it stays the same one."""

LESSON_FEATURES = """
INSERT INTO lesson_features (lesson_id, content_class, skills, children, completion_rate, median_seconds, answers,
    share_right, computed_at)
SELECT l.lesson_id, l.content_class, l.skills, c.children, c.completed::float8 / c.children, c.median_seconds,
    coalesce(a.answers, 0), a.share_right, now()
FROM (SELECT DISTINCT ON (lesson_id) lesson_id, content_class, skills FROM lesson_interactions_clean
      ORDER BY lesson_id, day DESC) l
JOIN (SELECT lesson_id, count(DISTINCT ml_student_id) AS children,
             count(DISTINCT ml_student_id) FILTER (WHERE completed) AS completed,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE completed) AS median_seconds
      FROM lesson_interactions_clean GROUP BY lesson_id) c USING (lesson_id)
LEFT JOIN (SELECT lesson_id, count(*) AS answers, avg(is_right::int)::float8 AS share_right
           FROM (SELECT DISTINCT answer_key, lesson_id, is_right FROM quiz_attempts_clean WHERE weight > 0) d
           GROUP BY lesson_id) a
    USING (lesson_id)
ON CONFLICT (lesson_id) DO UPDATE SET content_class = EXCLUDED.content_class, skills = EXCLUDED.skills,
    children = EXCLUDED.children, completion_rate = EXCLUDED.completion_rate,
    median_seconds = EXCLUDED.median_seconds, answers = EXCLUDED.answers, share_right = EXCLUDED.share_right,
    computed_at = EXCLUDED.computed_at
"""
LEFT_BY_ALL = """
UPDATE lesson_features f SET children = 0, completion_rate = 0, median_seconds = NULL, answers = 0, share_right = NULL,
    computed_at = now()
WHERE f.children > 0 AND NOT EXISTS (SELECT FROM lesson_interactions_clean c WHERE c.lesson_id = f.lesson_id)
"""
"""The rows of the last children were erased, and the role may delete nothing: figures of few would stay."""
STUDENT_FEATURES = """
INSERT INTO student_features (ml_student_id, skill, kg_class, age_months, answers, rights, recent_share_right, last_day,
    computed_at)
SELECT ml_student_id, skill, (array_agg(kg_class ORDER BY n))[1], (array_agg(age_months ORDER BY n))[1],
    count(*) FILTER (WHERE counts), count(*) FILTER (WHERE counts AND is_right),
    (count(*) FILTER (WHERE counts AND is_right AND n <= %(newest)s) + 1)::float8
        / (least(count(*) FILTER (WHERE counts), %(newest)s) + 2), max(day), now()
FROM (SELECT *, weight > 0 AS counts, row_number() OVER (
          PARTITION BY ml_student_id, skill ORDER BY weight > 0 DESC, occurred_at DESC, answer_key) AS n
      FROM quiz_attempts_clean) c
GROUP BY ml_student_id, skill
ON CONFLICT (ml_student_id, skill) DO UPDATE SET kg_class = EXCLUDED.kg_class, age_months = EXCLUDED.age_months,
    answers = EXCLUDED.answers, rights = EXCLUDED.rights, recent_share_right = EXCLUDED.recent_share_right,
    last_day = EXCLUDED.last_day, computed_at = EXCLUDED.computed_at
"""
DATASET = """
INSERT INTO student_ml_dataset (answer_key, skill, ml_student_id, day, answers_before, rights_before,
    recent_share_right, days_since_last, question_share_right, guess, is_right, weight, is_held_out, computed_at)
SELECT c.answer_key, c.skill, c.ml_student_id, c.day, count(*) OVER before,
    count(*) FILTER (WHERE c.is_right) OVER before,
    (count(*) FILTER (WHERE c.is_right) OVER recent + 1)::float8 / (count(*) OVER recent + 2),
    c.day - max(c.day) OVER before,
    (count(*) FILTER (WHERE c.is_right) OVER earlier + %(prior)s * m.share) / (count(*) OVER earlier + %(prior)s),
    CASE WHEN c.options > 1 THEN 1.0 / c.options ELSE %(no_options)s END, c.is_right, c.weight,
    ('x' || left(md5(c.ml_student_id::text), 4))::bit(16)::int %% %(held_out)s = 0, now()
FROM quiz_attempts_clean c
CROSS JOIN (SELECT avg(is_right::int)::float8 AS share FROM quiz_attempts_clean WHERE weight > 0) m
WHERE c.weight > 0
WINDOW before AS (PARTITION BY c.ml_student_id, c.skill ORDER BY c.occurred_at, c.answer_key
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
       recent AS (PARTITION BY c.ml_student_id, c.skill ORDER BY c.occurred_at, c.answer_key
                  ROWS BETWEEN %(newest)s PRECEDING AND 1 PRECEDING),
       earlier AS (PARTITION BY c.question_id, c.skill ORDER BY c.occurred_at, c.answer_key
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
ON CONFLICT (answer_key, skill) DO UPDATE SET answers_before = EXCLUDED.answers_before,
    rights_before = EXCLUDED.rights_before, recent_share_right = EXCLUDED.recent_share_right,
    days_since_last = EXCLUDED.days_since_last, question_share_right = EXCLUDED.question_share_right,
    guess = EXCLUDED.guess, is_right = EXCLUDED.is_right, weight = EXCLUDED.weight, is_held_out = EXCLUDED.is_held_out,
    computed_at = EXCLUDED.computed_at
"""
TAKEN_OFF = """
UPDATE student_ml_dataset d SET weight = 0, computed_at = now() FROM quiz_attempts_clean c
WHERE c.answer_key = d.answer_key AND c.skill = d.skill AND c.weight = 0 AND d.weight > 0
"""


def compute_features(link: Link) -> None:
    """Fill `lesson_features`, `student_features` and `student_ml_dataset` from all clean rows."""
    values = {"newest": NEWEST, "prior": PRIOR, "no_options": NO_OPTIONS, "held_out": HELD_OUT}
    with link.transaction():
        link.execute(LESSON_FEATURES)
        link.execute(LEFT_BY_ALL)
        link.execute(STUDENT_FEATURES, values)
        link.execute(DATASET, values)
        link.execute(TAKEN_OFF)

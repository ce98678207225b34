"""The contract with the outside pipeline: each table of the schema `ai`, its columns, and who writes it.

The migrations make the tables. `docs/ml-integration.md` is built from this, and a test compares it with the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SCHEMA = "ai"
TALIM, PIPELINE = "Talim", "the pipeline"


@dataclass(frozen=True)
class Column:
    """A column: its type in PostgreSQL, unit, meaning and an example. `null`: whether it may be null."""

    type: str
    unit: str
    meaning: str
    example: str
    null: bool = False


@dataclass(frozen=True)
class PipelineTable:
    """A table: what a row is, who writes it, and what makes a row one. `rights`: of the role of the pipeline."""

    name: str
    row: str
    writer: str
    key: tuple[str, ...]
    rights: frozenset[str]
    columns: Mapping[str, Column]


READ = frozenset({"SELECT"})
WRITE = frozenset({"SELECT", "INSERT", "UPDATE"})
ADD = frozenset({"INSERT"})

CHILD = Column("uuid", "–", "the pseudonym of a child", "6f1c…e2")
LESSON = Column("uuid", "–", "the course lesson", "0199…41")
ANY_LESSON = Column("uuid", "–", "the course lesson with the quiz; null: a quiz without one", "0199…41", null=True)
SKILL = Column("text", "–", "the code of a skill", "counting-to-10")
SKILLS = Column("text[]", "–", "the codes of the skills that it trains, in order", "{counting-to-10}")
QUESTION = Column("uuid", "–", "the question", "0199…7a")
ANSWER = Column("uuid", "–", "the answer; the same in all its revisions, and unlike every id of Talim", "b82d…10")
MOMENT = Column("timestamptz", "minute", "when it happened, without seconds", "2026-11-20 07:12:00+00")
DAY = Column("date", "day", "the local day of the centre", "2026-11-20")
KG_CLASS = Column("text", "–", "the class of the child on that day: KG1, KG2, KG3; null: none", "KG1", null=True)
AGE = Column("smallint", "months", "the age in full months on that day; null: not known", "56", null=True)
CONTENT_CLASS = Column("text", "–", "for which class the lesson is: KG1, KG2, KG3 or MIXED", "KG1")
IS_RIGHT = Column("boolean", "–", "whether the answer got all points", "true")
HAS_HELP = Column("boolean", "–", "whether a hint was used", "false")
OPTIONS = Column(
    "smallint", "options", "how many there were to choose one from; null: another kind of question", "4", null=True
)
WRITTEN = Column("timestamptz", "–", "when the row was written", "2026-11-21 01:30:04+00")

TABLES = (
    PipelineTable(
        "lesson_interactions_raw",
        "a child opened a lesson on a day, or first played in it, or completed it",
        TALIM,
        ("event_id",),
        READ,
        {
            "event_id": Column("uuid", "–", "the event; unlike every id of Talim", "94aa…03"),
            "ml_student_id": CHILD,
            "lesson_id": LESSON,
            "act": Column("text", "–", "`opened` (also by a first try at an activity) or `completed`", "opened"),
            "occurred_at": MOMENT,
            "day": DAY,
            "seconds": Column(
                "integer", "seconds", "study time and play in the lesson until then; 0 of `opened`", "240"
            ),
            "kg_class": KG_CLASS,
            "age_months": AGE,
            "content_class": CONTENT_CLASS,
            "skills": SKILLS,
        },
    ),
    PipelineTable(
        "quiz_attempts_raw",
        "an answer of a child to a question of a quiz, or its correction by a new key",
        TALIM,
        ("answer_key", "revision"),
        READ,
        {
            "answer_key": ANSWER,
            "revision": Column("smallint", "–", "1; one more for each correction: the greatest one holds", "1"),
            "ml_student_id": CHILD,
            "quiz_id": Column("uuid", "–", "the quiz", "0199…52"),
            "question_id": QUESTION,
            "lesson_id": ANY_LESSON,
            "attempt_number": Column(
                "smallint", "–", "which attempt of the child at the quiz since the consent, from 1", "1"
            ),
            "occurred_at": MOMENT,
            "day": DAY,
            "is_right": IS_RIGHT,
            "share": Column("double precision", "0 to 1", "the share of the points", "1"),
            "has_help": HAS_HELP,
            "options": OPTIONS,
            "kg_class": KG_CLASS,
            "age_months": AGE,
            "skills": Column("text[]", "–", "the codes of the skills that it asks for, in order", "{counting-to-10}"),
            "weights": Column("double precision[]", "0 to 1", "how much it tells of each of them", "{1}"),
        },
    ),
    PipelineTable(
        "lesson_interactions_clean",
        "a child in a lesson on a day",
        PIPELINE,
        ("ml_student_id", "lesson_id", "day"),
        WRITE,
        {
            "ml_student_id": CHILD,
            "lesson_id": LESSON,
            "day": DAY,
            "opened": Column("boolean", "–", "whether it was opened or played in on this day", "true"),
            "completed": Column("boolean", "–", "whether it was completed on this day", "true"),
            "seconds": Column(
                "integer",
                "seconds",
                "study time and play until it was completed; null: not completed",
                "240",
                null=True,
            ),
            "kg_class": KG_CLASS,
            "age_months": AGE,
            "content_class": CONTENT_CLASS,
            "skills": SKILLS,
            "cleaned_at": WRITTEN,
        },
    ),
    PipelineTable(
        "quiz_attempts_clean",
        "an answer that holds, as evidence of one skill",
        PIPELINE,
        ("answer_key", "skill"),
        WRITE,
        {
            "answer_key": ANSWER,
            "skill": SKILL,
            "ml_student_id": CHILD,
            "question_id": QUESTION,
            "lesson_id": ANY_LESSON,
            "occurred_at": MOMENT,
            "day": DAY,
            "is_right": IS_RIGHT,
            "has_help": HAS_HELP,
            "options": OPTIONS,
            "weight": Column(
                "double precision",
                "0 to 1",
                "how much it tells of the skill; 0: the newest revision does not ask for it any more, so leave it out",
                "1",
            ),
            "kg_class": KG_CLASS,
            "age_months": AGE,
            "cleaned_at": WRITTEN,
        },
    ),
    PipelineTable(
        "lesson_features",
        "a lesson that a child has opened",
        PIPELINE,
        ("lesson_id",),
        WRITE,
        {
            "lesson_id": LESSON,
            "content_class": CONTENT_CLASS,
            "skills": SKILLS,
            "children": Column("integer", "children", "how many opened or completed it", "18"),
            "completion_rate": Column("double precision", "0 to 1", "the share of them who completed it", "0.83"),
            "median_seconds": Column(
                "double precision", "seconds", "of study time until completion; null: nobody did", "215", null=True
            ),
            "answers": Column("integer", "answers", "answers in its quizzes", "64"),
            "share_right": Column("double precision", "0 to 1", "the right ones; null: none", "0.72", null=True),
            "computed_at": WRITTEN,
        },
    ),
    PipelineTable(
        "student_features",
        "a child and a skill with answers",
        PIPELINE,
        ("ml_student_id", "skill"),
        WRITE,
        {
            "ml_student_id": CHILD,
            "skill": SKILL,
            "kg_class": KG_CLASS,
            "age_months": AGE,
            "answers": Column("integer", "answers", "how many", "9"),
            "rights": Column("integer", "answers", "the right ones", "6"),
            "recent_share_right": Column(
                "double precision",
                "0 to 1",
                "of the newest five answers, smoothed: (rights + 1) / (answers + 2)",
                "0.71",
            ),
            "last_day": Column("date", "day", "of the newest answer", "2026-11-20"),
            "predicted_right": Column(
                "double precision",
                "0 to 1",
                "the chance that the next answer is right; null: no model",
                "0.68",
                null=True,
            ),
            "computed_at": WRITTEN,
        },
    ),
    PipelineTable(
        "student_ml_dataset",
        "an answer to learn from: what was known before it, and how it went",
        PIPELINE,
        ("answer_key", "skill"),
        WRITE,
        {
            "answer_key": ANSWER,
            "skill": SKILL,
            "ml_student_id": CHILD,
            "day": DAY,
            "answers_before": Column("integer", "answers", "earlier ones of the child in the skill", "8"),
            "rights_before": Column("integer", "answers", "the right ones of them", "5"),
            "recent_share_right": Column("double precision", "0 to 1", "of the five before it, smoothed", "0.57"),
            "days_since_last": Column("integer", "days", "since the one before; null: the first", "3", null=True),
            "question_share_right": Column(
                "double precision", "0 to 1", "of earlier answers to the question by anybody, smoothed", "0.64"
            ),
            "guess": Column("double precision", "0 to 1", "1 / options; 0.1 without options", "0.25"),
            "is_right": Column("boolean", "–", "the label", "true"),
            "weight": Column(
                "double precision", "0 to 1", "of the same row in `quiz_attempts_clean`; 0: learn nothing from it", "1"
            ),
            "is_held_out": Column("boolean", "–", "whether the child is one of those that test the model", "false"),
            "computed_at": WRITTEN,
        },
    ),
    PipelineTable(
        "recommendations",
        "a lesson for a child; Talim uses those of the newest `generated_at` of the child, for three days",
        PIPELINE,
        ("ml_student_id", "rank"),
        WRITE,
        {
            "ml_student_id": CHILD,
            "rank": Column("smallint", "–", "the place in the list of the child, from 1", "1"),
            "lesson_id": LESSON,
            "skill": Column("text", "–", "the code of the skill that it is for; null: not said", "rhyme", null=True),
            "score": Column("double precision", "–", "any number but NaN and infinity; greater is better", "0.41"),
            "model_name": Column("text", "–", "`name` of a row in `ml_models`", "logistic"),
            "model_version": Column("text", "–", "`version` of the same row", "2026-11-21T01:30"),
            "generated_at": Column(
                "timestamptz", "–", "when the list was made: the same in all its rows", "2026-11-21 01:30:04+00"
            ),
        },
    ),
    PipelineTable(
        "ml_models",
        "a model; Talim takes it into its registry within the hour",
        PIPELINE,
        ("name", "version"),
        ADD,
        {
            "name": Column("text", "100 characters", "the name of the model", "logistic"),
            "version": Column("text", "100 characters", "which one", "2026-11-21T01:30"),
            "algorithm": Column("text", "200 characters", "how it learns, in words", "logistic regression, L2"),
            "trained_at": Column("timestamptz", "–", "when; not in the future", "2026-11-21 01:30:04+00"),
            "data_from": Column("date", "day", "the first day of its data; null: no data", "2026-09-01", null=True),
            "data_until": Column("date", "day", "the last day of its data; null: no data", "2026-11-20", null=True),
            "children": Column("integer", "children", "whom it learnt from", "18"),
            "answers": Column("integer", "answers", "which it learnt from", "1204"),
            "parameters": Column(
                "jsonb", "16 KiB, 32 levels", "an object: what makes the model what it is", '{"l2": 1.0}'
            ),
            "figures": Column(
                "jsonb", "16 KiB, 32 levels", "an object: how good it is, on data held out", '{"auc": 0.71}'
            ),
        },
    ),
)
OF_CHILDREN = tuple(table.name for table in TABLES if "ml_student_id" in table.columns)
"""Tables whose rows are those of a pseudonym."""

"""The outside pipeline in tests: its role, made by the command, and rows that it or the platform wrote."""

from io import StringIO

import psycopg
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from apps.kids.models import LessonClass, LessonSkill, MLStudentMap
from apps.kids.pipeline.tables import OF_CHILDREN, TABLES
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from tests.analytics.reporting import execute
from tests.factories import client_for
from tests.learning.published import publish_lessons
from tests.processes import get_test_database_url

RECORD, LEARN, RENEW, CHECK = (
    "kids.record_lesson", "kids.learn_from_attempt", "kids.renew_pseudonym", "kids.check_pipeline",
)  # fmt: skip
WRITTEN = [table for table in TABLES if "UPDATE" in table.rights]


def run_ml_role(*words):
    """What the command said."""
    output = StringIO()
    call_command("ml_role", *map(str, words), stdout=output)
    return output.getvalue()


def make_ml_role(role, *words):
    """Make the role and return its password."""
    return run_ml_role(role, *words).partition("shown this once: ")[2].split()[0]


def remove_ml_role(role):
    """Take the role away, whatever a test has left of it, and give back what everybody may."""
    execute(f'GRANT TEMPORARY ON DATABASE "{connection.settings_dict["NAME"]}" TO PUBLIC')
    execute(f"DO $$ BEGIN IF to_regrole('{role}') IS NOT NULL THEN DROP OWNED BY \"{role}\"; DROP ROLE \"{role}\"; "
            "END IF; END $$")  # fmt: skip


def get_variables(role, password):
    """The variables by which a pipeline finds the test's database."""
    known = psycopg.conninfo.conninfo_to_dict(get_test_database_url())
    return {
        "ML_DB_HOST": known.get("host", "127.0.0.1"),
        "ML_DB_PORT": str(known.get("port", 5432)),
        "ML_DB_NAME": known["dbname"],
        "ML_DB_USER": role,
        "ML_DB_PASSWORD": password,
    }


def fetch(query, *values):
    """What the platform reads."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def count_rows(ml_student_id):
    """How many rows each table has of a pseudonym; tables without any are left out."""
    counts = {
        table: fetch(f"SELECT count(*) FROM ai.{table} WHERE ml_student_id = %s", ml_student_id)[0][0]
        for table in OF_CHILDREN
    }
    return {table: count for table, count in counts.items() if count}


def get_pseudonym(kid):
    """The pseudonym of a child; made where there is none."""
    return MLStudentMap.objects.get_or_create(child=kid)[0].ml_student_id


def make_lessons(course, skills, *classes):
    """A published lesson for each class, all of which are done once they are opened; each trains one of the skills."""
    fields = ({"title": f"Lesson {number}", "completion": {"rule": "opened"}} for number in range(len(classes)))
    rows = publish_lessons(course, *fields)
    for number, (row, content_class) in enumerate(zip(rows, classes, strict=True)):
        LessonClass.objects.create(lesson=row, content_class=content_class)
        LessonSkill.objects.create(lesson=row, skill_id=skills[number % len(skills)]["id"])
    return rows


def enrol(kid, course):
    enrol_user(actor=None, user=kid, course=course, source=EnrollmentSource.OFFICE)


def open_lesson(kid, lesson):
    """What the child gets."""
    answer = client_for(kid).get(f"/courses/lessons/{lesson.pk}/")
    assert answer.status == 200, answer.json
    return answer.json


def read_list(reader, kid):
    """Where the list came from, and its titles."""
    answer = client_for(reader).get(f"/children/{kid.pk}/recommendations/")
    assert answer.status == 200, answer.json
    return answer.json["source"], [lesson["title"] for lesson in answer.json["lessons"]]


def add_model(**values):
    """A row of `ml_models`."""
    row = {"name": "ours", "version": "1", "algorithm": "a", "trained_at": timezone.now(), "children": 1, "answers": 1}
    return insert("ml_models", row | {"parameters": "{}", "figures": "{}"} | values)


def recommend(ml_student_id, *lessons, link=None, **values):
    """Rows of a list, from rank 1 on."""
    now = timezone.now()
    for rank, lesson in enumerate(lessons, start=1):
        row = {"ml_student_id": ml_student_id, "rank": rank, "lesson_id": lesson.pk, "score": 0.5}
        row |= {"model_name": "ours", "model_version": "1", "generated_at": now}
        insert("recommendations", row | values, link=link)


def insert(table, row, *, link=None):
    """Add a row as the platform, or over the connection of the role."""
    names, places = ", ".join(row), ", ".join(["%s"] * len(row))
    statement = f"INSERT INTO ai.{table} ({names}) VALUES ({places})"
    if link is not None:
        link.execute(statement, list(row.values()))
        return
    with connection.cursor() as cursor:
        cursor.execute(statement, list(row.values()))


def sample_row(table, **values):
    """A row of this table with a value in each column."""
    samples = {
        "uuid": "6f1c0b5e-8d0e-4a53-9d36-3b7a4de6b0e2", "text": "KG1", "text[]": ["counting"], "integer": 3,
        "smallint": 1, "boolean": True, "double precision": 0.5, "double precision[]": [1.0], "date": "2026-11-20",
        "timestamptz": "2026-11-20 07:12:00+00", "jsonb": "{}",
    }  # fmt: skip
    row = {name: samples[column.type] for name, column in table.columns.items()}
    return {name: values.get(name, value) for name, value in row.items()}

"""Raw rows of the pipeline: each act once, never changed, under a pseudonym that nobody can join back, gone with it."""

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

import apps.jobs.services as jobs
from apps.accounts.models import Consent
from apps.accounts.services.merges import merge_duplicate
from apps.core.uow import unit_of_work
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job
from apps.kids.models import MLStudentMap, PipelineRefusal
from apps.kids.pipeline.tables import SCHEMA, TABLES
from apps.learning.models import LessonView
from apps.portal.job_kinds import ERASE
from apps.quizzes.models import Answer, QuizAttempt
from tests.analytics.reporting import execute, signed_in
from tests.factories import Role, client_for, make_user
from tests.job_runs import run_jobs
from tests.kids import activities
from tests.kids.activities import Player, activity_block, publish_activities
from tests.kids.kid_requests import add_skill, ask_for_skill, make_kid, play, put_class
from tests.kids.pipeline_helpers import (
    LEARN,
    RECORD,
    RENEW,
    WRITTEN,
    count_rows,
    enrol,
    fetch,
    get_pseudonym,
    insert,
    make_lessons,
    make_ml_role,
    open_lesson,
    sample_row,
)
from tests.quizzes.quiz_helpers import RIGHT, WRONG, make_quiz, publish
from tests.races import run_together

pytestmark = pytest.mark.django_db
LISTS = next(table for table in TABLES if table.name == "recommendations")
MODELS = next(table for table in TABLES if table.name == "ml_models")
FEATURES = next(table for table in TABLES if table.name == "student_features")
OF_PSEUDONYMS = [table for table in WRITTEN if "ml_student_id" in table.columns]
RAW = {"lesson_interactions_raw", "quiz_attempts_raw"}
COLUMNS = """
SELECT column_name, CASE data_type WHEN 'ARRAY' THEN ltrim(udt_name, '_') || '[]' ELSE data_type END,
    is_nullable = 'YES'
FROM information_schema.columns WHERE table_schema = %s AND table_name = %s
"""
KEY = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)
"""
SHORT = {"timestamp with time zone": "timestamptz", "float8[]": "double precision[]"}


@pytest.fixture
def skill(manager):
    area = add_skill(manager, "numbers")
    return add_skill(manager, "counting", parent=area["id"])


@pytest.fixture
def lessons(skill, course, kid, teacher):
    put_class(teacher, kid, kg_class="KG1")
    rows = make_lessons(course, [skill], "KG1", "MIXED")
    enrol(kid, course)
    return rows


@pytest.fixture
def question(skill, course, group, teacher):
    return ask_for_skill(teacher, course, skill)


@pytest.fixture
def quiz(question, group, teacher):
    return publish(teacher, make_quiz(teacher, group=group, attempts_allowed=10), [question])


def withdraw(parent, kid):
    path = f"/auth/children/{kid.pk}/consents/learning_systems/"
    assert client_for(parent).put(path, {"given": False}).status == 200


def fill_all(kid, quiz, lesson):
    """Rows of the child in every table; return the pseudonym."""
    play(kid, quiz, RIGHT["single"])
    open_lesson(kid, lesson)
    run_jobs(LEARN, RECORD)
    known = get_pseudonym(kid)
    for table in WRITTEN:
        insert(table.name, sample_row(table, ml_student_id=known))
    assert len(count_rows(known)) == 7
    return known


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_contract_is_that_of_the_database(table):
    found = {name: (SHORT.get(kind, kind), null) for name, kind, null in fetch(COLUMNS, SCHEMA, table.name)}
    assert found == {name: (column.type, column.null) for name, column in table.columns.items()}
    assert tuple(name for (name,) in fetch(KEY, f"{SCHEMA}.{table.name}")) == table.key


def test_the_contract_has_every_table():
    found = fetch("SELECT tablename FROM pg_tables WHERE schemaname = %s", SCHEMA)
    assert {name for (name,) in found} == {table.name for table in TABLES}


def test_acts_are_recorded_once_however_often_their_jobs_run(lessons, quiz, kid, consent, second_pupil):
    for _time in range(2):
        open_lesson(kid, lessons[0])
    play(kid, quiz, RIGHT["single"])
    play(second_pupil, quiz, RIGHT["single"])
    run_jobs(LEARN, RECORD)
    before = count_rows(get_pseudonym(kid))
    assert before == {"lesson_interactions_raw": 2, "quiz_attempts_raw": 1}
    with unit_of_work():
        for job in Job.objects.filter(kind__in=[LEARN, RECORD]):
            jobs.enqueue(kind=job.kind, object_id=job.object_id, payload=job.payload)
    assert run_jobs(LEARN, RECORD) > 2
    assert count_rows(get_pseudonym(kid)) == before
    acts = fetch("SELECT act, kg_class, content_class, skills FROM ai.lesson_interactions_raw ORDER BY act DESC")
    assert acts == [("opened", "KG1", "KG1", ["counting"]), ("completed", "KG1", "KG1", ["counting"])]
    assert fetch("SELECT is_right, revision, skills, weights FROM ai.quiz_attempts_raw") == [
        (True, 1, ["counting"], [1.0])
    ]


def test_play_is_recorded_as_an_opened_and_a_completed_lesson(course, kid, skill, consent):
    block, count = activity_block("tap"), activity_block("count")
    row = publish_activities(course, kid, block, count, skills=[skill])
    player, tries = Player(kid, kid, row), str(uuid4())
    acts = "SELECT act, seconds FROM ai.lesson_interactions_raw ORDER BY seconds"
    assert player.open().status == 200
    run_jobs(RECORD)
    assert fetch(acts) == [], "reading records nothing"
    player.answer(block, activities.WRONG["tap"], play=tries, seconds=30)
    player.answer(block, activities.RIGHT["tap"], play=tries, number=2, seconds=20)
    player.answer(count, activities.RIGHT["count"], seconds=10)
    run_jobs(RECORD)
    assert fetch(acts) == [("opened", 0)]
    assert player.finish().json["is_done"]
    open_lesson(kid, row)
    run_jobs(RECORD)
    assert fetch(acts) == [("opened", 0), ("completed", 60)]


def test_a_job_that_is_killed_before_its_commit_is_run_again(lessons, kid, consent, monkeypatch):
    open_lesson(kid, lessons[0])
    [claim] = [claim for claim in jobs.claim_jobs(queue="default", limit=500, worker="a") if claim.kind == RECORD][:1]
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        get_job_kind(RECORD).run_handler(claim)
        raise KeyboardInterrupt
    assert count_rows(get_pseudonym(kid)) == {}
    get_job_kind(RECORD).run_handler(claim)
    assert count_rows(get_pseudonym(kid)) == {"lesson_interactions_raw": 2}


def test_a_corrected_key_is_a_further_revision(quiz, question, kid, consent, teacher):
    play(kid, quiz, WRONG["single"])
    run_jobs(LEARN)
    client, path = client_for(teacher), f"/quizzes/questions/{question}/"
    known = client.get(path).json
    fields = {name: known[name] for name in ("name", "prompt", "body", "version")}
    assert client.put(path, fields | {"key": {"kind": "single", "shares": {"x9": 1}}}).status == 200
    regrade = client.post(f"{path}regrades/").json["id"]
    run_jobs("quizzes.count_regrade")
    assert client.post(f"{path}regrades/{regrade}/apply/").status == 202
    run_jobs("quizzes.apply_regrade")
    run_jobs(LEARN)
    rows = fetch("SELECT revision, is_right, answer_key FROM ai.quiz_attempts_raw ORDER BY revision")
    assert [row[:2] for row in rows] == [(1, False), (2, True)]
    assert rows[0][2] == rows[1][2]


def test_raw_rows_and_models_are_append_only(lessons, quiz, kid, consent):
    fill_all(kid, quiz, lessons[0])
    insert("ml_models", sample_row(MODELS))
    for table, change in (
        ("lesson_interactions_raw", "seconds = 9"),
        ("quiz_attempts_raw", "is_right = false"),
        ("ml_models", "answers = 9"),
    ):
        for statement in (f"UPDATE ai.{table} SET {change}", f"DELETE FROM ai.{table}", f"TRUNCATE ai.{table}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                execute(statement)


def test_nothing_is_recorded_without_the_consent_or_before_it(lessons, quiz, kid, parent):
    open_lesson(kid, lessons[0])
    play(kid, quiz, RIGHT["single"])
    run_jobs(LEARN, RECORD)
    assert not MLStudentMap.objects.exists()
    Consent.objects.create(person=kid, kind="learning_systems", given=True, text_version="1", given_by=parent)
    open_lesson(kid, lessons[0])
    open_lesson(kid, lessons[1])
    run_jobs(RECORD)
    found = fetch("SELECT DISTINCT lesson_id FROM ai.lesson_interactions_raw")
    assert found == [(lessons[1].pk,)], "the other one was opened before the consent"


def test_a_pseudonym_cannot_be_joined_back(lessons, quiz, kid, consent):
    fill_all(kid, quiz, lessons[0])
    known = {str(kid.pk), str(MLStudentMap.objects.get().pk), str(kid.birth_date), kid.first_name, kid.email}
    known |= {str(row.pk) for model in (Answer, QuizAttempt, LessonView, Job, Consent) for row in model.objects.all()}
    known |= {str(row.hex) for row in map(UUID, (value for value in known if value.count("-") == 4))}
    for table in RAW:
        text = str(fetch(f"SELECT t::text FROM ai.{table} t"))
        assert not [value for value in known if value in text], table
        assert fetch(f"SELECT count(*) FROM ai.{table} WHERE extract(second FROM occurred_at) <> 0") == [(0,)]
    assert get_pseudonym(kid).version == 4, "drawn by chance"


def test_withdrawal_erases_the_rows_and_renews_the_pseudonym(lessons, quiz, kid, consent, parent):
    old = fill_all(kid, quiz, lessons[0])
    withdraw(parent, kid)
    play(kid, quiz, RIGHT["single"])
    run_jobs(RENEW, LEARN)
    assert count_rows(old) == {}
    new = MLStudentMap.objects.get(child=kid)
    assert new.ml_student_id != old
    assert count_rows(new.ml_student_id) == {}
    assert client_for(parent).put(
        f"/auth/children/{kid.pk}/consents/learning_systems/", {"given": True}
    ).status == 200  # fmt: skip
    play(kid, quiz, RIGHT["single"])
    run_jobs(LEARN)
    assert count_rows(get_pseudonym(kid)) == {"quiz_attempts_raw": 1}
    assert fetch("SELECT attempt_number FROM ai.quiz_attempts_raw") == [(1,)], "as of a new child"


def test_what_is_done_after_a_new_consent_stays_when_the_old_rows_go(lessons, quiz, kid, consent, parent):
    old = fill_all(kid, quiz, lessons[0])
    withdraw(parent, kid)
    path = f"/auth/children/{kid.pk}/consents/learning_systems/"
    assert client_for(parent).put(path, {"given": True}).status == 200
    play(kid, quiz, RIGHT["single"])
    run_jobs(LEARN)
    new = get_pseudonym(kid)
    assert new != old
    run_jobs(RENEW)
    assert get_pseudonym(kid) == new
    assert (count_rows(old), count_rows(new)) == ({}, {"quiz_attempts_raw": 1})


def test_erasure_empties_the_rows_everywhere(lessons, quiz, kid, consent, admin):
    old = fill_all(kid, quiz, lessons[0])
    open_lesson(kid, lessons[1])
    assert client_for(admin).post(f"/auth/users/{kid.pk}/erase/").status == 202
    run_jobs(ERASE, RECORD)
    kid.refresh_from_db()
    assert kid.erased_at is not None
    assert count_rows(old) == {}
    assert not MLStudentMap.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_rows_that_come_after_an_erasure_do_not_stay(ml_role, kid):
    password, old = make_ml_role(ml_role), get_pseudonym(kid)
    with signed_in(ml_role, password) as link:
        for table in OF_PSEUDONYMS:
            insert(table.name, sample_row(table, ml_student_id=old), link=link)
        MLStudentMap.objects.all().delete()
        assert count_rows(old) == {}
        for table in OF_PSEUDONYMS:
            insert(table.name, sample_row(table, ml_student_id=old), link=link)
    assert count_rows(old) == {}
    assert PipelineRefusal.objects.filter(reason="unknown_child").count() == 5


@pytest.mark.django_db(transaction=True)
def test_an_erasure_waits_for_rows_that_are_being_written(a_connection_for_each, ml_role, kid):
    password, old = make_ml_role(ml_role), get_pseudonym(kid)

    def work(index):
        if index:
            MLStudentMap.objects.all().delete()
            return
        with signed_in(ml_role, password) as link:
            for number in range(50):
                insert("student_features", sample_row(FEATURES, ml_student_id=old) | {"skill": f"s{number}"}, link=link)

    run_together(2, work)
    assert not MLStudentMap.objects.exists()
    assert count_rows(old) == {}


def test_of_doubles_the_pipeline_forgets_the_duplicate(kid, admin):
    double = make_user(Role.STUDENT, "Jasur", "Oripov", email="double@example.uz")
    kept, gone = get_pseudonym(kid), get_pseudonym(double)
    insert("recommendations", sample_row(LISTS, ml_student_id=gone))
    merge_duplicate(keep=kid, duplicate=double, actor=admin)
    run_jobs(RENEW)
    assert set(MLStudentMap.objects.values_list("ml_student_id", flat=True)) == {kept}
    assert count_rows(gone) == {}


def test_what_a_duplicate_did_before_the_merge_is_still_recorded(lessons, kid, consent, admin):
    kept = make_kid(make_user(Role.STUDENT, "Jasur", "Oripov", email="double@example.uz"), kid.birth_date)
    open_lesson(kid, lessons[0])
    merge_duplicate(keep=kept, duplicate=kid, actor=admin)
    run_jobs(RECORD, RENEW)
    assert set(MLStudentMap.objects.values_list("child", flat=True)) == {kept.pk}
    assert count_rows(get_pseudonym(kept)) == {"lesson_interactions_raw": 2}


def test_of_doubles_a_newer_withdrawal_counts_for_the_kept_pupil(kid, consent, parent, admin):
    double, known = make_user(Role.STUDENT, "Jasur", "Oripov", email="double@example.uz"), get_pseudonym(kid)
    Consent.objects.create(person=double, kind="learning_systems", given=False, text_version="1", given_by=parent)
    insert("recommendations", sample_row(LISTS, ml_student_id=known))
    merge_duplicate(keep=kid, duplicate=double, actor=admin)
    run_jobs(RENEW)
    assert count_rows(known) == {}
    assert get_pseudonym(kid) != known

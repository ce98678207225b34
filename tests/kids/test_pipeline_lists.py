"""Lists of the outside pipeline: what makes sense is shown, nonsense changes nothing, and staff are told."""

import time
from datetime import UTC, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs import clean_up
from apps.jobs.services import enqueue
from apps.kids.models import ClassException, LessonClass, PipelineRefusal
from apps.kids.services.pipeline_runs import run_program
from apps.notifications.models import Notification
from apps.registry.models import MLModel
from ml.pipeline.database import connect
from ml.pipeline.run import run
from project.doctor.pipeline import check_pipeline
from tests import factories
from tests.analytics.reporting import signed_in
from tests.job_runs import run_jobs
from tests.kids.kid_requests import add_skill, ask_for_skill, make_kid, play, put_class
from tests.kids.pipeline_helpers import (
    CHECK,
    LEARN,
    RECORD,
    add_model,
    count_rows,
    enrol,
    fetch,
    get_pseudonym,
    get_variables,
    make_lessons,
    make_ml_role,
    open_lesson,
    read_list,
    recommend,
)
from tests.project.doctor_findings import get_texts
from tests.quizzes.quiz_helpers import RIGHT, WRONG, make_quiz, publish

pytestmark = pytest.mark.django_db
OTHER_CLASS, FIRST, SECOND, THIRD = range(4)


@pytest.fixture
def skills(manager):
    area = add_skill(manager, "numbers")
    return [add_skill(manager, code, parent=area["id"]) for code in ("counting", "rhyme", "colours")]


@pytest.fixture
def lessons(skills, course, kid, teacher):
    put_class(teacher, kid, kg_class="KG1")
    rows = make_lessons(course, skills, "KG3", "KG1", "KG1", "MIXED", "MIXED")
    enrol(kid, course)
    return rows


def check():
    """Run the hourly check; by reason, how many rows were left out."""
    with unit_of_work():
        enqueue(kind=CHECK)
    run_jobs(CHECK)
    return dict(PipelineRefusal.objects.values_list("reason", "count"))


def test_the_newest_list_comes_in_its_order_with_our_reasons(lessons, kid, consent, teacher):
    own = read_list(teacher, kid)
    assert own[0] == "rules"
    add_model()
    known, hour = get_pseudonym(kid), timedelta(hours=1)
    recommend(known, *(lessons[number] for number in (FIRST, SECOND, THIRD)), generated_at=timezone.now() - hour)
    assert read_list(teacher, kid) == own, "the model is not in the registry yet"
    assert check() == {}
    assert read_list(teacher, kid) == ("ml", ["Lesson 1", "Lesson 2", "Lesson 3"])
    fetch("DELETE FROM ai.recommendations RETURNING 1")
    recommend(known, *(lessons[number] for number in (THIRD, FIRST)))
    source, titles = read_list(teacher, kid)
    assert (source, titles[:2], len(titles)) == ("ml", ["Lesson 3", "Lesson 1"], 3), "our own list fills the rest"
    open_lesson(kid, lessons[THIRD])
    assert read_list(teacher, kid)[1][0] == "Lesson 1", "what is done does not come again"
    kid.consents.create(kind="learning_systems", given=False, text_version="1", given_by=teacher, revision=2)
    assert read_list(teacher, kid)[0] == "rules"


@pytest.mark.parametrize(
    ("lesson", "values", "reason"),
    [
        (FIRST, {"score": "NaN"}, "no_number"),
        (FIRST, {"score": "-Infinity"}, "no_number"),
        (FIRST, {"model_version": "2"}, "unknown_model"),
        (FIRST, {"generated_at": "infinity"}, "future_model"),
        (FIRST, {"generated_at": "2999-01-01"}, "future_model"),
        (OTHER_CLASS, {}, "foreign_class"),
        (None, {}, "unpublished_lesson"),
        (FIRST, {"generated_at": "-infinity"}, None),
        (FIRST, {"generated_at": "2020-01-01"}, None),
    ],
)
def test_nonsense_changes_nothing_and_staff_are_told(lessons, kid, consent, teacher, manager, lesson, values, reason):
    own = read_list(teacher, kid)
    add_model()
    check()
    recommend(get_pseudonym(kid), SimpleNamespace(pk=uuid4()) if lesson is None else lessons[lesson], **values)
    assert read_list(teacher, kid) == own
    assert check() == ({reason: 1} if reason else {})
    told = Notification.objects.filter(type="kids.pipeline_rows_left_out", user=manager)
    assert [row.data[reason] for row in told] == ([1] if reason else [])
    check()
    assert told.count() == bool(reason), "once a day"


def test_a_lesson_for_no_children_is_told_of_also_for_a_child_without_a_class(lessons, kid, consent):
    kid.birth_date = kid.birth_date.replace(year=2010)
    kid.save(update_fields=["birth_date"])
    ClassException.objects.all().delete()
    LessonClass.objects.filter(lesson=lessons[FIRST]).delete()
    add_model()
    check()
    recommend(get_pseudonym(kid), lessons[FIRST])
    assert check() == {"foreign_class": 1}


def test_a_bad_row_does_not_hide_the_good_ones(lessons, kid, consent, teacher):
    add_model()
    check()
    known = get_pseudonym(kid)
    recommend(known, lessons[OTHER_CLASS], lessons[SECOND], lessons[FIRST])
    fetch("UPDATE ai.recommendations SET rank = rank + 10 RETURNING 1")
    recommend(known, lessons[THIRD], generated_at="infinity")
    assert read_list(teacher, kid)[1][:2] == ["Lesson 2", "Lesson 1"]


@pytest.mark.django_db(transaction=True)
def test_a_list_does_not_wait_for_a_locked_table(ml_role, lessons, kid, consent, teacher):
    own = read_list(teacher, kid)
    add_model()
    check()
    recommend(get_pseudonym(kid), lessons[FIRST])
    assert read_list(teacher, kid)[0] == "ml"
    with signed_in(ml_role, make_ml_role(ml_role)) as link:
        link.execute("BEGIN; LOCK TABLE recommendations")
        begun = time.monotonic()
        assert read_list(teacher, kid) == own
        assert time.monotonic() - begun < 5
        link.execute("ROLLBACK")
    assert read_list(teacher, kid)[0] == "ml"


@pytest.mark.parametrize(
    "values",
    [
        {"trained_at": "2999-01-01"},
        {"trained_at": "infinity"},
        {"data_until": "infinity"},
        {"children": -1},
        {"parameters": "[]"},
        {"figures": '{"auc": 1e4000}'},
        {"figures": '{"auc": ' + "[" * 1000 + "]" * 1000 + "}"},
    ],
)
def test_models_that_make_no_sense_are_no_models(values, lessons, kid, consent, teacher):
    add_model(**values)
    assert check() == {"future_model": 1}
    assert not MLModel.objects.filter(kind="pipeline").exists()
    own = read_list(teacher, kid)
    recommend(get_pseudonym(kid), lessons[FIRST])
    assert read_list(teacher, kid) == own


def test_a_model_that_makes_no_sense_is_told_once():
    yesterday = timezone.now().astimezone(UTC).date() - timedelta(days=1)
    PipelineRefusal.objects.create(day=yesterday, table="ml_models", reason="future_model", count=1)
    add_model(children=-1)
    check()
    assert PipelineRefusal.objects.count() == 1
    add_model(version="2", children=-1)
    check()
    assert list(PipelineRefusal.objects.exclude(day=yesterday).values_list("count", flat=True)) == [1]


def test_a_model_whose_time_has_come_hides_no_later_bad_one():
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=2)):
        add_model(trained_at=now - timedelta(days=1))
        assert check() == {"future_model": 1}
    assert check() == {}, "it is in the registry now"
    add_model(version="2", children=-1)
    assert check() == {"future_model": 1}


def test_the_note_of_a_bad_model_outlives_the_clean_up():
    add_model(children=-1)
    for table in ("ml_models", "recommendations"):
        row = PipelineRefusal.objects.create(day="2026-01-01", table=table, reason="future_model", count=1)
        PipelineRefusal.objects.filter(pk=row.pk).update(updated_at=timezone.now() - timedelta(days=91))
    check()
    clean_up.delete_expired_rows(timezone.now())
    assert PipelineRefusal.objects.get().table == "ml_models"


def test_the_registry_takes_a_model_once():
    add_model(data_from="2026-09-01", figures='{"auc": 0.7}')
    for _time in range(2):
        assert check() == {}
    row = MLModel.objects.get(kind="pipeline")
    assert (row.name, row.revision, row.parameters["figures"]) == ("ours", "1", {"auc": 0.7})


@pytest.mark.django_db(transaction=True)
def test_the_pipeline_runs_with_its_role_from_raw_rows_to_a_list(
    ml_role, skills, lessons, course, group, kid, consent, parent, teacher, manager, settings
):
    settings.ENV = settings.ENV.model_copy(update={"ml_db_user": ml_role})
    question = ask_for_skill(teacher, course, skills[0])
    quiz = publish(teacher, make_quiz(teacher, course=course, attempts_allowed=10), [question])
    children = [kid]
    for name in ("Bobur", "Dilnoza", "Eldor"):
        child = make_kid(factories.make_user(factories.Role.STUDENT, name), kid.birth_date)
        assert put_class(manager, child, kg_class="KG1").status == 200
        child.consents.create(kind="learning_systems", given=True, text_version="1", given_by=parent)
        enrol(child, course)
        children.append(child)
    for number, child in enumerate(children):
        open_lesson(child, lessons[FIRST])
        if child is not kid:
            open_lesson(child, lessons[SECOND])
        for response in (WRONG, RIGHT, RIGHT)[number % 2 :]:
            play(child, quiz, response["single"])
    run_jobs(LEARN, RECORD)
    password = make_ml_role(ml_role)
    variables = get_variables(ml_role, password)
    for _time in range(2):
        with connect(variables) as link:
            report = run(link)
    assert (report.answers, report.children > 0) == (10, True)
    assert set(count_rows(get_pseudonym(kid))) == {
        "lesson_interactions_raw", "quiz_attempts_raw", "lesson_interactions_clean", "quiz_attempts_clean",
        "student_features", "student_ml_dataset", "recommendations",
    }  # fmt: skip
    assert fetch("SELECT count(*) FROM ai.lesson_features") == [(2,)]
    assert check() == {}
    assert MLModel.objects.filter(kind="pipeline", name="logistic").count() == 2
    source, titles = read_list(teacher, kid)
    assert (source, titles[0]) == ("ml", "Lesson 2"), "the one of its class that it has not done"
    with signed_in(ml_role, password) as link:
        shares = link.execute("SELECT predicted_right FROM student_features").fetchall()
    assert all(0 < share < 1 for (share,) in shares)
    settings.ENV = settings.ENV.model_copy(
        update={name.lower(): value for name, value in variables.items()} | {"ml_db_port": int(variables["ML_DB_PORT"])}
    )
    run_program("python -m ml.pipeline")
    assert MLModel.objects.filter(kind="pipeline").count() == 2
    check()
    assert MLModel.objects.filter(kind="pipeline").count() == 3
    assert "nothing else" in get_texts(check_pipeline())

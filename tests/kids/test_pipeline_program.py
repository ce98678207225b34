"""The program of the pipeline: what it gets, what becomes of its output and children, and which lessons it names."""

import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from apps.kids.models import MLStudentMap
from apps.kids.pipeline.tables import TABLES
from apps.kids.services.pipeline_runs import PipelineFailed, run_program
from apps.kids.services.programs import KEPT_BYTES, ProgramFailed, run_limited
from ml.pipeline.cleaning import clean
from ml.pipeline.database import connect
from ml.pipeline.features import compute_features
from ml.pipeline.recommending import find_reachable
from tests.kids.pipeline_helpers import fetch, get_pseudonym, get_variables, insert, make_ml_role, sample_row

ANSWERS = next(table for table in TABLES if table.name == "quiz_attempts_raw")
LESSONS = next(table for table in TABLES if table.name == "lesson_interactions_raw")


def test_a_program_gets_no_secrets_and_its_failure_is_told(settings, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of the platform")
    settings.ENV = settings.ENV.model_copy(update={"ml_db_user": "nobody_there", "ml_db_password": "of no database"})
    run_program("python -c \"import os, sys; sys.exit('SECRET_KEY' in os.environ or 'DATABASE_URL' in os.environ)\"")
    with pytest.raises(PipelineFailed, match=r"^it is \*\*\*$"):
        run_program("python -c \"import os, sys; sys.exit('it is ' + os.environ['ML_DB_PASSWORD'])\"")
    with pytest.raises(PipelineFailed, match="No module"):
        run_program("python -m ml.no_pipeline")
    with pytest.raises(PipelineFailed, match="quotation"):
        run_program("python 'ml")
    with pytest.raises(PipelineFailed):
        run_program("/nowhere/at/all")


def test_a_program_checks_the_server_as_the_platform_does(settings, monkeypatch):
    ask = "python -c \"import os, sys; sys.exit([os.environ[name] for name in ('PGSSLMODE', 'PGSSLROOTCERT')])\""
    for name, value in {"sslmode": "verify-full", "sslrootcert": "/etc/root.pem"}.items():
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], name, value)
    host = connection.settings_dict["HOST"]
    known = {"ml_db_user": "nobody_there", "ml_db_password": "of no database", "ml_db_host": host}
    settings.ENV = settings.ENV.model_copy(update=known)
    with pytest.raises(PipelineFailed, match=r"^\['verify-full', '/etc/root.pem'\]$"):
        run_program(ask)
    settings.ENV = settings.ENV.model_copy(update={"ml_db_host": "another.example.uz"})
    with pytest.raises(PipelineFailed, match="KeyError: 'PGSSLMODE'"):
        run_program(ask)


def test_the_program_of_talim_guesses_no_host():
    with pytest.raises(KeyError, match="ML_DB_HOST"):
        connect({"ML_DB_NAME": "talim", "ML_DB_USER": "talim_ml", "ML_DB_PASSWORD": "for one server alone"})


def test_without_a_command_the_program_of_talim_runs(settings):
    known = {"ml_db_user": "nobody_there", "ml_db_password": "of no database", "ml_db_port": 1}
    settings.ENV = settings.ENV.model_copy(update=known)
    with pytest.raises(PipelineFailed, match="connection"):
        run_program(" ")


def test_of_a_long_output_the_end_is_kept(tmp_path):
    words = ["sh", "-c", "head -c 20000000 /dev/zero; echo the end"]
    done = run_limited(words, environment={}, folder=tmp_path, longest=timedelta(minutes=1))
    assert (done.status, len(done.output), done.output[-8:]) == (0, KEPT_BYTES, b"the end\n")


def test_the_children_of_a_program_end_with_it(tmp_path):
    words, second = ["sh", "-c", "sleep 60 & echo $! > child; wait"], timedelta(seconds=1)
    with pytest.raises(ProgramFailed, match="did not end"):
        run_limited(words, environment={}, folder=tmp_path, longest=second)
    assert is_gone((tmp_path / "child").read_text().strip())
    words = ["sh", "-c", "sleep 60 & echo $! > child"]
    assert run_limited(words, environment={}, folder=tmp_path, longest=timedelta(minutes=1)).status == 0
    assert is_gone((tmp_path / "child").read_text().strip())


def is_gone(process):
    """Whether a process has ended within seconds; its parent may not have looked yet."""
    stat = Path(f"/proc/{process}/stat")
    for _time in range(50):
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_lessons_come_that_somebody_opened_who_shares_a_lesson():
    first, second, other = UUID(int=1), UUID(int=2), UUID(int=3)
    anvar, bobur, dilnoza = UUID(int=11), UUID(int=12), UUID(int=13)
    found = find_reachable([(anvar, first), (bobur, first), (bobur, second), (dilnoza, other)])
    assert found == {anvar: {first, second}, bobur: {first, second}, dilnoza: {other}}


@pytest.mark.django_db(transaction=True)
def test_a_skill_that_was_taken_off_a_question_counts_nowhere(ml_role, kid):
    known, variables = get_pseudonym(kid), get_variables(ml_role, make_ml_role(ml_role))
    counts = "SELECT skill, answers, rights FROM ai.student_features ORDER BY skill"
    weights = "SELECT skill, weight FROM ai.{} ORDER BY skill"
    asked = {"skills": ["counting", "rhyme"], "weights": [1.0, 0.5]}
    insert(ANSWERS.name, sample_row(ANSWERS, ml_student_id=known, **asked))
    with connect(variables) as link:
        clean(link)
        compute_features(link)
        assert fetch(counts) == [("counting", 1, 1), ("rhyme", 1, 1)]
        insert(ANSWERS.name, sample_row(ANSWERS, ml_student_id=known, revision=2))
        clean(link)
        compute_features(link)
    assert fetch(counts) == [("counting", 1, 1), ("rhyme", 0, 0)]
    for table in ("quiz_attempts_clean", "student_ml_dataset"):
        assert fetch(weights.format(table)) == [("counting", 1.0), ("rhyme", 0.0)]


@pytest.mark.django_db(transaction=True)
def test_no_figures_of_a_lesson_outlive_its_last_child(ml_role, kid):
    known, variables = get_pseudonym(kid), get_variables(ml_role, make_ml_role(ml_role))
    figures = "SELECT children, completion_rate, median_seconds FROM ai.lesson_features"
    insert(LESSONS.name, sample_row(LESSONS, ml_student_id=known, act="completed"))
    with connect(variables) as link:
        clean(link)
        compute_features(link)
        assert fetch(figures) == [(1, 1.0, 3.0)]
        MLStudentMap.objects.all().delete()
        clean(link)
        compute_features(link)
    assert fetch(figures) == [(0, 0.0, None)]

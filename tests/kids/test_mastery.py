"""What children answer counts for the skills that are asked for, once, and only with a consent; teachers overrule."""

from datetime import date

import pytest
import time_machine

from apps.accounts.models import Guardian
from apps.kids.mastery.replay import GivenAnswer, trace_answers
from apps.kids.models import SkillAnswer, SkillMastery
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.kids.kid_requests import add_skill, ask_for_skill, get_child, play, put_class
from tests.kids.pipeline_helpers import LEARN, fetch
from tests.quizzes.quiz_helpers import RIGHT, WRONG, make_quiz, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]


@pytest.fixture
def skill(manager):
    area = add_skill(manager, "numbers")
    return add_skill(manager, "counting", parent=area["id"], icon="ten-apples")


@pytest.fixture
def question(skill, course, group, teacher):
    return ask_for_skill(teacher, course, skill)


@pytest.fixture
def quiz(question, group, teacher):
    return publish(teacher, make_quiz(teacher, group=group, attempts_allowed=10), [question])


def overrule(actor, kid, skill, **values):
    body = {"level": "high", "reason": "Counts the stairs aloud."} | values
    return client_for(actor).put(f"/children/{kid.pk}/skills/{skill['id']}/", body)


def read_progress(reader, kid):
    answer = client_for(reader).get(f"/children/{kid.pk}/progress/")
    assert answer.status == 200, answer.json
    return answer.json


def correct_key(author, question):
    """What was wrong is right: its answers are scored and learnt from again."""
    client, path = client_for(author), f"/quizzes/questions/{question}/"
    known = client.get(path).json
    fields = {name: known[name] for name in ("name", "prompt", "body", "version")}
    assert client.put(path, fields | {"key": {"kind": "single", "shares": {"x9": 1}}}).status == 200
    regrade = client.post(f"{path}regrades/").json["id"]
    run_jobs("quizzes.count_regrade")
    assert client.post(f"{path}regrades/{regrade}/apply/").status == 202
    run_jobs("quizzes.apply_regrade")
    run_jobs(LEARN)


def name_skills(author, question, *skills):
    body = {"skills": [{"skill": skill["id"]} for skill in skills]}
    assert client_for(author).put(f"/skills/questions/{question}/", body).status == 200


def test_an_answer_counts_once_however_often_its_job_runs(quiz, kid, consent, second_pupil):
    play(kid, quiz, RIGHT["single"])
    play(second_pupil, quiz, RIGHT["single"])
    assert run_jobs(LEARN) == 1  # of the child alone
    row = SkillMastery.objects.get()
    expected = trace_answers([GivenAnswer(on=date(2026, 11, 20), is_right=True, options=2)], age=4)
    assert (row.child, row.answers, row.known) == (kid, 1, pytest.approx(expected.known, abs=1e-12))
    assert (row.last_on, row.due_on) == (date(2026, 11, 20), expected.memory.due_on)
    play(kid, quiz, WRONG["single"])
    run_jobs(LEARN)
    row.refresh_from_db()
    assert (row.answers, row.misses, row.days, SkillAnswer.objects.count()) == (2, 1, 1, 2)


def test_jobs_that_come_late_give_the_same_mastery(quiz, kid, consent):
    for response in (RIGHT, RIGHT, WRONG):
        play(kid, quiz, response["single"])
    assert run_jobs(LEARN) == 3
    given = [GivenAnswer(on=date(2026, 11, 20), is_right=is_right, options=2) for is_right in (True, True, False)]
    assert SkillMastery.objects.get().known == pytest.approx(trace_answers(given, age=4).known, abs=1e-12)


def test_nothing_is_recorded_without_the_consent(quiz, kid, parent, teacher):
    play(kid, quiz, RIGHT["single"])
    run_jobs(LEARN)
    assert (SkillAnswer.objects.count(), SkillMastery.objects.count()) == (0, 0)
    assert read_progress(teacher, kid) == {"id": str(kid.pk), "is_recorded": False, "skills": []}
    path, client = f"/auth/children/{kid.pk}/consents/learning_systems/", client_for(parent)
    assert client.put(path, {"given": True}).status == 200
    play(kid, quiz, RIGHT["single"])
    run_jobs(LEARN)
    assert (SkillAnswer.objects.count(), read_progress(teacher, kid)["is_recorded"]) == (1, True)
    assert client.put(path, {"given": False}).status == 200
    play(kid, quiz, RIGHT["single"])
    run_jobs(LEARN)
    assert SkillAnswer.objects.count() == 1


def test_a_corrected_key_corrects_the_mastery(quiz, question, kid, consent, teacher):
    play(kid, quiz, WRONG["single"])
    run_jobs(LEARN)
    before = SkillMastery.objects.get().known
    correct_key(teacher, question)
    assert SkillMastery.objects.get().known > before
    assert (SkillAnswer.objects.get().is_right, SkillMastery.objects.get().misses) == (True, 0)


def test_a_skill_taken_off_a_question_loses_what_it_told(quiz, question, skill, kid, consent, teacher, manager):
    area = add_skill(manager, "shapes")
    drawing, naming = (add_skill(manager, code, parent=area["id"]) for code in ("drawing", "naming"))
    name_skills(teacher, question, skill, drawing, naming)
    play(kid, quiz, WRONG["single"])
    run_jobs(LEARN)
    assert overrule(teacher, kid, naming).status == 200
    name_skills(teacher, question, skill)
    assert SkillAnswer.objects.count() == 3, "until the attempt is scored again"
    correct_key(teacher, question)
    assert SkillAnswer.objects.get().skill.code == "counting"
    told = {each["skill"]["code"]: each for each in read_progress(teacher, kid)["skills"]}
    assert {code: each["facts"]["answers"] for code, each in told.items()} == {"counting": 1, "naming": 0}
    assert (told["naming"]["level"], told["naming"]["facts"]["last_on"]) == ("high", None)
    assert fetch("SELECT skills FROM ai.quiz_attempts_raw ORDER BY revision DESC LIMIT 1") == [(["counting"],)]
    assert client_for(teacher).delete(f"/children/{kid.pk}/skills/{naming['id']}/").status == 204
    assert [each["skill"]["code"] for each in read_progress(teacher, kid)["skills"]] == ["counting"]


def test_five_right_answers_on_two_days_are_mastery(quiz, kid, consent, teacher):
    for day in range(2):
        with time_machine.travel(f"2026-11-{20 + day}T12:00:00+05:00"):
            for _answer in range(4):
                play(kid, quiz, RIGHT["single"])
            run_jobs(LEARN)
            told = read_progress(teacher, kid)["skills"][0]
            assert (told["facts"]["answers"], told["is_mastered"]) == (4 * (day + 1), day == 1)


def test_each_reader_gets_words_of_their_own(quiz, kid, consent, parent, teacher, manager, second_pupil, other_teacher):
    play(kid, quiz, WRONG["single"])
    run_jobs(LEARN)
    told = {reader: read_progress(reader, kid)["skills"][0] for reader in (kid, parent, teacher, manager)}
    assert {skill["skill"]["code"] for skill in told.values()} == {"counting"}
    assert told[kid] | {"skill": None} == {
        "skill": None, "icon": "ten-apples", "words": "Let us play this!", "is_mastered": False, "level": None,
        "facts": None,
    }  # fmt: skip
    assert (told[parent]["words"], told[parent]["level"], told[parent]["facts"]) == ("Has begun.", "low", None)
    assert told[teacher] == told[manager]
    assert told[teacher]["facts"]["answers"] == 1
    for reader in (second_pupil, other_teacher):
        assert client_for(reader).get(f"/children/{kid.pk}/progress/").status == 404
    kid.guardians.update(sees_progress=False)
    assert client_for(parent).get(f"/children/{kid.pk}/progress/").status == 404


def test_a_teacher_overrules_and_it_fades_as_answers_come(quiz, kid, consent, skill, teacher, parent, other_teacher):
    assert overrule(parent, kid, skill).status == 403
    assert overrule(other_teacher, kid, skill).status == 404
    overrule(teacher, kid, skill, reason=" ").check_refused(422, field="reason")
    told = overrule(teacher, kid, skill, level="mastered").json
    assert (told["is_mastered"], told["level"], told["facts"]["overruled"]) == (True, "high", "high")
    with time_machine.travel("2026-11-20T13:00:00+05:00"):
        levels = []
        for _answer in range(8):
            play(kid, quiz, WRONG["single"])
            run_jobs(LEARN)
            levels.append(read_progress(parent, kid)["skills"][0]["level"])
    assert levels == sorted(levels, key=["high", "medium", "low"].index)
    assert (levels[0], levels[-1]) == ("high", "low")
    path = f"/children/{kid.pk}/skills/{skill['id']}/"
    assert [client_for(teacher).delete(path).status for _time in range(2)] == [204, 204]
    assert read_progress(teacher, kid)["skills"][0]["facts"]["overruled"] is None
    actions = AuditLog.objects.filter(actor=teacher, action__startswith="kids.").values_list("action", flat=True)
    assert list(actions.order_by("pk"))[-2:] == ["kids.overrule_mastery", "kids.withdraw_overrule"]


def test_another_person_decides_about_an_own_child(kid, skill, teacher, assistant):
    assert overrule(assistant, kid, skill).status == 200
    assert put_class(assistant, kid).status == 200
    paths = [f"/children/{kid.pk}/skills/{skill['id']}/", f"/children/{kid.pk}/class/"]
    assert read_progress(teacher, kid)["skills"][0]["facts"]["overruled"] == "high"
    Guardian.objects.create(parent=teacher, child=kid, kind="mother")
    for answer in (overrule(teacher, kid, skill, level="mastered"), put_class(teacher, kid, kg_class="KG3")):
        answer.check_refused(404)
    assert [client_for(teacher).delete(path).status for path in paths] == [404, 404]
    own = read_progress(teacher, kid)["skills"][0]
    assert (own["level"], own["facts"], get_child(teacher, kid)["exception"]) == ("high", None, None)
    assert read_progress(assistant, kid)["skills"][0]["facts"]["overruled"] == "high"
    assert get_child(assistant, kid)["kg_class"] == "KG2"


def test_the_progress_takes_the_same_queries_for_few_and_many(kid, manager, teacher, django_assert_max_num_queries):
    area, counts = add_skill(manager, "shapes"), []
    for number in range(20):
        skill = add_skill(manager, f"shape-{number}", parent=area["id"])
        assert overrule(teacher, kid, skill).status == 200
        if number in (1, 19):
            with django_assert_max_num_queries(60) as asked:
                read_progress(teacher, kid)
            counts.append(len(asked))
    assert counts[0] == counts[1]

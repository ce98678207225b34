"""A placement test from its link to the level on a pupil's card; and its difficulties from real answers."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.jobs.kinds import ClaimedJob
from apps.quizzes.models import PlacementAnswer, PlacementSession, PlacementTest, Question, QuestionFile
from apps.quizzes.placement.selection import MAX_ITEMS
from apps.quizzes.questions.bodies import SingleBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import SingleKey
from apps.quizzes.questions.parts import Option
from apps.quizzes.services import banks, starter_bank
from apps.quizzes.services.placement_sessions import forget_visitors
from apps.settings.models import AuditLog, AuditValues
from tests import factories
from tests.concurrency import call_concurrently
from tests.factories import ApiClient, client_for
from tests.job_runs import run_jobs
from tests.quizzes.quiz_helpers import write_prompt

pytestmark = pytest.mark.django_db
SKILLS = ("grammar", "vocabulary", "reading", "listening")
SECRETS = ("is_correct", "shares", "difficulty", "ability", "answers", "key", "explanation")
RIGHT, WRONG = "k3", "x9"


def add_single(manager, bank, number, difficulty):
    """A question of the bank: `k3` is right."""
    options = [Option(id=RIGHT, text="goes"), Option(id=WRONG, text="go")]
    draft = QuestionDraft(
        name=f"item {number}",
        prompt=write_prompt(f"She ___ to school {number}."),
        body=SingleBody(kind="single", options=options),
        key=SingleKey(kind="single", shares={RIGHT: 1}),
        skill=SKILLS[number % 4],
        difficulty=difficulty,
    )
    return banks.create_question(actor=manager, bank=bank, draft=draft)


@pytest.fixture
def bank(manager):
    """Forty questions from -2 to 2 logits."""
    made = banks.create_bank(actor=manager, name="Placement", course=None)
    for number in range(40):
        add_single(manager, made, number, -2 + number / 10)
    return made


@pytest.fixture
def opened(bank, manager):
    return make_test(manager, bank.pk)


def make_test(manager, bank, **more):
    """A placement test and the token of its link."""
    answer = client_for(manager).post("/quizzes/placement-tests/", {"name": "English", "bank": str(bank)} | more)
    assert answer.status == 201, answer.json
    return answer.json["test"], answer.json["link"]["url"].partition("#token=")[2]


def begin(token, **who):
    return ApiClient().post("/quizzes/placement/start/", {"token": token, "name": "Nodira"} | who)


def send(session, place, response):
    body = {"secret": session["secret"], "response": response}
    return ApiClient().put(f"/quizzes/placement/answers/{place}/", body)


def load(session):
    return ApiClient().post("/quizzes/placement/session/", {"secret": session["secret"]})


def find_response(question, *, knows):
    """What who knows the answer answers, read from the database, or who does not."""
    shown = question["body"]
    asked = PlacementAnswer.objects.select_related("version").filter(answered_at=None).latest("asked_at")
    key = asked.version.key
    if shown["kind"] == "gap":
        return {"kind": "gap", "gaps": {"1": key["gaps"]["1"]["answers"][0]["text"] if knows else "qqq"}}
    right = next(name for name, share in key["shares"].items() if float(share) == 1)
    wrong = next(option["id"] for option in shown["options"] if option["id"] != right)
    return {"kind": "single", "option": right if knows else wrong}


def check_tells_nothing(answer):
    text = answer.content.decode()
    assert not [word for word in SECRETS if f'"{word}"' in text]


def take_whole(session, ability):
    """Answer to the end as who knows what is easier than this ability; the last answer of the server."""
    seen = session
    while seen["state"] == "open":
        question = seen["question"]
        asked = PlacementAnswer.objects.filter(answered_at=None).latest("asked_at")
        response = find_response(question, knows=asked.difficulty < ability)
        answer = send(session, question["place"], response)
        assert answer.status == 200, answer.json
        check_tells_nothing(answer)
        seen = answer.json
    return seen


@pytest.mark.slow  # 22 s
def test_a_stranger_takes_the_test_and_her_level_stands_on_her_card(manager, group):
    office = client_for(manager)
    assert office.post("/quizzes/placement-tests/starter-bank/").json["is_ready"] is False
    run_jobs(starter_bank.ADD_STARTER_BANK)
    added = office.post("/quizzes/placement-tests/starter-bank/")
    assert (added.status, added.json["is_ready"]) == (202, True)
    assert Question.objects.filter(bank=starter_bank.BANK_ID).count() == 246
    assert QuestionFile.objects.filter(bank=starter_bank.BANK_ID, duration_ms__gt=0).count() == 48
    test, token = make_test(manager, added.json["bank"])
    assert ApiClient().post("/quizzes/placement/check/", {"token": token}).json["title"] == "English"
    begun = begin(token, phone="90 123 45 67")
    assert begun.status == 201, begun.json
    check_tells_nothing(begun)
    done = take_whole(begun.json, ability=0.5)
    assert (done["state"], done["question"]) == ("finished", None)
    [row] = office.get("/quizzes/placement-sessions/", {"test": test["id"], "finished": True}).json["results"]
    assert (row["visitor"], row["phone"], row["user"]) == ("Nodira", "+998901234567", None)
    assert abs(row["ability"] - 0.5) < 0.8
    assert row["level"] == done["level"]
    result = office.get(f"/quizzes/placement-sessions/{row['id']}/").json
    assert sum(answer["is_deciding"] for answer in result["answers"]) == 5
    assert {answer["skill"] for answer in result["answers"]} == set(SKILLS)
    assert sum(part["chance"] for part in result["chances"]) == pytest.approx(1)
    pupil = factories.make_user(Role.STUDENT, "Nodira", "Karimova")
    path = f"/quizzes/placement-sessions/{row['id']}/person/"
    placed = office.post(path, {"student": str(pupil.pk)})
    assert placed.json["session"]["student"]["full_name"] == "Nodira Karimova"
    assert office.post(path, {"student": str(pupil.pk)}).status == 409
    Membership.objects.create(group=group, student=pupil, joined_on=timezone.now().date())
    [level] = office.get(f"/auth/users/{pupil.pk}/facts/").json["levels"]
    assert (level["level"], level["method"]) == (done["level"], "test")


@pytest.mark.slow  # 12 s
def test_a_starter_bank_that_is_here_is_not_added_twice(manager):
    job = ClaimedJob(manager.pk, starter_bank.ADD_STARTER_BANK, "", {"actor": str(manager.pk)}, 1)
    starter_bank.run_add_starter_bank(job)
    gone = Question.objects.filter(bank=starter_bank.BANK_ID).first()
    banks.delete_question(actor=manager, question=gone)
    starter_bank.run_add_starter_bank(job)
    assert Question.objects.filter(bank=starter_bank.BANK_ID).count() == 246
    assert Question.objects.filter(bank=starter_bank.BANK_ID, deleted_at=None).count() == 245


def test_a_wrong_a_closed_and_a_replaced_link_answer_alike(opened, manager):
    test, token = opened
    office = client_for(manager)
    session = begin(token).json
    renewed = office.post(f"/quizzes/placement-tests/{test['id']}/link/").json["url"].partition("#token=")[2]
    assert begin(renewed).status == 201
    refused = [begin(token), begin("wrong")]
    assert office.patch(f"/quizzes/placement-tests/{test['id']}/", {"is_open": False}).json["is_open"] is False
    refused.append(begin(renewed))
    assert [answer.refused_fields for answer in refused] == [(422, ["token"])] * 3
    assert len({str(answer.json["fields"]) for answer in refused}) == 1
    assert load(session).json["state"] == "open", "who has begun goes on"
    assert load({"secret": "wrong"}).status == 404


def test_answers_may_come_twice_and_the_session_goes_on_after_a_reload(opened):
    session = begin(opened[1]).json
    assert send(session, 2, {"kind": "single", "option": RIGHT}).status == 404
    assert send(session, 1, {"kind": "gap", "gaps": {}}).status == 422
    second = send(session, 1, {"kind": "single", "option": RIGHT})
    assert second.json["question"]["place"] == 2
    again = send(session, 1, {"kind": "single", "option": RIGHT})
    assert again.json == second.json
    send(session, 1, {"kind": "single", "option": WRONG}).check_refused(409, "conflict")
    assert load(session).json == second.json
    PlacementSession.objects.update(expires_at=timezone.now())
    assert (load(session).json["state"], load(session).json["question"]) == ("expired", None)
    send(session, 2, {"kind": "single", "option": RIGHT}).check_refused(409, "attempt_closed")


def test_two_answers_at_once_ask_one_next_question(a_connection_for_each):
    manager = factories.make_user(Role.MANAGER, "Madina", "Aliyeva", email="madina@example.uz")
    made = banks.create_bank(actor=manager, name="Placement", course=None)
    for number in range(MAX_ITEMS):
        add_single(manager, made, number, number / 10)
    session = begin(make_test(manager, made.pk)[1]).json
    calls = [partial(send, session, 1, {"kind": "single", "option": option}) for option in (RIGHT, WRONG)]
    answers = call_concurrently(calls)
    assert sorted(answer.status for answer in answers) == [200, 409]
    assert PlacementAnswer.objects.count() == 2


def test_a_visitor_says_a_name_a_user_is_known_and_starts_run_out(bank, manager, pupil):
    _test, token = make_test(manager, bank.pk, daily_starts=2)
    assert begin(token, name="").refused_fields == (422, ["name"])
    own = client_for(pupil).post("/quizzes/placement/start/", {"token": token, "as_me": True})
    assert own.status == 201, own.json
    assert begin(token).status == 201
    full = begin(token)
    full.check_refused(429)
    assert int(full.headers["retry-after"]) > 80_000
    rows = client_for(manager).get("/quizzes/placement-sessions/", {"user": str(pupil.pk)}).json["results"]
    assert [(row["user"]["id"], row["visitor"]) for row in rows] == [(str(pupil.pk), "")]


def test_a_bank_with_few_questions_makes_no_test(manager):
    small = banks.create_bank(actor=manager, name="Small", course=None)
    body = {"name": "English", "bank": str(small.pk)}
    assert client_for(manager).post("/quizzes/placement-tests/", body).refused_fields == (422, ["bank"])


def test_enough_real_answers_correct_a_difficulty_and_the_audit_log_says_so(opened, manager, bank):
    test = PlacementTest.objects.get(pk=opened[0]["id"])
    questions = list(Question.objects.filter(bank=bank).order_by("difficulty")[16:23])
    wrong, rare, missed = questions[2], questions[5], questions[6]
    before = {question.pk: question.difficulty for question in questions}
    now = timezone.now()
    for person in range(240):
        session = PlacementSession.objects.create(
            test=test, name="N", secret_sha256=f"{person}", seed=1, started_at=now, expires_at=now,
            finished_at=now, ability=0, standard_error=0.45, level="B1",
        )  # fmt: skip
        rights = sum(person % 7 > step for step in range(5))
        for place, question in enumerate([*questions[:5], missed] + ([rare] if person < 20 else []), start=1):
            # The third is missed by nearly everybody: it is harder than the bank says.
            is_correct = person % 12 == 0 if question == wrong else place <= rights
            is_correct &= question != missed
            PlacementAnswer.objects.create(
                session=session, place=place, version=question.current, difficulty=question.difficulty,
                response={"kind": "single", "option": RIGHT}, is_correct=is_correct, ability=0, standard_error=1,
                asked_at=now, answered_at=now,
            )  # fmt: skip
    assert client_for(manager).post(f"/quizzes/placement-tests/{test.pk}/calibration/").status == 202
    run_jobs("quizzes.calibrate_placement")
    after = dict(Question.objects.filter(pk__in=before).values_list("pk", "difficulty"))
    assert after[wrong.pk] - before[wrong.pk] > 1
    assert after[rare.pk] == before[rare.pk], "20 answers are too few"
    assert after[missed.pk] == before[missed.pk], "nobody was right: there is no estimate"
    calibrated = [question.pk for question in questions[:5]]
    assert sum(after[key] for key in calibrated) == pytest.approx(sum(before[key] for key in calibrated), abs=0.01)
    entry = AuditLog.objects.get(action="quizzes.calibrate_bank")
    assert f"{wrong.name} {before[wrong.pk]:.2f} →" in AuditValues.objects.get(entry=entry).values["drifted"][1]


def test_names_of_visitors_go_after_a_year_and_their_answers_stay(opened, manager):
    session = begin(opened[1]).json
    take_whole(session, ability=0)
    soon = timezone.now() + timedelta(days=1)
    assert forget_visitors(before=soon, limit=10) == 1
    assert forget_visitors(before=soon, limit=10) == 0
    kept = PlacementSession.objects.get()
    assert (kept.name, kept.phone, kept.level) == ("", "", load(session).json["level"])
    assert kept.answers.filter(is_correct__isnull=False).exists()

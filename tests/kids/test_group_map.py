"""The map of a group: its children and their skills for those who teach them; and the report of a child."""

from datetime import date

import pytest
import time_machine

from apps.accounts.models import Guardian
from apps.kids.models import Skill
from apps.kids.services.mastery import GivenLevel, overrule_mastery
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.kids.kid_requests import add_skill, ask_for_skill, make_kid, play
from tests.quizzes.quiz_helpers import RIGHT, make_quiz, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]


@pytest.fixture
def skills(manager):
    """Counting to 10 needs counting to 5; rhyme stands in another area."""
    numbers, sounds = (add_skill(manager, code) for code in ("numbers", "sounds"))
    first = add_skill(manager, "count-5", parent=numbers["id"])
    second = add_skill(manager, "count-10", parent=numbers["id"], needs=[first["id"]])
    return {"count-5": first, "count-10": second, "rhyme": add_skill(manager, "rhyme", parent=sounds["id"])}


@pytest.fixture
def second_kid(second_pupil):
    return make_kid(second_pupil, date(2022, 5, 6))


def say(teacher, kid, **levels):
    """What a teacher says of each skill."""
    for code, level in levels.items():
        skill = Skill.objects.get(code=code.replace("_", "-"))
        overrule_mastery(actor=teacher, child=kid, skill=skill, level=GivenLevel(level), reason="Seen at play.")


def get_map(reader, group):
    answer = client_for(reader).get(f"/children/groups/{group.pk}/map/")
    assert answer.status == 200, answer.json
    return answer.json


def get_report(reader, kid, **query):
    answer = client_for(reader).get(f"/children/{kid.pk}/report/", query)
    assert answer.status == 200, answer.json
    return answer.json


def test_the_map_says_who_needs_what(skills, kid, second_kid, consent, group, course, teacher):
    ask_for_skill(teacher, course, skills["rhyme"])
    say(teacher, kid, count_5="mastered", count_10="low")
    say(teacher, second_kid, count_5="low")
    told = get_map(teacher, group)
    areas = [(area["area"]["code"], [skill["code"] for skill in area["skills"]]) for area in told["areas"]]
    assert areas == [("numbers", ["count-10", "count-5"]), ("sounds", ["rhyme"])]
    children = {child["id"]: child for child in told["children"]}
    first, second = children[str(kid.pk)], children[str(second_kid.pk)]
    assert (first["is_recorded"], second["is_recorded"]) == (True, False)
    assert {cell["skill"]: cell["level"] for cell in first["cells"]} == {
        skills["count-5"]["id"]: "mastered",
        skills["count-10"]["id"]: "low",
    }
    assert first["cells"][0]["facts"]["reason"] == "Seen at play."
    assert (first["needs"], second["needs"]) == ([skills["count-10"]["id"]], [skills["count-5"]["id"]])


def test_circles_say_why(skills, kid, second_kid, group, teacher):
    say(teacher, kid, count_5="low")
    say(teacher, second_kid, count_5="medium")
    answer = client_for(teacher).get(f"/children/groups/{group.pk}/circles/").json
    (circle,) = answer["circles"]
    assert (circle["skill"]["code"], [child["id"] for child in circle["children"]]) == (
        "count-5",
        [str(kid.pk), str(second_kid.pk)],
    )
    assert circle["reason"] == "“count-5”: 1 of them are low in it and 1 medium. They know what comes before it."


def test_own_children_of_a_teacher_are_left_out(skills, kid, second_kid, group, teacher, other_teacher, manager):
    say(manager, kid, count_5="low")
    Guardian.objects.create(parent=teacher, child=kid, kind="mother")
    assert [child["id"] for child in get_map(teacher, group)["children"]] == [str(second_kid.pk)]
    assert len(get_map(manager, group)["children"]) == 2
    assert client_for(teacher).get(f"/children/{kid.pk}/report/").status == 404
    for path in ("map", "circles"):
        assert client_for(other_teacher).get(f"/children/groups/{group.pk}/{path}/").status == 404


def test_the_map_takes_the_same_queries_for_few_and_many(
    manager, kid, second_kid, group, teacher, django_assert_max_num_queries
):
    area, counts = add_skill(manager, "shapes"), []
    for number in range(12):
        add_skill(manager, f"shape-{number}", parent=area["id"])
        for child in (kid, second_kid)[: number + 1]:
            say(teacher, child, **{f"shape_{number}": "low"})
        if number in (0, 11):
            with django_assert_max_num_queries(60) as asked:
                get_map(teacher, group)
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_report_says_what_was_learnt_in_its_days(skills, kid, consent, group, course, teacher, manager):
    question = ask_for_skill(teacher, course, skills["rhyme"])
    quiz = publish(teacher, make_quiz(teacher, group=group, attempts_allowed=10), [question])
    with time_machine.travel("2026-10-01T12:00:00+05:00"):
        say(teacher, kid, count_5="high")
    for _answer in range(3):
        play(kid, quiz, RIGHT["single"])
    run_jobs("kids.learn_from_attempt")
    say(teacher, kid, count_10="low")
    told = get_report(teacher, kid, days=30)
    assert (told["first"], told["last"], told["kg_class"]) == ("2026-10-22", "2026-11-20", "KG1")
    assert [skill["skill"]["code"] for skill in told["learnt"]] == ["rhyme"]
    words = {skill["skill"]["code"]: skill["words"] for area in told["areas"] for skill in area["skills"]}
    assert words == {"count-10": "Has begun.", "count-5": "Nearly has it.", "rhyme": "Nearly has it."}
    assert told["next_step"] == "Practise “count-10” together, a few minutes each day."
    longer = {skill["skill"]["code"] for skill in get_report(manager, kid, days=366)["learnt"]}
    assert longer == {"count-5", "rhyme"}
    client_for(teacher).get(f"/children/{kid.pk}/report/", {"days": 6}).check_refused(422, field="days")


def test_what_a_teacher_said_in_the_first_night_belongs_to_the_days(skills, kid, group, teacher):
    with time_machine.travel("2026-10-22T01:00:00+05:00"):
        say(teacher, kid, count_5="high")
    assert [skill["skill"]["code"] for skill in get_report(teacher, kid, days=30)["learnt"]] == ["count-5"]
    assert get_report(teacher, kid, days=29)["learnt"] == []

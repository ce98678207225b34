"""The tree of skills: areas, skills and steps, what comes before them, and their life."""

import pytest

from apps.kids.models import Skill
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.kids.kid_requests import add_skill, list_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(manager):
    return add_skill(manager, "numbers", icon="abacus")


@pytest.fixture
def counting(manager, area):
    return add_skill(
        manager, "counting-to-10", parent=area["id"], name={"uz": "10 gacha sanash", "en": "Counting to 10"}
    )


def change(author, skill, **values):
    return client_for(author).patch(f"/skills/{skill['id']}/", values)


def test_a_tree_is_listed_in_its_order(area, counting, manager, teacher, pupil):
    assert (area["kind"], counting["kind"]) == ("area", "skill")
    step = add_skill(manager, "counting-to-5", parent=counting["id"])
    assert (step["kind"], step["parent"]) == ("step", counting["id"])
    add_skill(manager, "letters", position=1)
    add_skill(manager, "adding", parent=area["id"], position=2)
    assert list_codes(teacher) == ["numbers", "counting-to-10", "counting-to-5", "adding", "letters"]
    assert client_for(pupil).get("/skills/").status == 403
    client_for(teacher).post("/skills/", {"code": "rhyme", "name": {"en": "Rhyme"}}).check_refused(403)


def test_a_skill_stands_where_it_can(area, counting, manager):
    client, step = client_for(manager), add_skill(manager, "counting-to-5", parent=counting["id"])
    under_a_step = {"code": "counting-to-3", "name": {"en": "3"}, "parent": step["id"]}
    client.post("/skills/", under_a_step).check_refused(422, field="parent")
    client.post("/skills/", {"code": "numbers", "name": {"en": "Again"}}).check_refused(422, field="code")
    client.post("/skills/", {"code": "Numbers 2", "name": {"en": "Again"}}).check_refused(422, field="code")
    client.post("/skills/", {"code": "letters", "name": {"en": " "}}).check_refused(422, field="name")
    for place in (None, counting["id"], step["id"]):
        change(manager, counting, parent=place).check_refused(422, field="parent")
    letters = add_skill(manager, "letters")
    assert change(manager, counting, parent=letters["id"]).json["parent"] == letters["id"]
    assert list_codes(manager) == ["letters", "counting-to-10", "counting-to-5", "numbers"]


def test_languages_that_are_not_sent_stay(counting, manager):
    named = change(manager, counting, name={"ru": "Счёт до 10"}).json["name"]
    assert named == {"uz": "10 gacha sanash", "ru": "Счёт до 10", "en": "Counting to 10"}
    assert AuditLog.objects.filter(action="kids.change_skill", actor=manager).count() == 1
    assert change(manager, counting, name={"ru": "Счёт до 10"}).status == 200
    assert AuditLog.objects.filter(action="kids.change_skill").count() == 1


def test_skills_that_would_need_each_other_are_refused(area, counting, manager):
    adding = add_skill(manager, "adding", parent=area["id"], needs=[counting["id"]])
    taking = add_skill(manager, "taking-away", parent=area["id"], needs=[adding["id"]])
    refused = change(manager, counting, needs=[taking["id"]])
    refused.check_refused(422, field="needs")
    assert refused.json["fields"]["needs"][0].count("→") == 3
    change(manager, counting, needs=[counting["id"]]).check_refused(422, field="needs")
    change(manager, counting, needs=[area["id"]]).check_refused(422, field="needs")
    change(manager, area, needs=[counting["id"]]).check_refused(422, field="needs")
    change(manager, counting, needs=[manager.pk.hex]).check_refused(422, field="needs")
    assert change(manager, taking, needs=[counting["id"]]).json["needs"] == [counting["id"]]
    assert change(manager, adding, needs=[taking["id"]]).status == 200


def test_an_archived_skill_is_kept_and_comes_back(area, counting, manager, teacher):
    client = client_for(manager)
    client.delete(f"/skills/{area['id']}/").check_refused(409, "conflict")
    assert client.delete(f"/skills/{counting['id']}/").status == 204
    assert client.delete(f"/skills/{area['id']}/").status == 204
    assert (list_codes(teacher), len(list_codes(teacher, archived=True))) == ([], 2)
    client.post(f"/skills/{counting['id']}/restore/").check_refused(409, "conflict")
    assert client.post(f"/skills/{area['id']}/restore/").json["archived_at"] is None
    assert client.post(f"/skills/{counting['id']}/restore/").status == 200
    assert list_codes(teacher) == ["numbers", "counting-to-10"]
    assert Skill.objects.count() == 2


def test_the_list_takes_the_same_queries_for_few_and_many(area, manager, django_assert_max_num_queries):
    client, counts = client_for(manager), []
    for number in range(2, 20):
        if number in (4, 19):
            with django_assert_max_num_queries(50) as asked:
                assert client.get("/skills/").status == 200
            counts.append(len(asked))
        add_skill(manager, f"counting-to-{number}", parent=area["id"])
    assert counts[0] == counts[1]

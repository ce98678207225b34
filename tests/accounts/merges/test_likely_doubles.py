"""Pairs of pupils who are likely one: one name, and the same birth date, guardian or phone of the family."""

from datetime import date

from apps.accounts.models import ContactPerson, Guardian, User
from apps.core.permissions import Role
from tests.accounts.merges.merge_calls import merge
from tests.factories import client_for, make_user
from tests.query_counts import check_list_cost


def list_pairs(client):
    answer = client.get("/auth/doubles/")
    assert answer.status == 200, answer.json
    return [({row["first"]["id"], row["second"]["id"]}, row["reasons"]) for row in answer.json["results"]]


def make_pupil(number, first_name="Jasur", **more):
    return make_user(Role.STUDENT, first_name, "Oripov", email=f"p{number}@example.uz", **more)


def test_namesakes_are_listed_with_what_they_share(office, pupil, parent):
    born = date(2011, 3, 4)
    User.objects.filter(pk=pupil.pk).update(birth_date=born)
    cyrillic = make_pupil(1, "Жасур", birth_date=born)
    User.objects.filter(pk=cyrillic.pk).update(last_name="Орипов")
    make_pupil(2, birth_date=date(2009, 1, 1))
    assert list_pairs(office) == [({str(pupil.pk), str(cyrillic.pk)}, ["birth_date"])]


def test_a_family_of_two_children_is_no_pair_and_a_phone_of_the_family_makes_one(office, pupil, parent):
    sister = make_pupil(1, "Asal")
    again = make_pupil(2)
    for child in (pupil, sister):
        Guardian.objects.create(parent=parent, child=child, kind="mother")
    assert list_pairs(office) == []
    User.objects.filter(pk=parent.pk).update(phone="+998901234567")
    ContactPerson.objects.create(person=again, name="Mother", phone="+998901234567")
    assert list_pairs(office) == [({str(pupil.pk), str(again.pk)}, ["phone"])]
    Guardian.objects.create(parent=parent, child=again, kind="mother")
    assert list_pairs(office) == [({str(pupil.pk), str(again.pk)}, ["guardian", "phone"])]
    assert merge(office, pupil, again).status == 200
    assert list_pairs(office) == []


def test_only_pupils_of_the_own_branches_are_listed(office, group, pupil, branch):
    born = date(2011, 3, 4)
    User.objects.filter(pk=pupil.pk).update(birth_date=born)
    other = make_pupil(1, birth_date=born)
    near = make_user(Role.MANAGER, "Ravshan", "Qosimov")
    User.objects.filter(pk=near.pk).update(all_branches=False)
    near.branches.set([branch])
    assert len(list_pairs(office)) == 1
    assert list_pairs(client_for(User.objects.get(pk=near.pk))) == []
    other.branches.set([branch])
    assert len(list_pairs(client_for(User.objects.get(pk=near.pk)))) == 1


def test_pages_are_bounded_and_cost_the_same_queries(office):
    def add(number):
        for again in range(2):
            born = date(2011, 3, number + 1)
            user = make_pupil(f"{number}-{again}", "Jasur", birth_date=born)
            Guardian.objects.create(parent=make_guardian(user), child=user, kind="mother")

    def make_guardian(user):
        return make_user(Role.PARENT, "Gulnora", email=f"g{user.number}@example.uz")

    check_list_cost(office, "/auth/doubles/", add)
    page = office.get("/auth/doubles/?page_size=1").json
    assert (page["count"], len(page["results"])) == (20, 1)
    assert page["next"]

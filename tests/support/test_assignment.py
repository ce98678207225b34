"""Who gets new tickets: rules by category and branch, in turn, by load; also at one moment."""

import pytest

from apps.core.permissions import Role
from apps.support.models import AssignmentRule, RuleMember, Ticket
from apps.support.services import routing, tickets
from tests.factories import client_for, make_user
from tests.races import run_together
from tests.support.ticket_requests import begin, read

pytestmark = pytest.mark.django_db


def set_rule(admin, *people, **more):
    body = {"method": "round_robin", "people": [str(person.pk) for person in people]} | more
    made = client_for(admin).post("/support/rules/", body)
    assert made.status == 201, made.json
    return made.json


def list_assignees():
    return list(Ticket.objects.order_by("number").values_list("assignee__first_name", flat=True))


def test_people_get_tickets_in_turn(pupil, admin, manager, teacher):
    set_rule(admin, manager, teacher)
    for number in range(4):
        begin(pupil, subject=f"Ticket {number}")
    assert list_assignees() in (["Malika", "Dilnoza"] * 2, ["Dilnoza", "Malika"] * 2)


def test_the_least_loaded_gets_the_ticket(pupil, admin, manager, teacher):
    set_rule(admin, manager, teacher, method="least_loaded")
    first, second, third = (begin(pupil, subject=f"Ticket {number}") for number in range(3))
    holder = Ticket.objects.get(pk=third["id"]).assignee
    tickets.close_ticket(actor=pupil, ticket=Ticket.objects.get(pk=first["id"]))
    tickets.close_ticket(actor=pupil, ticket=Ticket.objects.get(pk=third["id"]))
    assert begin(pupil)["assignee"]["id"] == str(holder.pk)
    assert read(pupil, second)["state"] == "in_progress"


def test_the_first_rule_that_fits_counts(pupil, admin, manager, teacher, branch):
    category = client_for(admin).post("/support/categories/", {"title": {"en": "Money"}, "priority": "high"}).json
    set_rule(admin, manager, position=2)
    rule = set_rule(admin, teacher, position=1, category=category["id"])
    assert begin(pupil)["assignee"]["id"] == str(manager.pk)
    about_money = begin(pupil, category=category["id"])
    assert (about_money["assignee"]["id"], about_money["priority"]) == (str(teacher.pk), "high")
    teacher.is_active = False
    teacher.save()
    assert begin(pupil, category=category["id"])["assignee"]["id"] == str(manager.pk), "who left gets none"
    assert client_for(admin).delete(f"/support/rules/{rule['id']}/").status == 204


def test_nobody_gets_an_own_ticket(manager, admin):
    set_rule(admin, manager)
    assert begin(manager)["assignee"] is None


def test_a_rule_has_people_of_staff_only(admin, pupil):
    body = {"method": "round_robin", "people": [str(pupil.pk)]}
    assert client_for(admin).post("/support/rules/", body).refused_fields == (422, ["people"])


def open_together(pupils):
    def work(number):
        draft = tickets.TicketDraft(source="app", subject="Now", text="Help", reporter=pupils[number])
        return tickets.open_ticket(draft).assignee_id

    return run_together(len(pupils), work)


def test_two_tickets_at_one_moment_go_to_two_people(admin, manager, teacher, a_connection_for_each, branch):
    set_rule(admin, manager, teacher)
    pupils = [make_user(Role.STUDENT, f"Pupil{letter}") for letter in "abcd"]
    chosen = open_together(pupils)
    assert sorted(map(chosen.count, (manager.pk, teacher.pk))) == [2, 2]
    assert sorted(Ticket.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_control_a_turn_that_is_not_kept_gives_all_to_one(admin, manager, teacher, monkeypatch, pupil):
    """Without the note of whose turn it was, one person gets each ticket."""
    set_rule(admin, manager, teacher)
    monkeypatch.setattr(RuleMember, "save", lambda *given, **more: None)
    assert len({begin(pupil, subject=f"Ticket {n}")["assignee"]["id"] for n in range(3)}) == 1
    assert AssignmentRule.objects.count() == 1
    assert routing.choose_assignee(Ticket.objects.first()) is not None

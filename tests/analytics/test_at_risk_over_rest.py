"""Who may leave over REST: who sees whom, why, and what was done."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.analytics.models import PupilRisk, RiskAction, RiskModel
from apps.courses.models import Group, Membership
from apps.settings.models import AuditLog, Branch
from tests import factories
from tests.factories import Role, client_for

pytestmark = pytest.mark.django_db
PATH = "/analytics/at-risk/"
DAY = date(2026, 11, 20)


@pytest.fixture
def listed(group, teacher):
    """Pupil Aziz in the teacher's group, and Botir in another group of another branch."""
    model = RiskModel.objects.create(
        counted_until=DAY,
        usual_share=0.05,
        features={"absences": {"mean": 1, "deviation": 1, "weight": 0.5}},
        quality={"auc": 0.75, "learned": {"months": ["2026-01-01", "2026-02-01"], "rows": 50, "left": 9}},
    )
    elsewhere = Group.objects.create(
        branch=Branch.objects.create(name="Narvon"), course=group.course, name="Far", capacity=9,
        lead_teacher=factories.make_user(Role.TEACHER, "Other"),
    )  # fmt: skip
    signs = {"absences": 4.0, "lessons": 8.0, "unpaid": 2.0, "silence": 13.0}
    rows = []
    for name, place, risk in (("Aziz", group, 0.4), ("Botir", elsewhere, 0.6)):
        pupil = factories.make_user(Role.STUDENT, name)
        Membership.objects.create(group=place, student=pupil, joined_on="2026-01-01")
        reasons = ["unpaid_months", "absences", "silence"]
        rows.append(
            PupilRisk.objects.create(
                student=pupil, model=model, counted_on=DAY, risk=risk, signs=signs, reasons=reasons
            )
        )
    return rows


def list_names(user, query=""):
    answer = client_for(user).get(PATH + query)
    assert answer.status == 200, answer.json
    return [row["student"]["full_name"].split()[0] for row in answer.json["results"]]


def test_highest_risk_stands_first_with_reasons_in_words(listed, admin):
    rows = client_for(admin).get(PATH).json["results"]
    assert [(row["student"]["full_name"].split()[0], row["risk"]) for row in rows] == [("Botir", 60.0), ("Aziz", 40.0)]
    assert [reason["name"] for reason in rows[0]["reasons"]] == ["unpaid_months", "absences", "silence"]
    assert rows[0]["reasons"][1]["text"] == "Missed lessons in the last 30 days: 4 of 8."
    assert (rows[0]["groups"][0]["name"], rows[0]["branches"][0]["name"]) == ("Far", "Narvon")


def test_words_follow_the_reader(listed, admin):
    User.objects.filter(pk=admin.pk).update(locale="ru")
    rows = client_for(User.objects.get(pk=admin.pk)).get(PATH).json["results"]
    assert rows[0]["reasons"][0]["text"] == "Неоплаченных месяцев: 2."


def test_teacher_sees_own_groups_and_nothing_of_money(listed, teacher):
    rows = client_for(teacher).get(PATH).json["results"]
    assert [row["student"]["full_name"].split()[0] for row in rows] == ["Aziz"]
    assert [reason["name"] for reason in rows[0]["reasons"]] == ["absences", "silence"]


def list_reasons(user, pupil):
    rows = client_for(user).get(f"{PATH}?search={pupil}").json["results"]
    return [reason["name"] for reason in rows[0]["reasons"]]


def test_three_reasons_of_those_that_the_reader_is_told_of(listed, teacher, admin):
    PupilRisk.objects.update(reasons=["unpaid_months", "absences", "silence", "falling_marks", "late_homework"])
    signs = listed[0].signs | {"earlier": 80.0, "recent": 60.0, "late": 1.0, "given": 2.0}
    PupilRisk.objects.update(signs=signs)
    assert list_reasons(teacher, "aziz") == ["absences", "silence", "falling_marks"]
    assert list_reasons(admin, "aziz") == ["unpaid_months", "absences", "silence"]


def test_money_is_told_where_all_groups_of_the_pupil_are_seen(listed, manager, admin, group):
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager = User.objects.get(pk=manager.pk)
    manager.branches.set(Branch.objects.filter(name="Narvon"))
    assert list_reasons(manager, "botir") == ["unpaid_months", "absences", "silence"]
    second = Membership.objects.create(group=group, student=listed[1].student, joined_on="2026-02-01")
    assert list_reasons(manager, "botir") == ["absences", "silence"]
    assert list_reasons(admin, "botir") == ["unpaid_months", "absences", "silence"]
    Membership.objects.filter(pk=second.pk).update(status="left", left_on="2026-03-01")
    assert list_reasons(manager, "botir") == ["unpaid_months", "absences", "silence"]


def test_numbers_of_the_whole_centre_are_for_who_sees_all_of_it(listed, teacher, manager, admin):
    bins = [{"count": 50, "predicted": 0.1, "happened": 0.12}]
    RiskModel.objects.update(quality=listed[0].model.quality | {"calibration": bins})
    seen = client_for(admin).get(f"{PATH}model/").json
    assert (seen["learned"]["rows"], seen["calibration"][0]["count"]) == (50, 50)
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    for user in (teacher, User.objects.get(pk=manager.pk)):
        seen = client_for(user).get(f"{PATH}model/").json
        assert (seen["shown"], seen["auc"]) == (True, 0.75)
        assert (seen["learned"], seen["held_out"], seen["calibration"]) == (None, None, [])


def test_notes_are_for_the_office_and_who_wrote_them(listed, teacher, admin):
    client = client_for(teacher)
    client.post(f"{PATH}{listed[0].pk}/actions/", {"kind": "called", "note": "Mine."})
    answer = client_for(admin).post(f"{PATH}{listed[0].pk}/actions/", {"kind": "met", "note": "Money is short."})
    assert answer.json["note"] == "Money is short."
    for user, notes in ((teacher, ["", "Mine."]), (admin, ["Money is short.", "Mine."])):
        actions = client_for(user).get(f"{PATH}?search=aziz").json["results"][0]["actions"]
        assert [action["note"] for action in actions] == notes


def test_manager_sees_own_branches(listed, manager):
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager = User.objects.get(pk=manager.pk)
    manager.branches.set(Branch.objects.filter(name="Narvon"))
    assert list_names(manager) == ["Botir"]
    client = client_for(manager)
    assert client.post(f"{PATH}{listed[0].pk}/actions/", {"kind": "called"}).status == 404


def test_pupil_and_parent_see_nothing(listed, pupil, parent):
    for user in (pupil, parent, listed[0].student):
        client = client_for(user)
        assert client.get(PATH).status == client.get(f"{PATH}model/").status == 403
        assert client.post(f"{PATH}{listed[0].pk}/actions/", {"kind": "called"}).status == 403


def test_staff_do_not_see_themselves_and_own_children(listed, admin, teacher):
    aziz, botir = listed
    link = Guardian.objects.create(parent=teacher, child=aziz.student, kind="mother")
    assert list_names(teacher) == []
    assert client_for(teacher).post(f"{PATH}{aziz.pk}/actions/", {"kind": "called"}).status == 404
    Guardian.objects.create(parent=admin, child=botir.student, kind="father")
    assert list_names(admin) == ["Aziz"]
    assert list_names(admin, "?search=botir") == []
    Guardian.objects.filter(pk=link.pk).update(ended_at=timezone.now() - timedelta(days=31))
    assert list_names(teacher) == ["Aziz"]
    PupilRisk.objects.filter(pk=aziz.pk).update(student=admin)
    Membership.objects.filter(student=aziz.student).update(student=admin)
    assert list_names(admin) == []


def test_filters_and_search(listed, admin, group):
    assert list_names(admin, f"?group={group.pk}") == ["Aziz"]
    assert list_names(admin, f"?branch={listed[1].student.memberships.get().group.branch_id}") == ["Botir"]
    assert list_names(admin, "?search=botir") == ["Botir"]
    RiskAction.objects.create(student=listed[0].student, by=admin, kind="called", risk=0.4)
    assert list_names(admin, "?handled=false") == ["Botir"]
    assert list_names(admin, "?handled=true") == ["Aziz"]
    RiskAction.objects.update(created_at=timezone.now() - timedelta(days=61))
    assert list_names(admin, "?handled=true") == []


def test_former_pupil_is_not_listed(listed, admin):
    Membership.objects.filter(student=listed[1].student).update(status="left", left_on=DAY)
    assert list_names(admin) == ["Aziz"]


def test_hidden_model_lists_nobody_and_says_why(listed, admin):
    assert client_for(admin).get(f"{PATH}model/").json["shown"] is True
    RiskModel.objects.create(counted_until=DAY, hidden_because="no_better")
    assert list_names(admin) == []
    answer = client_for(admin).get(f"{PATH}model/").json
    assert (answer["shown"], answer["hidden_because"]) == (False, "no_better")
    assert answer["hidden_text"]
    assert client_for(admin).post(f"{PATH}{listed[0].pk}/actions/", {"kind": "called"}).status == 404


def test_model_that_is_not_fitted_says_so(admin):
    answer = client_for(admin).get(f"{PATH}model/").json
    assert (answer["shown"], answer["hidden_because"], answer["auc"]) == (False, "not_fitted", None)


def test_what_was_done_stands_beside_the_pupil_and_in_the_audit(listed, teacher, admin):
    client = client_for(teacher)
    answer = client.post(f"{PATH}{listed[0].pk}/actions/", {"kind": "called", "note": "Comes on Friday."})
    assert answer.status == 201, answer.json
    client.post(f"{PATH}{listed[0].pk}/actions/", {"kind": "met"})
    actions = client_for(admin).get(f"{PATH}?search=aziz").json["results"][0]["actions"]
    assert [(action["kind"], action["note"]) for action in actions] == [("met", ""), ("called", "Comes on Friday.")]
    assert actions[0]["by"]["id"] == str(teacher.pk)
    assert AuditLog.objects.filter(action="analytics.risk_action", actor=teacher).count() == 2
    client.post(f"{PATH}{listed[0].pk}/actions/", {"kind": "shouted"}).check_refused(422, field="kind")


def test_number_of_queries_does_not_grow(listed, admin, group, django_assert_max_num_queries):
    client = client_for(admin)
    client.get(PATH)
    for number in range(6):
        pupil = factories.make_user(Role.STUDENT, f"More{'abcdef'[number]}")
        Membership.objects.create(group=group, student=pupil, joined_on="2026-01-01")
        PupilRisk.objects.create(student=pupil, model=listed[0].model, counted_on=DAY, risk=0.3)
    with django_assert_max_num_queries(16):
        assert len(client.get(PATH).json["results"]) == 8

"""Rates: what they may be, that no two of a kind for the same cover a day, how they end and go."""

import pytest

from apps.core.permissions import Role
from apps.payments.models import PayRate
from apps.settings.models import AuditLog
from tests import factories
from tests.payments.payment_data import create_second_branch, limit_to_branch, money_json, uzs
from tests.payments.salaries import pay_calls


def test_rate_is_created_and_listed(admin, teacher, other_teacher, group):
    answer = pay_calls.post_rate(admin, teacher, group=str(group.pk), ends_on="2026-12-31")
    assert answer.status == 201, answer.json
    assert answer.json["amount"] == uzs(pay_calls.LESSON_RATE)
    assert (answer.json["group"]["name"], answer.json["starts_on"], answer.json["ends_on"]) == (
        "A2 morning", "2026-09-01", "2026-12-31",
    )  # fmt: skip
    percent = pay_calls.post_rate(admin, other_teacher, "percent", percent_hundredths=1250)
    assert (percent.status, percent.json["amount"], percent.json["percent_hundredths"]) == (201, None, 1250)
    client = factories.client_for(admin)
    ids = {"of one": {"teacher": teacher.pk}, "later": {"on": "2027-01-01"}, "all": {}}
    ids_by_query = {
        name: {row["id"] for row in client.get("/payments/salaries/rates/", query).json["results"]}
        for name, query in ids.items()
    }
    assert ids_by_query == {
        "of one": {answer.json["id"]}, "later": {percent.json["id"]}, "all": {answer.json["id"], percent.json["id"]},
    }  # fmt: skip
    assert AuditLog.objects.filter(action="salaries.set_rate", actor=admin).count() == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param({"kind": "lesson", "amount": None}, "amount", id="a lesson without an amount"),
        pytest.param({"kind": "percent"}, "percent_hundredths", id="a share of nothing"),
        pytest.param(
            {"kind": "percent", "percent_hundredths": 100, "amount": uzs(1)}, "amount", id="a share and money"
        ),
        pytest.param({"kind": "hour", "percent_hundredths": 100}, "percent_hundredths", id="an hour and a share"),
        pytest.param({"kind": "percent", "percent_hundredths": 10_001}, "percent_hundredths", id="above everything"),
        pytest.param({"kind": "fixed", "course": "@course"}, "course", id="a month of one course"),
        pytest.param({"group": "@group", "course": "@course"}, "course", id="a group and a course"),
        pytest.param({"group": "@elsewhere"}, "group", id="a group of another branch"),
        pytest.param({"ends_on": "2026-08-31"}, "ends_on", id="ends before it begins"),
        pytest.param({"amount": uzs(0)}, "amount.amount", id="nothing"),
        pytest.param({"amount": money_json(1, "ABC")}, "amount.currency", id="an unknown currency"),
        pytest.param({"amount": uzs(1.5)}, "amount.amount", id="a broken number"),
        pytest.param({"starts_on": "1999-01-01"}, "starts_on", id="long ago"),
    ],
)
def test_invalid_rates_are_refused(admin, teacher, group, course, body, field):
    foreign = factories.make_group(branch=create_second_branch(), course=course, name="B1", teacher=teacher)
    things = {"@course": str(course.pk), "@group": str(group.pk), "@elsewhere": str(foreign.pk)}
    sent = {name: things.get(value, value) if isinstance(value, str) else value for name, value in body.items()}
    kind = sent.pop("kind", "lesson")
    assert pay_calls.post_rate(admin, teacher, kind, **sent).refused_fields == (422, [field])
    assert not PayRate.objects.exists()


def test_rates_are_only_for_staff(admin, teacher, pupil):
    assert pay_calls.post_rate(admin, pupil).json["fields"].keys() == {"teacher"}
    assert pay_calls.post_rate(admin, teacher).status == 201


def test_overlapping_rates_are_refused(admin, teacher, other_teacher, group, course):
    first = pay_calls.create_rate(admin, teacher, ends_on="2026-10-31")
    assert pay_calls.post_rate(admin, teacher, starts_on="2026-10-31").refused_fields == (409, ["starts_on"])
    others = [
        {"starts_on": "2026-11-01"},
        {"kind": "hour"},
        {"group": str(group.pk)},
        {"course": str(course.pk)},
        {"teacher": str(other_teacher.pk)},
    ]
    for more in others:
        assert pay_calls.post_rate(admin, teacher, **more).status == 201, more
        assert pay_calls.post_rate(admin, teacher, **more).status == 409, more
    longer = factories.client_for(admin).patch(f"/payments/salaries/rates/{first}/", {"ends_on": None})
    assert longer.status == 409
    shorter = factories.client_for(admin).patch(f"/payments/salaries/rates/{first}/", {"ends_on": "2026-09-30"})
    assert (shorter.status, shorter.json["ends_on"]) == (200, "2026-09-30")


def test_rate_is_ended_or_deleted(admin, teacher, group):
    pay_calls.create_held_lesson(group, 2026, 10, 6, 10)
    wrong = pay_calls.create_rate(admin, teacher, amount=uzs(1))
    pay_calls.run_pay_job()
    office = factories.client_for(admin)
    assert office.patch(f"/payments/salaries/rates/{wrong}/", {"ends_on": "2026-08-31"}).status == 422
    assert office.patch(f"/payments/salaries/rates/{wrong}/", {"amount": uzs(2)}).status == 422
    assert office.patch(f"/payments/salaries/rates/{wrong}/", {}).json["ends_on"] is None
    assert office.delete(f"/payments/salaries/rates/{wrong}/").status == 204
    assert office.delete(f"/payments/salaries/rates/{wrong}/").status == 404
    right = pay_calls.create_rate(admin, teacher)
    assert pay_calls.close_month(admin, "2026-10").status == 200
    assert office.delete(f"/payments/salaries/rates/{right}/").status == 409
    assert office.patch(f"/payments/salaries/rates/{right}/", {"ends_on": "2026-11-30"}).status == 200


def test_rates_are_of_your_branches(admin, teacher, group, client_for):
    mine = pay_calls.create_rate(admin, teacher)
    far = limit_to_branch(factories.make_user(Role.ADMIN, "Umida"), create_second_branch())
    elsewhere = client_for(far)
    assert elsewhere.get("/payments/salaries/rates/").json["count"] == 0
    for method, body in (("PATCH", {"ends_on": None}), ("DELETE", None)):
        assert elsewhere.request(method, f"/payments/salaries/rates/{mine}/", json=body).status == 404
    assert pay_calls.post_rate(far, teacher, branch=str(group.branch_id)).refused_fields == (422, ["branch"])
    assert client_for(admin).get("/payments/salaries/rates/").json["count"] == 1

"""What a run or a schedule will bill is shown first, stores nothing, and guards the act."""

from datetime import date

import pytest

from apps.accounts.models import OwnRole, User
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.jobs.models import Job
from apps.payments.models import Payment, PaymentSchedule
from apps.settings.models import AuditLog
from tests.factories import client_for, make_user
from tests.payments.payment_data import create_second_branch, limit_to_branch, uzs
from tests.payments.pricing import pricing_data
from tests.payments.pricing.pricing_data import PRICE

pytestmark = pytest.mark.usefixtures("english_centre")
RUN, SCHEDULES = "/payments/schedules/run/", "/payments/schedules/"


def post(user, path, **body):
    return client_for(user).post(path, body)


def expect(preview):
    return {name: preview[name] for name in ("payments", "totals")}


def test_run_is_previewed_and_bills_what_was_shown(group, other_group, pupil, second_pupil, other_pupil, manager):
    pricing_data.create_month(group)
    Membership.objects.filter(group=group, student=second_pupil).update(status="trial")
    preview = post(manager, f"{RUN}preview/")
    assert preview.status == 200
    shown = preview.json
    assert (shown["month"], shown["payments"], shown["totals"], shown["standing"]) == ("2026-09", 1, [uzs(PRICE)], 0)
    (of_group,) = shown["groups"]
    assert (of_group["group"]["name"], of_group["totals"]) == (group.name, [uzs(PRICE)])
    (row,) = of_group["payments"]
    assert (row["student"]["id"], row["amount"], row["period"], row["due_on"]) == (
        str(pupil.pk), uzs(PRICE), "2026-09", "2026-09-05",
    )  # fmt: skip
    skipped = {entry["reason"]: [person["id"] for person in entry["students"]] for entry in shown["skipped"]}
    assert skipped == {"not_learning": [str(second_pupil.pk)], "no_schedule": [str(other_pupil.pk)]}
    assert not Payment.objects.exists()
    assert not AuditLog.objects.filter(action="payments.run").exists()
    assert post(manager, RUN, expected=expect(shown)).json["created"] == 1
    after = post(manager, f"{RUN}preview/").json
    assert (after["payments"], after["totals"], after["standing"]) == (0, [], 1)


def test_run_that_changed_since_its_preview_bills_nothing(group, pupil, second_pupil, manager):
    pricing_data.create_month(group)
    shown = post(manager, f"{RUN}preview/").json
    PaymentSchedule.objects.update(amount=PRICE + 100)
    assert post(manager, RUN, expected=expect(shown)).refusal == (409, "preview_changed")
    for wrong in ({"payments": -1}, {"payments": 1.5}, {"payments": 2, "totals": [{"amount": 0}]}):
        assert post(manager, RUN, expected=wrong).status == 422
    assert not Payment.objects.exists()
    assert post(manager, RUN, expected=expect(post(manager, f"{RUN}preview/").json)).json["created"] == 2


def test_schedule_is_previewed_and_bills_what_was_shown(group, pupil, second_pupil, manager):
    pricing_data.create_lessons(group)
    body = {"group": str(group.pk), "amount": uzs(PRICE)}
    shown = post(manager, f"{SCHEDULES}preview/", **body)
    assert (shown.status, shown.json["month"], shown.json["payments"]) == (200, None, 2)
    assert (shown.json["totals"], shown.json["repriced"]) == ([uzs(2 * PRICE)], 0)
    assert not PaymentSchedule.objects.exists()
    assert not Job.objects.filter(kind="payments.reprice").exists()
    assert not AuditLog.objects.filter(action="payments.create_schedule").exists()
    refused = post(manager, SCHEDULES, **body, expected={"payments": 1, "totals": [uzs(PRICE)]})
    assert refused.refusal == (409, "preview_changed")
    assert not PaymentSchedule.objects.exists()
    assert post(manager, SCHEDULES, **body, expected=expect(shown.json)).status == 201
    pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": PRICE}


def test_preview_shows_which_payments_a_schedule_reprices(group, pupil, second_pupil, manager):
    pricing_data.create_month(group)
    pricing_data.run_billing(manager)
    body = {"group": str(group.pk), "amount": uzs(PRICE + 1000), "valid_from": "2026-09-02"}
    PaymentSchedule.objects.update(valid_from=date(2026, 8, 1))
    shown = post(manager, f"{SCHEDULES}preview/", **body).json
    assert (shown["payments"], shown["standing"]) == (0, 2)
    amounts = {money["currency"]: money["amount"] for money in shown["repriced_by"]}
    post(manager, SCHEDULES, **body)
    pricing_data.run_jobs()
    total = sum(Payment.objects.values_list("amount", flat=True))
    assert total - 2 * PRICE == amounts.get("UZS", 0)


def test_invalid_schedules_are_refused_in_the_preview_too(group, manager):
    body = {"group": str(group.pk), "mode": "lesson"}
    assert post(manager, f"{SCHEDULES}preview/", **body).refused_fields == (422, ["amount"])
    assert post(manager, f"{SCHEDULES}preview/", group=str(manager.pk)).refused_fields == (422, ["group"])
    assert post(manager, f"{RUN}preview/", month="2027-09").refused_fields == (422, ["month"])


def test_schedules_and_runs_ask_the_same_permission(group, manager, teacher):
    """Whoever may set prices bills nothing without `payments.run`; a foreign branch is not billed."""
    body = {"group": str(group.pk), "amount": uzs(PRICE)}
    role = OwnRole.objects.create(name={"en": "Prices"}, permissions=["payments.price", "payments.see_all"])
    sets_prices = make_user(Role.MEMBER, "Nodira")
    User.objects.filter(pk=sets_prices.pk).update(own_role=role, all_branches=True)
    for person in (teacher, sets_prices):
        for path, sent in ((SCHEDULES, body), (f"{SCHEDULES}preview/", body), (RUN, {}), (f"{RUN}preview/", {})):
            assert post(person, path, **sent).status == 403
    assert client_for(sets_prices).get(SCHEDULES).status == 200
    far = limit_to_branch(manager, create_second_branch())
    assert post(far, f"{SCHEDULES}preview/", **body).refused_fields == (422, ["group"])
    assert post(far, f"{RUN}preview/").json["groups"] == []
    User.objects.filter(pk=manager.pk).update(all_branches=True)
    assert post(manager, SCHEDULES, **body).status == 201

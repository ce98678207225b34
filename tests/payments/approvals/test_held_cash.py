"""Cash that waits lies apart from the drawer: shown, not in the ledger, handed back unless it is approved."""

import pytest
from django.utils import timezone

from apps.payments.models import Approval
from apps.payments.services.approvals import APPROVAL_LIFETIME
from tests.payments.approvals.approval_calls import ABOVE, ask_in_cash, decide, hand_back, withdraw
from tests.payments.office.office_calls import confirm_payment, get_desk_balance, post_shift
from tests.payments.payment_data import create_payment_due, uzs
from tests.query_counts import check_list_cost


@pytest.fixture
def get_held(client_for, manager, desk, shift):
    """Return a function: held cash as the desk, the report of the shift and the list of shifts show it."""

    def read():
        client, path = client_for(manager), f"/payments/cash-desks/{desk.pk}/shift/"
        (row,) = client.get("/payments/cash-desks/", {"archived": "false"}).json["results"]
        listed = next(item for item in client.get(path).json["results"] if item["id"] == str(shift.pk))
        report = client.get(f"{path}{shift.pk}/").json
        return {shown["held"]["amount"] for shown in (row, listed, report["shift"])}

    return read


def test_waiting_cash_is_shown_beside_the_drawer(client_for, manager, admin, pupil, group, desk, shift, get_held):
    office = client_for(manager)
    first, second = (ask_in_cash(office, create_payment_due(pupil, group)) for _ in range(2))
    assert confirm_payment(office, create_payment_due(pupil, group), method="transfer").status == 200
    assert (get_held(), get_desk_balance(desk)) == ({2 * ABOVE}, 0)
    assert decide(client_for(admin), first).status == 200
    assert (get_held(), get_desk_balance(desk)) == ({ABOVE}, ABOVE)
    assert office.get(f"/payments/cash-desks/{desk.pk}/shift/{shift.pk}/").json["expected"] == uzs(ABOVE)
    assert withdraw(office, second).json["held"] is True
    assert get_held() == {ABOVE}
    handed = hand_back(office, second)
    assert (handed.status, handed.json["held"], get_held()) == (200, False, {0})
    assert handed.json["handed_back_at"] is not None


def test_only_cash_that_is_held_is_handed_back(client_for, manager, admin, payment_due, pupil, group, shift):
    office, boss = client_for(manager), client_for(admin)
    approval = ask_in_cash(office, payment_due)
    assert hand_back(office, approval).refusal == (409, "approval_waiting")
    assert decide(boss, approval, "refuse", "A zero too many").status == 200
    assert hand_back(client_for(pupil), approval).status == 403
    assert hand_back(boss, approval).status == 200
    assert hand_back(boss, approval).refusal == (409, "conflict")
    transfer = ask_in_cash(office, create_payment_due(pupil, group), method="transfer")
    assert withdraw(office, transfer).json["held"] is False
    assert hand_back(office, transfer).refusal == (409, "conflict")
    approved = ask_in_cash(office, create_payment_due(pupil, group))
    assert decide(boss, approved).status == 200
    assert hand_back(office, approved).refusal == (409, "conflict")


def test_shift_with_held_cash_is_closed_and_its_desk_not_archived(client_for, manager, admin, payment_due, desk, shift):
    office, boss, path = client_for(manager), client_for(admin), f"/payments/cash-desks/{desk.pk}/"
    approval = ask_in_cash(office, payment_due)
    report = post_shift(office, desk, "close", 0)
    assert (report.status, report.json["shift"]["held"], report.json["expected"]) == (200, uzs(ABOVE), uzs(0))
    refused = boss.patch(path, {"archived": True})
    assert (refused.refusal, "20 000 001" in refused.json["detail"].replace("\xa0", " ")) == ((409, "conflict"), True)
    assert withdraw(office, approval).status == 200
    assert boss.patch(path, {"archived": True}).status == 409
    assert hand_back(office, approval).status == 200
    assert boss.patch(path, {"archived": True}).json["archived"] is True


def test_query_count_is_constant_for_approvals(client_for, manager, pupil, payment_due, desk, shift):
    def add(_number):
        Approval.objects.create(
            act="payment", method="cash", branch=desk.branch, amount=ABOVE, currency="UZS", desk=desk, shift=shift,
            student=pupil, payment=payment_due, requested_by=manager, expires_at=timezone.now() + APPROVAL_LIFETIME,
        )  # fmt: skip

    check_list_cost(client_for(manager), "/payments/approvals/", add)

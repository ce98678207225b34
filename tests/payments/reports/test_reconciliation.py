"""A provider's export against the books: what is missing here or there, and what differs."""

import io
from collections.abc import Sequence

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import User
from apps.core import clock
from apps.core.uow import unit_of_work
from apps.payments.models import LedgerTransfer, ProviderTransaction, Reconciliation
from apps.payments.services import locks, refunds, transactions
from apps.payments.services.reconciliation import MAX_DIFFERENCES
from apps.settings.models import AuditLog, Branch
from tests import factories
from tests.payments import payment_data
from tests.payments.reports.report_calls import get_json, travel_to

HEADINGS = ["ID транзакции", "Дата оплаты", "Сумма", "Статус"]
PRICE = payment_data.MONTH_PRICE


def paid(
    student: User, branch: Branch, key: str, amount: int = PRICE, *, desk: str = "cumulative"
) -> ProviderTransaction:
    """A top-up that Payme performed now."""
    with unit_of_work():
        locks.lock_account(student.pk, "UZS")
        money = payment_data.start_transaction(student, branch, amount, key, desk=desk)
        return transactions.perform_transaction(money=money, at_ms=money.create_time)


@pytest.fixture
def november(pupil, branch, admin):
    """Four payments of 450 on the 5th, of which the last was paid back, and one on the 9th."""
    with travel_to(5):
        for key in ("a1", "a2", "a3"):
            paid(pupil, branch, key)
        refunded = paid(pupil, branch, "a4")
        with unit_of_work():
            locks.lock_account(pupil.pk, "UZS")
            refunds.reverse_transaction(money=refunded, at_ms=clock.now_ms(), reason=5)
    with travel_to(9):
        paid(pupil, branch, "a5")


def row(key: str, amount: str = "450 000,00", state: str = "Оплачен", at: str = "05.11.2026 12:00:00") -> list[str]:
    return [key, at, amount, state]


def right() -> list[list[str]]:
    return [row("a1"), row("a2"), row("a3"), row("a4", state="Возврат"), row("a5", at="09.11.2026 12:00:00")]


def csv(rows: Sequence[Sequence[str]]) -> SimpleUploadedFile:
    text = "\n".join(";".join(cells) for cells in [HEADINGS, *rows])
    return SimpleUploadedFile("payme.csv", text.encode("utf-8-sig"))


def send(user: User, file: SimpleUploadedFile, **form: str) -> factories.ApiResponse:
    form = {name.rstrip("_"): value for name, value in form.items()}
    return factories.client_for(user).post(
        "/payments/reconciliation/", form={"provider": "payme", **form}, files={"file": file}
    )


def differences(answer: factories.ApiResponse) -> list[tuple[str, str, int | None, int | None]]:
    assert answer.status == 201, answer.json
    return [
        tuple(difference[name] for name in ("what", "provider_id", "ours", "theirs"))
        for difference in answer.json["differences"]
    ]


def test_export_without_differences_matches(november, admin):
    before = LedgerTransfer.objects.count()
    answer = send(admin, csv(right()))
    assert differences(answer) == []
    body = answer.json
    assert (body["state"], body["rows"], body["matched"], body["found"]) == ("matches", 5, 5, 0)
    assert (body["starts_on"], body["ends_on"]) == ("2026-11-05", "2026-11-09")
    assert body["total_ours"] == body["total_theirs"] == {"amount": 4 * PRICE, "currency": "UZS"}
    assert LedgerTransfer.objects.count() == before
    assert AuditLog.objects.filter(actor=admin, action="payments.reconcile", object_id=body["id"]).count() == 1


def test_missing_and_different_rows_are_reported(november, admin):
    rows = [row("a1"), row("a2", "440 000,00"), row("a4"), row("b9"), row("b8", state="Отменен"), right()[-1]]
    answer = send(admin, csv(rows))
    assert differences(answer) == [
        ("amount", "a2", PRICE, 44_000_000),
        ("state", "a4", -2, 2),
        ("missing_here", "b9", None, PRICE),
        ("missing_there", "a3", PRICE, None),
    ]
    assert (answer.json["state"], answer.json["rows"], answer.json["matched"]) == ("differs", 6, 3)
    assert get_json(admin, f"reconciliation/{answer.json['id']}/") == answer.json


def test_refund_called_cancelled_in_the_export_matches(november, admin):
    rows = [*right()[:3], row("a4", state="Отменён"), right()[-1]]
    assert differences(send(admin, csv(rows))) == []
    rows[0] = row("a1", state="Отменён")
    assert differences(send(admin, csv(rows))) == [("state", "a1", 2, -1)]


def test_repeated_transaction_is_a_difference(november, admin):
    rows = [*right(), row("a2"), row("b9", state="Отменен"), row("b9", "1,00")]
    answer = send(admin, csv(rows))
    assert differences(answer) == [("repeated", "a2", PRICE, PRICE), ("repeated", "b9", None, 100)]
    assert (answer.json["state"], answer.json["rows"], answer.json["matched"]) == ("differs", 8, 6)


def test_only_requested_days_are_compared(november, admin):
    rows = [row("a1"), row("a2"), row("a3"), row("a4", state="Возврат"), row("b9", at="12.11.2026 10:00:00")]
    assert differences(send(admin, csv(rows), from_="2026-11-05", to="2026-11-08")) == []
    answer = send(admin, csv(rows), from_="2026-11-05", to="2026-11-30")
    assert [difference[:2] for difference in differences(answer)] == [
        ("missing_here", "b9"), ("missing_there", "a5"),
    ]  # fmt: skip


def test_export_of_one_payme_desk(november, payment_due, pupil, branch, admin):
    with travel_to(6):
        paid(pupil, branch, "c1", 500, desk="one_time")
    assert [difference[:2] for difference in differences(send(admin, csv(right())))] == [("missing_there", "c1")]
    assert differences(send(admin, csv(right()), desk="cumulative")) == []


def test_xlsx_export_is_read(november, admin):
    book, output = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Payme Business"])
    book.active.append(HEADINGS)
    for cells in right():
        book.active.append([*cells[:2], 450_000, cells[3]])
    book.save(output)
    assert differences(send(admin, SimpleUploadedFile("payme.xlsx", output.getvalue()))) == []


def test_reconciliations_are_listed(november, admin):
    send(admin, csv(right()))
    send(admin, csv(right()[:-2]))
    page = get_json(admin, "reconciliation/")
    assert [(row["state"], row["found"], "differences" in row) for row in page["results"]] == [
        ("differs", 1, False), ("matches", 0, False),
    ]  # fmt: skip
    assert get_json(admin, "reconciliation/", state="matches")["count"] == 1
    assert get_json(admin, "reconciliation/", provider="stripe")["count"] == 0


@pytest.mark.parametrize(
    "content, status, field",
    [
        (b"", 422, "file"),
        (b"one;two\n1;2\n", 422, "file"),
        (";".join(HEADINGS).encode(), 422, "file"),
        ("\n".join([";".join(HEADINGS), ";".join(row("a1", "much"))]).encode(), 422, "file"),
        ("\n".join([";".join(HEADINGS), ";".join(row("a1", "1e999999"))]).encode(), 422, "file"),
        ("\n".join([";".join(HEADINGS), ";".join(row("a1", at="0001-01-01"))]).encode(), 422, "file"),
        (
            "\n".join([";".join(HEADINGS), *(";".join(row(f"a{n}", "9" * 12)) for n in range(120))]).encode(),
            422,
            "file",
        ),
        (b"PK\x03\x04" + b"0" * 100, 415, "file"),
        (b"%PDF-1.7 \x00\x01\x02 %%EOF", 415, "file"),
    ],
    ids=[
        "empty",
        "other columns",
        "no rows",
        "no amount",
        "more than any amount",
        "no sensible day",
        "more in all",
        "a broken zip",
        "a document",
    ],
)
def test_other_files_are_refused(admin, content, status, field):
    answer = send(admin, SimpleUploadedFile("x.csv", content))
    assert (answer.status, list(answer.json["fields"])) == (status, [field])
    assert not Reconciliation.objects.exists()


def test_periods_over_three_years_are_refused(november, admin):
    long = send(admin, csv(right()), from_="2000-01-01", to="2100-12-31")
    assert (long.status, list(long.json["fields"])) == (422, ["to"])
    wide = send(admin, csv([row("a1", at="01.01.2020 10:00:00"), row("a2")]))
    assert (wide.status, list(wide.json["fields"])) == (422, ["to"])
    assert differences(send(admin, csv(right()), from_="2025-01-01", to="2026-12-31")) == []


def test_first_differences_are_stored_and_the_others_counted(admin):
    answer = send(admin, csv([row(f"b{number:04}") for number in range(MAX_DIFFERENCES + 7)]))
    assert len(differences(answer)) == MAX_DIFFERENCES
    assert (answer.json["found"], answer.json["left_out"], answer.json["matched"]) == (MAX_DIFFERENCES + 7, 7, 0)
    listed = get_json(admin, "reconciliation/")["results"]
    assert [(item["found"], "differences" in item) for item in listed] == [(MAX_DIFFERENCES + 7, False)]


def test_wrong_day_order_and_unknown_provider_are_refused(admin):
    answer = send(admin, csv(right()), from_="2026-11-08", to="2026-11-05")
    assert (answer.status, list(answer.json["fields"])) == (422, ["from"])
    assert send(admin, csv(right()), provider="cash").status == 404


def test_reconciliation_is_for_administrators(november, admin, manager, pupil):
    stored = differences(send(admin, csv(right())))
    reconciliation = Reconciliation.objects.get()
    for path in ("/payments/reconciliation/", f"/payments/reconciliation/{reconciliation.pk}/"):
        statuses = [factories.client_for(user).get(path).status for user in (admin, manager, pupil, None)]
        assert statuses == [200, 403, 403, 401]
    assert [send(user, csv(right())).status for user in (manager, pupil)] == [403, 403]
    User.objects.filter(pk=admin.pk).update(all_branches=False)
    for path in ("/payments/reconciliation/", f"/payments/reconciliation/{reconciliation.pk}/"):
        assert factories.client_for(admin).get(path).status == 403, "an export is of every branch"
    assert send(admin, csv(right())).status == 403
    assert (stored, Reconciliation.objects.count()) == ([], 1)

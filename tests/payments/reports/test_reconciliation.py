"""A provider's export against the books: what is missing here or there, and what differs."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import User
from apps.payments.models import LedgerTransfer, Reconciliation
from apps.payments.services.reconciliation import MAX_DIFFERENCES
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.payments.payment_data import PRICE, open_payme, perform_payme, reverse_payme, uzs
from tests.payments.reports.report_calls import get_json, travel_to

HEADINGS = ["ID транзакции", "Дата оплаты", "Сумма", "Статус"]


def paid(student, branch, key, amount=PRICE, *, desk="cumulative"):
    """A top-up that Payme performed now."""
    return perform_payme(open_payme(student, branch, amount, key=key, desk=desk))


@pytest.fixture
def november(pupil, branch, admin):
    """Four payments of 450 on the 5th, of which the last was paid back, and one on the 9th."""
    with travel_to(5):
        for key in ("a1", "a2", "a3"):
            paid(pupil, branch, key)
        reverse_payme(paid(pupil, branch, "a4"))
    with travel_to(9):
        paid(pupil, branch, "a5")


def row(key, amount="450 000,00", state="Оплачен", at="05.11.2026 12:00:00"):
    return [key, at, amount, state]


def right():
    return [row("a1"), row("a2"), row("a3"), row("a4", state="Возврат"), row("a5", at="09.11.2026 12:00:00")]


def joined(*rows):
    return "\n".join(";".join(cells) for cells in [HEADINGS, *rows]).encode()


def csv(rows):
    return SimpleUploadedFile("payme.csv", b"\xef\xbb\xbf" + joined(*rows))


def send(user, file, **form):
    form = {name.rstrip("_"): value for name, value in form.items()}
    return client_for(user).post("/payments/reconciliation/", form={"provider": "payme", **form}, files={"file": file})


def differences(answer):
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
    assert body["total_ours"] == body["total_theirs"] == uzs(4 * PRICE)
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
    answer = send(admin, csv([*right(), row("a2"), row("b9", state="Отменен"), row("b9", "1,00")]))
    assert differences(answer) == [("repeated", "a2", PRICE, PRICE), ("repeated", "b9", None, 100)]
    assert (answer.json["state"], answer.json["rows"], answer.json["matched"]) == ("differs", 8, 6)


def test_only_requested_days_are_compared(november, admin):
    rows = [row("a1"), row("a2"), row("a3"), row("a4", state="Возврат"), row("b9", at="12.11.2026 10:00:00")]
    assert differences(send(admin, csv(rows), from_="2026-11-05", to="2026-11-08")) == []
    answer = send(admin, csv(rows), from_="2026-11-05", to="2026-11-30")
    assert [difference[:2] for difference in differences(answer)] == [("missing_here", "b9"), ("missing_there", "a5")]


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


OTHER_FILES = {
    "empty": (b"", 422),
    "other columns": (b"one;two\n1;2\n", 422),
    "no rows": (joined(), 422),
    "no amount": (joined(row("a1", "much")), 422),
    "more than any amount": (joined(row("a1", "1e999999")), 422),
    "no sensible day": (joined(row("a1", at="0001-01-01")), 422),
    "more in all": (joined(*(row(f"a{number}", "9" * 12) for number in range(120))), 422),
    "a broken zip": (b"PK\x03\x04" + b"0" * 100, 415),
    "a document": (b"%PDF-1.7 \x00\x01\x02 %%EOF", 415),
}


@pytest.mark.parametrize(("content", "status"), OTHER_FILES.values(), ids=OTHER_FILES.keys())
def test_other_files_are_refused(admin, content, status):
    assert send(admin, SimpleUploadedFile("x.csv", content)).refused_fields == (status, ["file"])
    assert not Reconciliation.objects.exists()


def test_periods_over_three_years_are_refused(november, admin):
    assert send(admin, csv(right()), from_="2000-01-01", to="2100-12-31").refused_fields == (422, ["to"])
    assert send(admin, csv([row("a1", at="01.01.2020 10:00:00"), row("a2")])).refused_fields == (422, ["to"])
    assert differences(send(admin, csv(right()), from_="2025-01-01", to="2026-12-31")) == []


def test_first_differences_are_stored_and_the_others_counted(admin):
    answer = send(admin, csv([row(f"b{number:04}") for number in range(MAX_DIFFERENCES + 7)]))
    assert len(differences(answer)) == MAX_DIFFERENCES
    assert (answer.json["found"], answer.json["left_out"], answer.json["matched"]) == (MAX_DIFFERENCES + 7, 7, 0)
    listed = get_json(admin, "reconciliation/")["results"]
    assert [(item["found"], "differences" in item) for item in listed] == [(MAX_DIFFERENCES + 7, False)]


def test_wrong_day_order_and_unknown_provider_are_refused(admin):
    assert send(admin, csv(right()), from_="2026-11-08", to="2026-11-05").refused_fields == (422, ["from"])
    assert send(admin, csv(right()), provider="cash").status == 404


def test_reconciliation_is_for_administrators_of_all_branches(november, admin):
    assert differences(send(admin, csv(right()))) == []
    reconciliation = Reconciliation.objects.get()
    User.objects.filter(pk=admin.pk).update(all_branches=False)
    for path in ("/payments/reconciliation/", f"/payments/reconciliation/{reconciliation.pk}/"):
        assert client_for(admin).get(path).status == 403, "an export is of every branch"
    assert send(admin, csv(right())).status == 403
    assert Reconciliation.objects.count() == 1

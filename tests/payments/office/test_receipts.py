"""Receipts: what they say, in whose language, with every letter of Uzbek in both scripts."""

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from apps.accounts.models import User
from apps.payments.models import Receipt
from apps.payments.services.receipts import get_receipt_series
from apps.settings.models import Branch, SystemSettings
from tests.accounts.people.pictures import save_image
from tests.centre.logos import put_logo
from tests.payments.office.office_calls import confirm_payment, post_shift, refund_payment
from tests.payments.office.pdf_text import read_characters
from tests.payments.payment_data import PRICE, local_today, uzs


def test_money_in_and_refunds_get_a_receipt_number_each(client_for, admin, manager, branch, desk, payment_due, shift):
    assert confirm_payment(client_for(manager), payment_due, amount=uzs(PRICE // 3)).status == 200
    assert confirm_payment(client_for(manager), payment_due).status == 200
    assert post_shift(client_for(manager), desk, "close", PRICE).status == 200
    assert post_shift(client_for(admin), desk, "open", PRICE).status == 200
    answer = refund_payment(client_for(admin), payment_due, amount=uzs(1_000_000))
    assert answer.status == 200, answer.json
    rows = Receipt.objects.order_by("number")
    year = local_today(branch).year
    assert [(row.series, row.number) for row in rows] == [(get_receipt_series(branch, year), n) for n in (1, 2, 3)]
    assert [row.kind for row in rows] == ["payment", "payment", "refund"]
    assert [row.amount for row in rows] == [PRICE // 3, PRICE - PRICE // 3, 1_000_000]
    shown = client_for(manager).get(f"/payments/{payment_due.pk}/").json["receipts"]
    assert [receipt["number"] for receipt in shown] == [f"{year}-00000{n}" for n in (3, 2, 1)]


def test_receipt_keeps_the_facts_of_its_day(client_for, manager, branch, payment_due, shift):
    assert confirm_payment(client_for(manager), payment_due).status == 200
    before = Receipt.objects.get().facts
    SystemSettings.objects.update(centre_name="Renamed", legal_tax_id="123456789")
    Branch.objects.filter(pk=branch.pk).update(name="Moved", address="Elsewhere")
    assert client_for(manager).patch(f"/payments/{payment_due.pk}/", {"title": "Other words"}).status == 200
    facts = Receipt.objects.get().facts
    assert facts == before
    assert (facts["branch"], facts["reference"]) == (branch.name, payment_due.reference)
    assert [(line["title"], line["amount"]) for line in facts["covers"]] == [("Tuition", PRICE)]


def test_receipt_pdf_is_for_users_who_see_the_payment(client_for, manager, pupil, other_pupil, payment_due, shift):
    path = f"/payments/{payment_due.pk}/receipt/"
    assert client_for(pupil).get(path).status == 404
    assert confirm_payment(client_for(manager), payment_due).status == 200
    answer = client_for(pupil).get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF-")
    assert client_for(pupil).get(path).content == answer.content
    assert client_for(other_pupil).get(path).status == 404
    unknown = {"receipt": str(payment_due.pk)}
    assert client_for(pupil).get(path, unknown).status == 404


def test_receipt_pdf_has_the_centre_logo(client_for, admin, manager, payment_due, shift):
    path, picture = f"/payments/{payment_due.pk}/receipt/", b"/Subtype/Image"
    assert confirm_payment(client_for(manager), payment_due).status == 200
    assert picture not in client_for(manager).get(path).content
    noise = Image.effect_noise((900, 700), 90).convert("RGB")
    put_logo(admin, save_image(noise, "PNG"))
    assert picture in client_for(manager).get(path).content
    default_storage.delete(SystemSettings.objects.get().logo.path)
    assert picture not in client_for(manager).get(path).content


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uz", "Toʻrt yuz ellik ming soʻm"),
        ("ru", "Четыреста пятьдесят тысяч сумов"),
        ("en", "Four hundred fifty thousand"),
    ],
)
def test_every_character_has_a_glyph(client_for, manager, pupil, branch, payment_due, shift, language, words):
    User.objects.filter(pk=pupil.pk).update(first_name="Ўткир", last_name="Ғайратов Қ. Ҳ.")
    Branch.objects.filter(pk=branch.pk).update(address="Oʻzbekiston koʻchasi 1, maʼlum & #strong[x]")
    assert confirm_payment(client_for(manager), payment_due).status == 200
    User.objects.filter(pk=pupil.pk).update(locale=language)
    reader = User.objects.get(pk=pupil.pk)
    drawn = read_characters(client_for(reader).get(f"/payments/{payment_due.pk}/receipt/").content)
    assert set(words) <= drawn
    assert set("ЎҒҚҲʻʼ&#[]№045") <= drawn
    assert "\ufffd" not in drawn


def test_receipt_has_the_legal_data_of_its_day(client_for, admin, manager, payment_due, shift):
    path = f"/payments/{payment_due.pk}/receipt/"
    legal = {"legal_name": "ЎҚИШ MCHJ", "legal_tax_id": "301567894", "legal_phone": "+998 (71) 200-33-44"}
    assert confirm_payment(client_for(manager), payment_due, amount=uzs(100)).status == 200
    without = client_for(manager).get(path).content
    assert client_for(admin).put("/settings/system/", legal).status == 200
    assert confirm_payment(client_for(manager), payment_due, amount=uzs(100)).status == 200
    newest, _first = client_for(manager).get(f"/payments/{payment_due.pk}/").json["receipts"]
    drawn = read_characters(client_for(manager).get(path, {"receipt": newest["id"]}).content)
    assert set("ЎҚИШ+()567894STIR") <= drawn
    oldest = client_for(manager).get(path, {"receipt": _first["id"]}).content
    assert (oldest == without, Receipt.objects.order_by("number")[1].facts["legal"]["address"]) == (True, "")
    empty = Receipt.objects.order_by("number")[0]
    assert set(empty.facts["legal"].values()) == {""}


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [("legal_tax_id", "12345678", "12345678901234"), ("legal_tax_id", "12345678x", ""), ("legal_phone", "ring us", "")],
)
def test_wrong_legal_data_is_refused(client_for, admin, name, wrong, right):
    refused = client_for(admin).put("/settings/system/", {name: wrong})
    assert (refused.status, list(refused.json["fields"])) == (422, [name])
    assert client_for(admin).put("/settings/system/", {name: right}).status == 200

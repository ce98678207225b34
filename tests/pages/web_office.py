"""The office in a real Chromium: `./talim test-web tests/pages/web_office.py`."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from apps.accounts.models import Guardian, TelegramLink, User
from apps.attendance.models import Attendance, Excuse
from apps.attendance.services.excuses import request_excuse
from apps.core.local_days import get_local_day
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Import
from apps.jobs import services as jobs
from apps.jobs.models import Job
from apps.lessons.models import Lesson, Room
from apps.notifications.models import Notification, NotificationLog
from apps.notifications.services import notify
from apps.payments.models import Payment
from apps.payments.services.desk_transfers import deposit_to_bank
from apps.settings.models import Branch
from tests import factories
from tests.notifications.helpers import OVERDUE
from tests.pages.browser import HTML, create_running_lesson, make_login
from tests.payments import payment_data as money

HEAD = ("Имя", "Фамилия", "Телефон", "Группа")
GOOD = (("Shahlo", "Ergasheva", "90 123 45 67", "A2 evening"), ("Anvar", "Toshev", "90 123 45 68", "A2 evening"))
BAD = (("Farrux", "Aliyev", "12345", "A2 morning"), ("Nargiza", HTML, "90 123 45 69", "No such group"))


def csv(path, *rows):
    path.write_text("\r\n".join(";".join(row) for row in rows), encoding="utf-8")
    return str(path)


def xlsx(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return str(path)


def send_photo(payer, payment):
    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(drawn, "PNG")
    file = SimpleUploadedFile("transfer.png", drawn.getvalue(), "image/png")
    path = f"/payments/{payment.pk}/proof/"
    sent = factories.client_for(payer).request("POST", path, form={"note": "From my card"}, files={"file": file})
    assert sent.status == 201, sent.json


def get_stuck(pupil):
    """A dead job, a message that did not go out, and one that should have gone out an hour ago."""
    with unit_of_work():
        jobs.enqueue(kind="sample.note", object_id="x")
    (claim,) = (job for job in jobs.claim_jobs(queue="default", limit=500, worker="test") if job.kind == "sample.note")
    jobs.fail_job(claim, reason="ValueError: no", retry=False)
    TelegramLink.objects.create(user=pupil, chat_id=42, linked_at=timezone.now())
    notify(user=pupil, type="payments.due", data=OVERDUE)
    NotificationLog.objects.filter(user=pupil, channel="telegram").update(state="failed", reason="unreachable")
    notification = Notification.objects.filter(user=pupil).latest("id")
    now = timezone.now()
    NotificationLog.objects.create(
        notification=notification, user=pupil, type=notification.type, channel="push", due_at=now - timedelta(hours=1),
        worth_until=now + timedelta(days=1),
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_office_pages(play, group, other_group, pupil, second_pupil, other_pupil, parent, admin, manager, tmp_path):
    branch = group.branch
    Group.objects.filter(pk=group.pk).update(capacity=2)
    User.objects.filter(pk=second_pupil.pk).update(first_name=HTML)
    for number in range(21):
        owing = factories.make_user(Role.STUDENT, "Debtor", f"{chr(65 + number)}ov", email=f"debtor{number}@example.uz")
        money.create_payment_due(owing, group, 1_000_000 + number, due_in=-2)
    owed = money.create_payment_due(pupil, group, due_in=-3, title="October")
    User.objects.filter(pk=parent.pk).update(phone="+998935554433")
    named = money.create_payment_due(second_pupil, group, 46_000_000, due_in=-9)
    paid = money.create_payment_due(other_pupil, other_group, 30_000_000, title="November")
    shift = money.open_shift(money.create_cash_desk(branch), manager)
    money.pay_cash(paid, shift)
    deposit_to_bank(actor=manager, desk=shift.desk, amount=10_000_000)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    prices = {"Books": 20_000_000, "Exam": 10_000_000, "Year": 2_100_000_000}
    shown = [money.create_payment_due(pupil, group, price, title=title) for title, price in prices.items()]
    for item in shown:
        send_photo(parent, item)
    office = factories.client_for(manager)
    cheaper = factories.client_for(admin).patch(
        f"/payments/{shown[0].pk}/", {"amount": money.uzs(15_000_000), "reason": "A discount"}
    )
    assert cheaper.status == 200, cheaper.json
    promise = {"how": "call", "note": "Pays on payday.", "promised_on": f"{timezone.localdate() + timedelta(days=30)}"}
    called = office.post(f"/payments/debtors/{pupil.pk}/contacts/", promise)
    assert called.status == 201, called.json
    room = Room.objects.create(branch=branch, name="204", seats=12)
    Room.objects.create(branch=branch, name="205")
    Room.objects.create(branch=Branch.objects.create(name="Yunusobod"), name="204")
    hall = Room.objects.create(branch=branch, name="The old hall", archived_at=timezone.now())
    Lesson.objects.filter(pk=create_running_lesson(other_group).pk).update(room=hall)
    lesson = create_running_lesson(group, room=room)
    today = f"{get_local_day(lesson.starts_at, branch.zone):%d.%m.%Y}"
    get_stuck(pupil)
    soon = get_local_day(lesson.starts_at, branch.zone) + timedelta(days=2)
    request_excuse(actor=other_pupil, student=other_pupil, starts_on=soon, ends_on=soon, reason="A wedding")
    appealed = {"student": "Jasur", "title": "Unit 1", "homework": "01890a5d-ac96-774b-bcce-b302099a8005"}
    notify(user=admin, type="homework.appealed", data=appealed)
    people = User.objects.count()
    marks = [("A2 morning", name, today, "keldi") for name in ("Jasur Oripov", "Nobody Known")]
    tables = {
        "pupils": csv(tmp_path / "pupils.csv", HEAD, *GOOD, *BAD),
        "workbook": xlsx(tmp_path / "workbook.xlsx", HEAD, *GOOD, *BAD),
        "marks": csv(tmp_path / "marks.csv", ("Guruh", "O'quvchi", "Sana", "Davomat"), *marks),
    }
    logins = {"login": make_login(admin), "staff": make_login(manager)}
    play("office", beside=["worker"], owed=str(owed.pk), **logins, **tables)
    kinds = Import.objects.order_by("created_at").values_list("kind", "dry_run", "state")
    assert list(kinds) == [
        ("students", True, "checked"),
        ("students", False, "undone"),
        ("students", True, "checked"),
        ("students", True, "checked"),
        ("attendance", True, "checked"),
        ("attendance", False, "undone"),
        ("students", False, "undone"),
        ("attendance", False, "done"),
    ]
    assert User.objects.count() == people
    assert Attendance.objects.get().student == pupil
    assert list(Excuse.objects.values_list("state", "answer", "decided_by")) == [("accepted", "Enjoy it.", admin.pk)]
    assert set(Job.objects.filter(kind="sample.note").values_list("state", flat=True)) == {"done"}
    assert not NotificationLog.objects.filter(state="failed").exists()
    states = [Payment.objects.get(pk=item.pk).status for item in (owed, named, *shown)]
    assert states == ["completed", "overdue", "completed", "pending", "pending"]


@pytest.mark.django_db(transaction=True)
def test_new_centre_sees_first_steps(play, manager):
    play("office-new", login=make_login(manager))
    assert not Import.objects.exists()

"""The life of an online course over REST: written, found, bought, learnt to the end, reviewed, paid to its teacher, and
exported; with every kind of thing that a course has.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import get_today
from apps.core.permissions import Role
from apps.courses.models import Course
from apps.courses.services.thumbnails import MAKE_THUMBNAILS
from apps.homework.models import Homework
from apps.payments.models import Payment
from apps.settings.queries import get_default_branch
from apps.settings.services import update_system_settings
from tests.accounts.entry import signup
from tests.accounts.people.pictures import make_jpeg
from tests.course_transfers.packages import Sender
from tests.courses.test_thumbnails import send as send_picture
from tests.factories import client_for, make_user
from tests.homework.request_helpers import post_submission
from tests.job_runs import run_jobs
from tests.learning.course_writing import Author, text_block
from tests.packages import uploading, zips
from tests.payments.payme.payme_client import SETTINGS, Payme
from tests.payments.salaries import pay_calls
from tests.resources.upload_requests import send_file

pytestmark = pytest.mark.django_db

PRICE = 30_000_000
TITLE = {"uz": "Bozorda ingliz tili", "ru": "Английский на рынке", "en": "English at the market"}
PROGRESS = {"scrolled": True, "seconds": 20}


@pytest.fixture(autouse=True)
def centre(settings, tmp_path):
    """A centre with public courses, Payme and a host for packages."""
    settings.ENV = settings.ENV.model_copy(update=SETTINGS)
    settings.PACKAGES_ORIGIN = "https://packages.talim.example.uz"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    update_system_settings(actor=None, public_catalogue=True)


def read(answer, status=200):
    assert answer.status == status, (answer.status, answer.json)
    return answer.json


def write_course(teacher, manager, first_course) -> tuple[Author, list]:
    """A priced course of two modules in draft: a preview, locked and dripped lessons, tasks, and a package."""
    hers = client_for(teacher)
    category = read(client_for(manager).post("/courses/categories/", {"name": TITLE, "slug": "languages"}), 201)
    body = {"title": TITLE, "mode": "online", "level": "A2", "category": category["id"], "tags": ["travel"]}
    made = read(hers.post("/courses/courses/", {**body, "prerequisites": [str(first_course.pk)]}), 201)
    assert (made["slug"], made["status"]) == ("english-at-the-market", "draft")
    author = Author(hers, type(first_course).objects.get(pk=made["id"]))
    sheet = send_file(hers)
    files = f"/courses/courses/{author.course.pk}/files/"
    pdf = read(hers.post(files, {"upload": sheet["id"], "title": "Sheet"}), 201)
    package = uploading.add_package(author, zips.build_scorm())
    town, home = author.add_module("In town"), author.add_module("At home")
    first = author.add_lesson(town, "Fruit", is_preview=True)
    second = author.add_lesson(
        town, "Prices",
        blocks=[text_block("So‘m"), {"id": str(uuid4()), "kind": "pdf", "file": pdf["id"], "title": "Sheet"}],
        opens=[{"rule": "after_lesson", "lesson": first["id"]}],
    )  # fmt: skip
    task = {
        "id": str(uuid4()), "kind": "assignment", "title": "My town", "answer": "text",
        "document": text_block("Write about your town.")["document"],
    }  # fmt: skip
    third = author.add_lesson(home, "A letter", blocks=[task], completion={"rule": "handed_in"})
    block = uploading.block_of(package)
    fourth = author.add_lesson(home, "Play", blocks=[block], completion={"rule": "package"})
    last = author.add_lesson(home, "Goodbye", opens=[{"rule": "after_days", "days": 3}])
    return author, [first, second, third, (fourth["id"], block["id"]), last]


@pytest.mark.usefixtures("group")
def test_a_course_from_its_draft_to_its_pay(teacher, admin, manager, nobody, course, settings, time_machine):
    office, public = client_for(manager), Client(headers={"Accept-Language": "ru"})
    author, (first, second, third, (fourth, block), last) = write_course(teacher, manager, course)
    path, hers = f"/courses/courses/{author.course.pk}/", author.client

    # A draft is nowhere; publishing the content and the course shows it.
    assert nobody.get(path).status == 404
    assert read(hers.get(f"{path}changes/"))["missing"] == []
    assert author.publish()["number"] == 1
    read(client_for(admin).patch(path, {"prices": [{"amount": PRICE, "currency": "UZS"}]}))
    assert send_picture(hers, author.course, make_jpeg(1600, 900)).status_code == 200
    run_jobs(MAKE_THUMBNAILS)
    read(office.post(f"{path}publish/"))
    today = get_today(get_default_branch().zone)
    rate = {"percent_hundredths": 3000, "course": str(author.course.pk), "starts_on": today.isoformat()}
    assert pay_calls.post_rate(admin, teacher, "sales", **rate).status == 201

    # A stranger finds it in Russian, by its tag, with a typing error, and reads the preview.
    found = read(nobody.get("/courses/courses/", {"search": "на рынк", "tag": "travel", "level": "A2"}))["results"]
    assert [(row["id"], len(row["thumbnails"]), row["is_enrolled"]) for row in found] == [
        (str(author.course.pk), 3, False)
    ]
    page = public.get("/ru/courses/english-at-the-market/").content.decode()
    assert ("Английский на рынке" in page, "Fruit" in page, "Prices" in page) == (True, True, False)
    assert str(teacher.pk) in public.get("/ru/tutors/").content.decode()
    assert read(nobody.get(f"/courses/lessons/{first['id']}/"))["blocks"][0]["html"]
    nobody.get(f"/courses/lessons/{second['id']}/").check_refused(403, "not_enrolled")

    # They sign up; the course before is free and is completed first; then this one is paid with a code.
    me, email = signup.new_client(), signup.new_email()
    signup.sign_up(me, email=email, language="ru")
    signup.verify_address(me, email, code=signup.get_sent_code(email))
    mine = client_for(User.objects.get(email=email))
    enroll = f"{path}enroll/"
    mine.post(enroll, idempotency_key="0").check_refused(409, "prerequisites_missing")
    learn_free_course(mine, course, teacher, office)
    read(office.post("/payments/discount-codes/", {"code": "BOZOR", "percent_hundredths": 1000}), 201)
    order = mine.post(enroll, {"code": "bozor"}, idempotency_key="1").json
    assert (order["code"], order["order"]["amount"]["amount"], order["checkouts"][0]["provider"]) == (
        "payment_required", PRICE * 9 // 10, "payme",
    )  # fmt: skip
    Payme().create_paid(Payment.objects.get())
    assert read(mine.get(path))["is_enrolled"] is True

    # They learn: locks open one after the other, what is handed in and what the package says counts, and it resumes.
    outline = read(mine.get(f"{path}modules/"))
    states = [lesson["state"] for module in outline["modules"] for lesson in module["lessons"]]
    assert states == ["new", "locked", "new", "new", "locked"]
    progress = f"/courses/lessons/{first['id']}/progress/"
    assert read(mine.post(progress, PROGRESS)) == read(mine.post(progress, PROGRESS))
    elsewhere = client_for(User.objects.get(email=email), device="a second device")
    assert read(elsewhere.get("/courses/learning/"))["results"][0]["next_lesson"]["id"] == second["id"]
    read(elsewhere.post(f"/courses/lessons/{second['id']}/progress/", PROGRESS))
    task = read(mine.get(f"/courses/lessons/{third['id']}/"))["tasks"][0]["homework"]["id"]
    assert post_submission(mine, Homework.objects.get(pk=task), {"text": "It is small."}).status == 202
    read(hers.post(f"/homework/{task}/review/", {"decision": "accept", "score": "90"}))
    opened = read(uploading.open_package(mine, (fourth, block)))
    done = {"cmi.core.lesson_status": "completed", "cmi.suspend_data": "page 3"}
    read(uploading.save(mine, (fourth, block), opened["version"], done))
    place = read(uploading.open_package(elsewhere, (fourth, block)))["url"].removeprefix(settings.PACKAGES_ORIGIN)
    launch = Client(headers={"Host": settings.PACKAGES_ORIGIN.removeprefix("https://")}).get(place)
    assert '"cmi.suspend_data": "page 3"' in launch.content.decode()
    assert read(mine.get("/courses/learning/"))["results"][0]["percent"] == 80
    mine.get(f"/courses/lessons/{last['id']}/").check_refused(403, "lesson_locked")
    time_machine.move_to(timezone.now() + timedelta(days=3, minutes=1))
    mine = client_for(User.objects.get(email=email))
    assert read(mine.post(f"/courses/lessons/{last['id']}/progress/", PROGRESS))["percent"] == 100

    # They review it; the catalogue shows the stars; the office sees the sale.
    read(mine.put(f"{path}reviews/mine/", {"rating": 5, "text": "Отлично!"}))
    seen = read(nobody.get(path))
    assert (seen["rating"], seen["review_count"], seen["enrolled_count"]) == (5.0, 1, 1)
    [sale] = read(client_for(manager).get("/payments/orders/"))["results"]
    assert (sale["code"], sale["status"]) == ("BOZOR", "completed")

    month = {"month": f"{today:%Y-%m}"}
    [sold] = read(client_for(admin).get("/payments/reports/sales/", month))["rows"]
    share = PRICE * 9 // 10 * 3 // 10
    assert (sold["orders"], sold["net"]["amount"], sold["shares"]["amount"]) == (1, PRICE * 9 // 10, share)
    assert pay_calls.list_pay_amounts(teacher, teacher, month["month"]) == [("sales", share)]

    # Later changes of the draft take nothing from them; the course leaves as Common Cartridge and comes back.
    hers = client_for(teacher)
    author = Author(hers, author.course)
    author.add_lesson(read(hers.get(f"{path}draft/"))["modules"][0]["id"], "More")
    author.publish()
    assert read(client_for(User.objects.get(email=email)).get(path))["progress"] == 100
    sender = Sender(hers)
    _ready, cartridge = sender.export(author.course.pk, format="common_cartridge", source="published")
    copy = sender.import_package(cartridge, "course.imscc")
    titles = [module["title"] for module in read(hers.get(f"/courses/courses/{copy['course']}/draft/"))["modules"]]
    assert titles == ["In town", "At home"]


def test_the_centre_brings_learners_and_a_second_teacher_changes_nothing(
    teacher, manager, pupil, second_pupil, nobody, course, time_machine
):
    office = client_for(manager)
    author = Author(client_for(teacher), course)
    made = read(author.client.post("/courses/courses/", {"title": TITLE, "mode": "online"}), 201)
    author.course, path = Course.objects.get(pk=made["id"]), f"/courses/courses/{made['id']}/"
    upload = send_file(author.client)
    media = read(author.client.post("/resources/", {"upload": upload["id"], "course": str(author.course.pk)}), 201)
    sheet = read(author.client.post(f"{path}files/", {"media": media["media"], "title": "Sheet"}), 201)
    pdf = {"id": str(uuid4()), "kind": "pdf", "file": sheet["id"], "title": "Sheet"}
    lesson = author.add_lesson(author.add_module(), "Prices", blocks=[text_block("So‘m"), pdf])
    author.publish()
    read(office.post(f"{path}publish/"))

    # The office enrols two until a day; a third comes by a link, which somebody else cannot use again.
    until = (timezone.now() + timedelta(days=30)).isoformat()
    people = [str(pupil.pk), str(second_pupil.pk)]
    rows = read(
        office.post("/courses/enrollments/", {"course": str(author.course.pk), "users": people, "until": until})
    )
    assert [row["status"] for row in rows["rows"]] == ["enrolled", "enrolled"]
    link = {"max_uses": 1, "expires_at": until}
    token = read(author.client.post(f"{path}invitation-links/", link), 201)["url"].rpartition("#token=")[2]
    member, late = (make_user(Role.MEMBER, name, "Karimova") for name in ("Aziza", "Nodira"))
    read(client_for(member).post("/courses/invitation-links/use/", {"token": token}), 201)
    client_for(late).post("/courses/invitation-links/use/", {"token": token}).check_refused(422, field="token")

    # They read; each is counted once a day. Another teacher may not change the course.
    for reader in (pupil, member):
        for _ in range(2):
            shown = read(client_for(reader).get(f"/courses/lessons/{lesson['id']}/"))
        assert [block["kind"] for block in shown["blocks"]] == ["text", "pdf"]
    [row] = author.draft()["modules"][0]["lessons"]
    assert row["view_count"] == 2
    other = client_for(make_user(Role.TEACHER, "Sardor", "Tosh"))
    assert read(other.get(path))["title"] == read(nobody.get(path))["title"]
    other.patch(path, {"level": "B1"}).check_refused(404)
    other.get(f"{path}draft/").check_refused(404)

    # A version is taken back; then the month is over: who was enrolled until then reads again when the office prolongs.
    author.save(author.draft()["modules"][0]["lessons"][0], title="Money")
    author.publish()
    assert [row["number"] for row in read(author.client.get(f"{path}versions/"))["results"]] == [2, 1]
    read(author.client.post(f"{path}versions/1/restore/", {"revision": author.draft()["revision"]}))
    author.publish()
    assert read(client_for(member).get(f"/courses/lessons/{lesson['id']}/"))["title"] == "Prices"
    time_machine.move_to(timezone.now() + timedelta(days=31))
    client_for(pupil).get(f"/courses/lessons/{lesson['id']}/").check_refused(403, "not_enrolled")
    [mine] = read(client_for(manager).get("/courses/enrollments/", {"user": str(pupil.pk)}))["results"]
    later = (timezone.now() + timedelta(days=30)).isoformat()
    read(client_for(manager).patch(f"/courses/enrollments/{mine['id']}/", {"until": later}))
    assert read(client_for(pupil).get(f"/courses/lessons/{lesson['id']}/"))["title"] == "Prices"


def learn_free_course(mine, course, teacher, office):
    """Publish a lesson of the course before, and learn it."""
    course.mode = "online"
    course.save()
    author = Author(client_for(teacher), course)
    lesson = author.add_lesson(author.add_module(), "Hello")
    author.publish()
    read(mine.post(f"/courses/courses/{course.pk}/enroll/", idempotency_key="free"), 201)
    assert read(mine.post(f"/courses/lessons/{lesson['id']}/progress/", PROGRESS))["percent"] == 100

"""Packages are unpacked, opened by those who may read the lesson, and keep what they say of a learner."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.learning.models import CourseFile, Enrollment, LessonProgress
from apps.packages import h5p, unpacked_files
from apps.packages.job_kinds import REMOVE_UNUSED, UNPACK
from apps.packages.models import LearnerPackage, Package
from tests.factories import ApiClient, client_for
from tests.job_runs import run_jobs
from tests.learning.course_writing import text_block
from tests.packages import zips
from tests.packages.uploading import add_package, block_of, open_package, publish_package, save

HOST = "packages.talim.example.uz"
DONE_1_2 = {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "80", "cmi.core.score.max": "100"}
PASSED = "http://adlnet.gov/expapi/verbs/passed"


def fetch(url, **headers):
    """What a browser gets from the packages' host."""
    answer = Client(headers={"Host": HOST, **headers}).get(url.removeprefix(f"https://{HOST}"))
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content, answer


@pytest.mark.parametrize(
    ("content", "kind", "files"),
    [
        (zips.build_scorm(), "scorm_1_2", 3),
        (zips.build_scorm("2004 4th Edition"), "scorm_2004", 3),
        (zips.build_scorm("CAM 1.3"), "scorm_2004", 3),
        (zips.build_h5p(), "h5p", 2),
        (zips.build_zip({"index.html": zips.PAGE}), "html", 1),
        (zips.build_zip({"top/index.html": zips.PAGE, "top/Тест.js": b"1", "__MACOSX/x": b"1"}), "html", 2),
    ],
)
def test_a_package_is_known_by_its_content(content, kind, files, author):
    package = add_package(author, content, "Market.zip")
    assert (package["state"], package["kind"], package["files"]) == ("ready", kind, files), package
    assert (package["file"]["title"], package["file"]["kind"]) == ("Market", "package")


def test_an_unpacked_page_is_served_to_its_learner_alone(author, learner, pupil):
    place = publish_package(author, zips.build_zip({"index.html": zips.PAGE, "img/Тест a.svg": b"<svg/>"}))
    opened = open_package(learner, place)
    assert opened.status == 200, opened.json
    assert opened.json["url"].startswith(f"https://{HOST}/p/")
    assert opened.json["pages_origin"] == "https://talim.example.uz"
    page = opened.json["url"].replace("launch/", "files/index.html")
    assert fetch(opened.json["url"])[0] == 200
    status, content, answer = fetch(page)
    assert (status, content, answer["Content-Type"]) == (200, zips.PAGE, "text/html; charset=utf-8")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://talim.example.uz;" in policy
    assert policy.endswith("sandbox allow-scripts allow-same-origin allow-forms")
    assert (answer["Origin-Agent-Cluster"], answer["X-Content-Type-Options"]) == ("?1", "nosniff")
    assert answer["Cache-Control"] == "private, no-cache"
    assert not answer.cookies
    assert fetch(page, **{"If-None-Match": answer["ETag"]})[0] == 304
    assert fetch(page, Range="bytes=0-4")[:2] == (206, zips.PAGE[:5])
    picture = page.replace("index.html", "img/%D0%A2%D0%B5%D1%81%D1%82%20a.svg")
    assert fetch(picture)[2]["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert fetch(page.replace("index.html", "other.html"))[0] == 404
    assert open_package(client_for(pupil), place).status == 403
    assert open_package(ApiClient(), place).status == 401


def test_the_packages_host_answers_packages_only(author, learner, settings):
    opened = open_package(learner, publish_package(author, zips.build_scorm())).json
    path = opened["url"].removeprefix(f"https://{HOST}")
    assert fetch(path)[0] == 200
    for other in ("/", "/app/", "/admin/login/", "/api/v1/health/live/", "/static/pages/assets.json", "/p/", path[:-8]):
        assert fetch(other)[0] == 404, other
    assert Client(headers={"Host": HOST}).post(path).status_code == 404
    assert Client().get(path).status_code == 404, "the centre's host has no packages"
    settings.PACKAGES_ORIGIN = ""
    assert Client(headers={"Host": HOST}).get(path).status_code in (400, 404)
    assert Client().get("/app/")["Origin-Agent-Cluster"] == "?1"


def test_the_player_of_h5p_is_served_when_it_is_installed(author, learner, settings):
    url = open_package(learner, publish_package(author, zips.build_h5p())).json["url"]
    script = url.replace("launch/", "h5p/dist/main.bundle.js")
    assert ('"h5p": false' in fetch(url)[1].decode(), fetch(script)[0]) == (True, 404)
    folder = settings.H5P_ROOT / f"{h5p.FOLDER}-{h5p.VERSION}" / "package"
    (folder / "dist").mkdir(parents=True)
    (folder / "dist" / "main.bundle.js").write_bytes(b"player")
    (folder / "LICENSE").write_bytes(b"licence")
    (settings.H5P_ROOT / "secret").write_bytes(b"no")
    assert '"h5p": true' in fetch(url)[1].decode()
    assert fetch(script)[:2] == (200, b"player")
    assert fetch(url.replace("launch/", "h5p/LICENSE"))[:2] == (200, b"licence")
    for way in ("h5p/../../secret", "h5p/%2e%2e/%2e%2e/secret", "h5p/a%00", "h5p/" + "a" * 500, "files/a%00"):
        assert fetch(url.replace("launch/", way))[0] == 404, way


def end_enrolment(lesson, course):
    Enrollment.objects.update(state="ended", ended_at=timezone.now())


def lock_lesson(lesson, course):
    Enrollment.objects.update(starts_at=timezone.now() + timedelta(days=1))


def deactivate(lesson, course):
    Enrollment.objects.get().user.__class__.objects.filter(enrollments__isnull=False).update(is_active=False)


@pytest.mark.parametrize("change", [end_enrolment, lock_lesson, deactivate])
def test_a_token_opens_nothing_once_the_lesson_is_closed(change, author, learner, course):
    place = publish_package(author, zips.build_scorm())
    url = open_package(learner, place).json["url"]
    page = url.replace("launch/", "files/index.html")
    assert [fetch(url)[0], fetch(page)[0]] == [200, 200]
    change(place[0], course)
    assert [fetch(url)[0], fetch(page)[0]] == [404, 404]
    assert save(learner, place, 0, DONE_1_2).status in (401, 403)


def test_a_draft_is_for_its_writers_and_keeps_nothing(author, learner, teacher):
    block = block_of(add_package(author, zips.build_scorm()))
    lesson = author.add_lesson(author.add_module(), "Play", blocks=[block])
    path = f"/courses/lessons/{lesson['id']}/draft/packages/{block['id']}/"
    assert learner.post(path).status in (403, 404)
    assert open_package(learner, (lesson["id"], block["id"])).status == 404
    opened = author.client.post(path).json
    assert (opened["saves"], fetch(opened["url"])[0]) == (False, 200)
    assert save(author.client, (lesson["id"], block["id"]), 0, DONE_1_2).status == 404
    author.save(author.client.get(f"/courses/lessons/{lesson['id']}/draft/").json, blocks=[text_block()])
    assert fetch(opened["url"])[0] == 404, "the draft shows it no more"


def test_what_a_package_keeps_is_there_when_it_is_opened_again(author, learner):
    place = publish_package(author, zips.build_scorm(item="<adlcp:masteryscore>70</adlcp:masteryscore>"))
    opened = open_package(learner, place).json
    cmi = {"cmi.core.lesson_status": "incomplete", "cmi.suspend_data": "page=3</script>"}
    saved = save(learner, place, opened["version"], cmi)
    assert (saved.status, saved.json["version"], saved.json["completed_at"]) == (200, 1, None)
    assert save(learner, place, opened["version"], cmi).json["version"] == 1, "the same again"
    assert save(learner, place, opened["version"], DONE_1_2).status == 409, "another device saved meanwhile"
    again = open_package(learner, place).json
    assert (again["version"], again["url"]) == (1, opened["url"])
    page = fetch(again["url"])[1].decode()
    assert '"cmi.suspend_data": "page=3\\u003c/script>"' in page
    assert '"mastery_score": "70"' in page


def test_a_lesson_is_done_when_its_package_says_so(author, learner, stranger):
    place = publish_package(author, zips.build_scorm(), completion={"rule": "package"})
    learner.get(f"/courses/lessons/{place[0]}/")
    opened = open_package(learner, place).json
    done = LessonProgress.objects.filter(user=stranger, completed_at__isnull=False)
    assert save(learner, place, opened["version"], {"cmi.core.lesson_status": "incomplete"}).status == 200
    assert not done.exists()
    saved = save(learner, place, 1, DONE_1_2).json
    assert (saved["score"], saved["completed_at"] is not None, done.count()) == (80, True, 1)
    assert Enrollment.objects.get().progress == 100
    worse = save(learner, place, 2, {"cmi.core.lesson_status": "failed", "cmi.core.score.raw": "10"}).json
    assert (worse["score"], worse["completed_at"]) == (80, saved["completed_at"])


@pytest.mark.parametrize(
    ("content", "body", "score"),
    [
        (zips.build_scorm("2004 3rd Edition"), {"cmi": {"cmi.success_status": "passed", "cmi.score.scaled": 0.5}}, 50),
        (zips.build_scorm("2004 3rd Edition"), {"cmi": {"cmi.completion_status": "completed"}}, None),
        (zips.build_h5p(), {"statements": [{"verb": PASSED, "result": {"score": {"scaled": 0.9}}}]}, 90),
    ],
)
def test_each_kind_says_it_in_its_way(content, body, score, author, learner):
    place = publish_package(author, content)
    opened = open_package(learner, place)
    assert opened.status == 200, opened.json
    saved = save(learner, place, 0, **body).json
    assert (saved["score"], saved["completed_at"] is not None) == (score, True)


def test_a_page_is_done_when_it_is_opened(author, learner):
    place = publish_package(author, zips.build_zip({"index.html": zips.PAGE}), completion={"rule": "package"})
    assert open_package(learner, place).json["completed_at"]
    assert Enrollment.objects.get().progress == 100


@pytest.mark.parametrize(
    "cmi",
    [{"cmi.suspend_data": "x" * 66_000}, {"evil": "1"}, {"cmi.a": {"b": 1}}, {"cmi.__proto__/x": "1"}],
    ids=["too much", "another name", "an object", "a strange name"],
)
def test_values_outside_the_data_model_are_refused(cmi, author, learner):
    place = publish_package(author, zips.build_scorm())
    open_package(learner, place)
    save(learner, place, 0, cmi).check_refused(422, field="cmi")
    assert LearnerPackage.objects.get().cmi == {}


def test_statements_alone_keep_what_is_stored(author, learner):
    place = publish_package(author, zips.build_h5p())
    open_package(learner, place)
    save(learner, place, 0, {"cmi.suspend_data": "{}"})
    saved = learner.put(
        f"/courses/lessons/{place[0]}/packages/{place[1]}/",
        {"version": 0, "statements": [{"verb": PASSED, "result": {"completion": True}}]},
    )
    assert (saved.status, saved.json["version"], saved.json["completed_at"] is not None) == (200, 1, True)
    assert LearnerPackage.objects.get().cmi == {"cmi.suspend_data": "{}"}


def test_files_that_the_store_lost_are_unpacked_again(author, learner):
    place = publish_package(author, zips.build_scorm())
    unpacked_files.delete_files(Package.objects.get().pk)
    assert open_package(learner, place).status == 409
    run_jobs(UNPACK)
    assert fetch(open_package(learner, place).json["url"])[0] == 200


def test_files_of_a_package_that_is_gone_are_removed(author):
    package = add_package(author, zips.build_scorm())
    kept = add_package(author, zips.build_h5p())
    CourseFile.objects.filter(pk=package["file"]["id"]).delete()
    Package.objects.exclude(kind=kept["kind"]).delete()
    assert len(unpacked_files.list_packages_with_files()) == 2

    with unit_of_work():
        jobs.enqueue(kind=REMOVE_UNUSED)
    assert run_jobs(REMOVE_UNUSED) == 1
    assert unpacked_files.list_packages_with_files() == [str(Package.objects.get().pk)]


def test_packages_that_are_off_say_so(author, learner, settings):
    place = publish_package(author, zips.build_scorm())
    settings.PACKAGES_ORIGIN = ""
    refused = open_package(learner, place)
    assert (refused.status, refused.json["detail"]) == (409, "Interactive packages are off on this server.")
    shown = learner.get(f"/courses/lessons/{place[0]}/").json["blocks"][0]["package"]
    assert shown == {"kind": "scorm_1_2", "is_ready": True, "is_on": False}

"""A person takes everything about themselves as a ZIP; a guardian that of their child."""

import html
import io
import json
import re
import tempfile
import zipfile
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import Guardian, User
from apps.accounts.services import open_session
from apps.attendance.models import AttendanceStatus
from apps.core import personal_data
from apps.core.files.links import build_signed_link
from apps.core.files.removal import remove_unused_files
from apps.core.files.stored import open_stored_file
from apps.core.models import StoredFile
from apps.core.permissions import Role
from apps.core.translated_texts import LANGUAGES
from apps.jobs.clean_up import delete_expired_rows
from apps.payments.models import Payment
from apps.portal.job_kinds import EXPORT
from apps.portal.models import ExportRequest, FamilyAnswer, FamilyMessage
from apps.portal.services import exports
from apps.portal.services.exports import write_personal_data_archive
from apps.settings.models import AuditLog
from tests import factories
from tests.attendance import register_requests
from tests.homework import submission_helpers as homework
from tests.payments.payment_data import create_payment_due
from tests.portal import job_helpers

ME = "/auth/users/me/export/"


def request_archive(user: User, path: str = ME) -> factories.ApiClient:
    """The archive is asked for and made; the client of who asked."""
    client = factories.client_for(user)
    assert client.post(path).status == 202
    job_helpers.run_single_job(EXPORT)
    return client


def opened(answer: factories.ApiResponse) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(answer.content))


def rows(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads(archive.read(f"data/{name}.json"))
    return data


def test_archive_has_the_data_and_the_recordings(pupil, assignment):
    attempt = homework.submit_and_score(assignment, pupil, homework.scored_result(80.0))
    client = factories.client_for(pupil)
    assert client.get(ME).json["state"] == "none"
    asked = client.post(ME)
    assert (asked.status, asked.json["state"], asked.json["link"]) == (202, "waiting", None)
    job_helpers.run_single_job(EXPORT)
    state = client.get(ME).json
    assert state["state"] == "ready"
    answer = factories.ApiClient().get(state["link"])
    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    archive = opened(answer)
    assert archive.testzip() is None
    (person,) = rows(archive, "accounts.user.pk")
    assert (person["email"], person["first_name"]) == (pupil.email, "Jasur")
    (transcript,) = rows(archive, "homework.homeworktranscript.attempt.homework.student")
    assert transcript["text"] == attempt.transcript.text
    assert "token" not in archive.read("data/accounts.session.user.json").decode()
    with open_stored_file(attempt.file) as sent:
        assert archive.read(f"files/{attempt.file_id}.webm") == sent.read()
    assert AuditLog.objects.filter(action="privacy.export", actor=pupil).count() == 1


def test_archive_is_written_on_the_disk_of_stored_files(pupil, assignment, monkeypatch):
    homework.submit_and_score(assignment, pupil, homework.scored_result(80.0))
    monkeypatch.setattr(tempfile, "tempdir", "/proc/nowhere")
    with pytest.raises(FileNotFoundError), tempfile.TemporaryFile():
        pass
    client = request_archive(pupil)
    assert opened(factories.ApiClient().get(client.get(ME).json["link"])).testzip() is None


def test_every_exported_path_of_the_registry_is_in_the_archive(pupil):
    content = io.BytesIO()
    write_personal_data_archive(pupil, content, reader=pupil)
    exported = [entry for entry in personal_data.list_personal_data_declarations() if entry.export]
    expected = {f"data/{e.model.lower()}.{e.path.replace('__', '.')}.json" for e in exported}
    assert set(zipfile.ZipFile(content).namelist()) == expected | {"index.html"}


TITLES = {
    "uz": ("Oila", "Guruhlar", "Davomat", "Topshirilgan ishlar", "Toʻlovlar", "Xabarlar", "Roziliklar"),
    "ru": ("Семья", "Группы", "Посещаемость", "Сданные работы", "Платежи", "Сообщения", "Согласия"),
    "en": ("Family", "Groups", "Attendance", "Submitted work", "Payments", "Messages", "Consents"),
}
VALUES = {
    "uz": ("Ona", "baholandi", "450 000 soʻm", "Jasur ertaga kelsin.", "ha"),
    "ru": ("Мама", "оценено", "450 000 сум", "Jasur завтра.", "да"),
    "en": ("Mother", "scored", "450 000 soʻm", "Jasur: tomorrow.", "yes"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_archive_has_a_page_in_the_language_of_who_asked(child, parent, teacher, group, assignment, language):
    User.objects.filter(pk=child.pk).update(locale="uz" if language == "en" else "en")
    User.objects.filter(pk=parent.pk).update(locale=language)
    attempt = homework.submit_and_score(assignment, child, homework.scored_result(80.0))
    create_payment_due(child, group)
    lesson = register_requests.create_group_lesson(group, starts=timezone.now() - timedelta(hours=1))
    status = AttendanceStatus.objects.get(code="present")
    child.marks.create(lesson=lesson, status=status, source="teacher", marked_at=timezone.now())
    words = {"uz": "Jasur ertaga kelsin.", "ru": "Jasur завтра.", "en": "Jasur: tomorrow."}
    FamilyMessage.objects.create(student=child, author=teacher, title=words, text=words)
    path = f"/auth/children/{child.pk}/export/"
    client = request_archive(parent, path)
    archive = opened(client.get(client.get(path).json["link"]))
    page = archive.read("index.html").decode()
    assert f'<html lang="{language}">' in page
    assert [title for title in TITLES[language] if f"<h2>{title}</h2>" not in page] == []
    cells = [html.unescape(cell).replace("\u00a0", " ") for cell in re.findall(r"<td>(.*?)</td>", page, re.DOTALL)]
    assert [value for value in (*VALUES[language], status.name[language]) if value not in cells] == []
    assert (parent.full_name in cells, group.name in cells, "80/100" in cells) == (True, True, True)
    links = re.findall(r'<a href="(files/[^"]+)">', page)
    assert f"files/{attempt.file_id}.webm" in links
    assert set(links) <= set(archive.namelist())


def test_page_of_the_archive_shows_markup_in_names_as_text(pupil, assignment, teacher):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
    User.objects.filter(pk=pupil.pk).update(first_name=evil, last_name=evil)
    assignment.title = evil
    assignment.save(update_fields=["title"])
    attempt = homework.submit_and_score(assignment, pupil, homework.scored_result(80.0))
    StoredFile.objects.filter(pk=attempt.file_id).update(original_name=evil)
    texts = dict.fromkeys(LANGUAGES, evil)
    FamilyMessage.objects.create(student=pupil, author=teacher, title=texts, text=texts)
    client = request_archive(pupil)
    page = opened(client.get(client.get(ME).json["link"])).read("index.html").decode()
    assert html.unescape(page).count(evil) >= 7
    parser = TagCounter()
    parser.feed(page)
    assert (parser.seen & {"script", "img", "iframe", "form", "object"}, parser.handlers) == (set(), [])


class TagCounter(HTMLParser):
    """The tags and event handlers of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.handlers += [name for name, _value in attrs if name.startswith("on")]


def test_minor_does_not_get_letters_to_the_guardians(child, parent, teacher):
    texts = {"uz": "Uyda gaplashaylik", "ru": "", "en": ""}
    FamilyMessage.objects.create(student=child, author=teacher, title=texts, text=texts)
    child.refresh_from_db()
    for reader, is_shown in ((child, False), (parent, True)):
        content = io.BytesIO()
        write_personal_data_archive(child, content, reader=reader)
        with zipfile.ZipFile(content) as archive:
            read = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".json", ".html"))]
        assert any("Uyda gaplashaylik" in text for text in read) == is_shown


def test_archive_goes_only_to_who_asked_with_the_answers_that_they_may_read(child, parent, teacher, admin):
    other = factories.make_user(Role.PARENT, "Rano")
    Guardian.objects.create(parent=other, child=child, kind="other")
    texts = dict.fromkeys(LANGUAGES, "Uyda gaplashaylik")
    letter = FamilyMessage.objects.create(student=child, author=teacher, title=texts, text=texts)
    for author, text in ((parent, "Onasi javobi"), (other, "Buvisi javobi")):
        FamilyAnswer.objects.create(message=letter, author=author, text=text)
    path = f"/auth/children/{child.pk}/export/"
    assert factories.client_for(parent).post(path).json["state"] == "waiting"
    states = [factories.client_for(user).get(where).json["state"] for user, where in ((child, ME), (other, path))]
    assert states == ["none", "none"]
    for user, where in ((child, ME), (admin, path)):
        assert factories.client_for(user).post(where).json["state"] == "waiting"
    for claim in jobs.claim_jobs(queue="default", limit=500, worker="test"):
        if claim.kind == EXPORT:
            exports.make_archive(claim)
    for reader, where, shown in ((child, ME, ()), (parent, path, (0,)), (admin, path, (0, 1))):
        archive = opened(factories.ApiClient().get(factories.client_for(reader).get(where).json["link"]))
        for name in ("index.html", "data/portal.familyanswer.message.student.json"):
            text = archive.read(name).decode()
            found = [number for number, answer in enumerate(("Onasi javobi", "Buvisi javobi")) if answer in text]
            assert (reader, name, found) == (reader, name, [*shown])


def test_page_of_the_archive_has_no_drafts_of_payments(pupil, group):
    payment = create_payment_due(pupil, group, title="Qoralama")
    Payment.objects.filter(pk=payment.pk).update(status="draft")
    content = io.BytesIO()
    write_personal_data_archive(pupil, content, reader=pupil)
    assert "Qoralama" not in zipfile.ZipFile(content).read("index.html").decode()


def test_second_request_returns_the_waiting_one(pupil):
    client = factories.client_for(pupil)
    assert client.post(ME).json == client.post(ME).json
    assert ExportRequest.objects.count() == 1


def test_at_most_three_archives_of_a_user_a_day(pupil):
    for _time in range(3):
        client = request_archive(pupil)
    refused = client.post(ME)
    assert (refused.status, refused.json["code"]) == (429, "too_many_requests")
    assert int(refused.headers["retry-after"]) > 0
    assert ExportRequest.objects.count() == 3


def test_archive_is_deleted_after_seven_days(pupil):
    client = request_archive(pupil)
    stored = ExportRequest.objects.get().file
    assert stored is not None
    link = build_signed_link(stored)
    later = timezone.now() + timedelta(days=7, minutes=1)
    ExportRequest.objects.update(expires_at=timezone.now())
    assert client.get(ME).json["state"] == "none"
    assert factories.ApiClient().get(f"/auth/exports/{link}/").status == 404
    delete_expired_rows(later)
    assert remove_unused_files(before=later) == 1
    assert not default_storage.exists(stored.path)


@pytest.mark.parametrize("who", ["the user", "a guardian"])
def test_view_as_cannot_download_the_archive(child, parent, admin, who):
    user, path = (child, ME) if who == "the user" else (parent, f"/auth/children/{child.pk}/export/")
    assert request_archive(user, path).get(path).json["link"]
    looking = open_session(user=user, device="", address=None, viewed_by=admin)
    state = factories.ApiClient(token=looking.access).get(path)
    assert (state.status, state.json["state"], state.json["link"]) == (200, "ready", None)


def test_link_of_another_file_does_not_download_an_archive(pupil, assignment):
    recording = homework.submit_recording(assignment, pupil).file
    assert factories.ApiClient().get(f"/auth/exports/{build_signed_link(recording)}/").status == 404


def test_guardian_downloads_the_archive_of_a_child(child, parent):
    path = f"/auth/children/{child.pk}/export/"
    client = request_archive(parent, path)
    state = client.get(path).json
    archive = opened(client.get(state["link"]))
    assert rows(archive, "accounts.childprofile.user") == [{"birth_date": "2017-03-04"}]
    assert rows(archive, "accounts.consent.person")[0]["given"] is True


@pytest.mark.parametrize("right", ["sees_progress", "sees_recordings", "sees_payments"])
def test_guardian_without_all_rights_gets_no_archive(child, parent, right):
    Guardian.objects.update(**{right: False})
    assert factories.client_for(parent).post(f"/auth/children/{child.pk}/export/").status == 404
    assert not ExportRequest.objects.exists()


def test_archive_of_a_user_erased_meanwhile_is_deleted(pupil, monkeypatch):
    factories.client_for(pupil).post(ME)
    original = exports.write_personal_data_archive

    def erased_meanwhile(*args: Any, **values: Any) -> None:
        original(*args, **values)
        ExportRequest.objects.all().delete()

    monkeypatch.setattr(exports, "write_personal_data_archive", erased_meanwhile)
    job_helpers.run_single_job(EXPORT)
    assert not StoredFile.objects.filter(owner=pupil).exists()


def test_failed_archive_is_reported_and_can_be_requested_again(pupil):
    client = factories.client_for(pupil)
    client.post(ME)
    jobs.fail_job(job_helpers.claim_single_job(EXPORT), reason="OSError: disk full", retry=False)
    assert client.get(ME).json["state"] == "failed"
    assert client.post(ME).json["state"] == "waiting"

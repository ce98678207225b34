"""What nobody points to goes, and only that: proven again under lock, also while somebody takes it back."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.core.errors import NotFound
from apps.core.files import removal
from apps.core.models import StoredFile, Upload
from apps.jobs.clean_up import run_clean_up
from apps.jobs.kinds import ClaimedJob
from apps.resources.models import LessonResource, MediaFile
from apps.resources.services import MaterialTarget, add_library_file, change_media, library, materials
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.resources.sample_files import PDF, office
from tests.resources.upload_requests import finish_upload, send_bytes, send_file, start_upload, upload_material

DAY = timedelta(days=1)


def later(**ages: timedelta) -> None:
    """Make uploads and stored files older than they are."""
    now = timezone.now()
    Upload.objects.update(expires_at=now - DAY)
    StoredFile.objects.update(created_at=now - ages.get("stored", 3 * DAY))


def by_hand(path: str, content: bytes = b"bytes without a row") -> str:
    return str(default_storage.save(path, ContentFile(content)))


def test_unfinished_uploads_are_deleted_with_their_bytes(store, client, lesson):
    used, unended, unsent = (start_upload(client, PDF) for _ in range(3))
    send_bytes(used, PDF)
    finish_upload(client, used, lesson)
    send_bytes(unended, PDF)
    assert removal.remove_expired_uploads(now=timezone.now()) == 0
    later()
    assert removal.remove_expired_uploads(now=timezone.now()) == 3
    assert not Upload.objects.exists()
    assert store.paths() == [StoredFile.objects.get().path]
    assert store.read(store.paths()[0]) == PDF
    assert unsent["received"] == 0


@pytest.mark.slow  # 4 s
def test_unreferenced_bytes_are_deleted_after_a_day(store, client, lesson):
    added = upload_material(client, lesson, PDF)
    coming = start_upload(client, PDF)
    send_bytes(coming, PDF)
    stray = by_hand("material/ab/stray")
    foreign = by_hand("backups/of/somebody/else")
    before = timezone.now() - DAY
    assert removal.remove_files_without_row(before=before) == 0
    assert removal.remove_files_without_row(before=timezone.now() + DAY) == 1
    known = {StoredFile.objects.get().path, Upload.objects.get(closed_at=None).key}
    assert set(store.paths()) == known | {foreign}
    assert stray not in known
    assert finish_upload(client, coming, lesson).status == 201
    assert client.get(f"/resources/{added['id']}/download/").status == 200


@pytest.mark.slow  # 2 s
def test_a_store_that_is_not_of_this_database_is_left_alone(store, teacher, lesson, caplog):
    for number in range(removal.MIN_REMOVABLE + 1):
        by_hand(f"material/00/{number}")
    assert removal.remove_files_without_row(before=timezone.now() + DAY) == 0
    assert len(store.paths()) == removal.MIN_REMOVABLE + 1


@pytest.mark.slow  # 3 s
def test_parts_of_unfinished_uploads_are_dropped(s3_store):
    client = s3_store.server.client
    for key in ("material/aa/large", "backups/large"):
        client.create_multipart_upload(Bucket=s3_store.bucket, Key=key)
    begun = client.list_multipart_uploads(Bucket=s3_store.bucket)["Uploads"][0]["Initiated"]
    assert removal.remove_files_without_row(before=begun) == 0
    assert removal.remove_files_without_row(before=begun + DAY) == 1
    left = client.list_multipart_uploads(Bucket=s3_store.bucket)["Uploads"]
    assert [upload["Key"] for upload in left] == ["backups/large"]


def archived(client, lesson) -> MediaFile:
    """An entry that was archived two days ago, and lies nowhere any more."""
    added = upload_material(client, lesson, PDF)
    client.delete(f"/resources/{added['id']}/")
    client.patch(f"/resources/library/{added['media']}/", {"archived": True})
    LessonResource.objects.all().delete()
    MediaFile.objects.update(archived_at=timezone.now() - 2 * DAY)
    return MediaFile.objects.get()


def test_unused_archived_file_is_deleted_then_its_bytes(store, client, lesson):
    archived(client, lesson)
    kept = upload_material(client, lesson, office(), title="Kept")
    client.patch(f"/resources/library/{kept['media']}/", {"archived": True})
    MediaFile.objects.update(archived_at=timezone.now() - 2 * DAY)
    assert library.remove_unused_archived_media(archived_before=timezone.now() - DAY) == 1
    later()
    run_clean_up(ClaimedJob(id=Upload.objects.all()[0].pk, kind="jobs.clean_up", object_id="", payload={}, attempt=1))
    assert [str(pk) for pk in MediaFile.objects.values_list("pk", flat=True)] == [kept["media"]]
    assert store.paths() == [StoredFile.objects.get().path]
    assert client.get(f"/resources/{kept['id']}/download/").status == 200


def test_removed_material_is_deleted_after_a_month(folder_store, client, lesson):
    added = upload_material(client, lesson, PDF)
    client.delete(f"/resources/{added['id']}/")
    job = ClaimedJob(id=lesson.pk, kind="jobs.clean_up", object_id="", payload={}, attempt=1)
    run_clean_up(job)
    assert LessonResource.objects.count() == 1
    LessonResource.objects.update(archived_at=timezone.now() - 31 * DAY)
    run_clean_up(job)
    assert LessonResource.objects.count() == 0
    assert MediaFile.objects.count() == 1


def lost_to_the_removal(client, teacher, lesson, monkeypatch, *, protected: bool) -> int:
    """Somebody takes an archived entry back and puts it on a lesson between the removal's two looks; what is lost."""
    entry = archived(client, lesson)
    if not protected:
        monkeypatch.setattr(library, "is_media_removable", lambda key, before: True)
    remove = library.remove_media_if_unused

    def taken_back_just_before(key, before):
        call_concurrently([lambda: change_media(actor=teacher, media=entry, archived=False)])
        return remove(key, before)

    monkeypatch.setattr(library, "remove_media_if_unused", taken_back_just_before)
    library.remove_unused_archived_media(archived_before=timezone.now() - DAY)
    return 1 - MediaFile.objects.filter(pk=entry.pk, archived_at=None).count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["proven again", "the control, proven once"])
def test_file_taken_back_meanwhile_is_kept(protected, folder_store, teacher, lesson, monkeypatch):
    lost = lost_to_the_removal(client_for(teacher), teacher, lesson, monkeypatch, protected=protected)
    assert (lost == 0) is protected


@pytest.mark.django_db(transaction=True)
def test_removal_and_reuse_side_by_side_lose_nothing(folder_store, teacher, lesson, client):
    """Either the entry is gone and nobody uses it, or it is used and there, bytes and all."""
    for _ in range(6):
        entry = archived(client, lesson)

        def take(entry=entry) -> None:
            try:
                change_media(actor=teacher, media=entry, archived=False)
                add_library_file(actor=teacher, target=MaterialTarget(lesson=lesson), media=entry)
            except NotFound:
                pass

        call_concurrently([take, lambda: library.remove_unused_archived_media(archived_before=timezone.now() - DAY)])
        StoredFile.objects.update(created_at=timezone.now() - 3 * DAY)
        Upload.objects.all().delete()
        removal.remove_unused_files(before=timezone.now() - DAY)
        used = LessonResource.objects.filter(media=entry)
        assert used.count() == MediaFile.objects.filter(pk=entry.pk).count() == len(folder_store.paths())
        used.delete()
        MediaFile.objects.all().delete()
        removal.remove_unused_files(before=timezone.now() + DAY)


def lost_while_ending(store, client, lesson, monkeypatch) -> int:
    """An upload is ended just when its time runs out and the clean-up comes; resources without bytes afterwards."""
    way = send_file(client)
    check = materials.check_and_get_content_type

    def while_the_clean_up_comes(opened):
        result = check(opened)
        Upload.objects.update(expires_at=timezone.now() - DAY)
        removal.remove_expired_uploads(now=timezone.now())
        return result

    monkeypatch.setattr(materials, "check_and_get_content_type", while_the_clean_up_comes)
    answer = finish_upload(client, way, lesson)
    rows = list(StoredFile.objects.values_list("path", flat=True))
    assert answer.status == (201 if rows else 409)
    return len(set(rows) - set(store.paths()))


def test_an_upload_ended_while_the_clean_up_comes_has_bytes_or_no_row(folder_store, teacher, lesson, monkeypatch):
    assert lost_while_ending(folder_store, client_for(teacher), lesson, monkeypatch) == 0


def test_the_control_without_the_second_look_has_a_row_without_bytes(folder_store, teacher, lesson, monkeypatch):
    """Bytes deleted, and the row, which is what ending looks at again under its lock, left standing."""
    monkeypatch.setattr(Upload, "delete", lambda self: (0, {}))
    assert lost_while_ending(folder_store, client_for(teacher), lesson, monkeypatch) == 1

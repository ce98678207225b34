"""Uploads: told apart by content, stored once, nothing left behind when refused."""

import hashlib
import io
import os
import wave
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.utils import timezone

from apps.core.errors import Invalid, TooLarge, UnsupportedMedia
from apps.core.files.removal import remove_unused_files
from apps.core.files.stored import compute_sha256, open_stored_file, store_upload
from apps.core.models import StoredFile
from apps.core.validators import InvalidValue, detect_audio_type
from apps.homework.models import Assignment, Attempt, Homework

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


def recording(seconds: float = 0.1) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(b"\0\0" * int(16_000 * seconds))
    return buffer.getvalue()


def upload(content: bytes, name: str = "homework.wav") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/x-lies")


def store(sent, max_bytes=MEGABYTE):
    return store_upload(owner=None, upload=sent, kind="audio", max_bytes=max_bytes)


def stored_paths() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


HEADS = {
    b"\x1a\x45\xdf\xa3" + b"\x9f\x42\x86\x81": "audio/webm",
    b"\0\0\0\x1cftypM4A ": "audio/mp4",
    b"\0\0\0\x18ftypmp42": "audio/mp4",
    b"\0\0\0\x18ftyp3gp4": "audio/3gpp",
    b"ID3\x04\0\0\0\0\0\0": "audio/mpeg",
    b"\xff\xfb\x90\x64": "audio/mpeg",
    b"\xff\xf3\x40\xc4": "audio/mpeg",
    b"\xff\xf1\x50\x80": "audio/aac",
    b"\xff\xf9\x50\x80": "audio/aac",
    b"OggS\0\x02": "audio/ogg",
    b"RIFF\x24\0\0\0WAVEfmt ": "audio/wav",
    b"fLaC\0\0\0\x22": "audio/flac",
}
NO_AUDIO = [
    *(b"", b"hello, this is text", b"<html>", b"#EXTM3U", b"v=0\no=- 0 0 IN", b"ffconcat version 1.0", b"\0" * 16),
    *(b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"PK\x03\x04", b"MZ\x90\0", b"RIFF\x24\0\0\0AVI LIST", b"GIF89a"),
    *(b"\xff\xd8\xff\xe0", b"\xff\xff\xff\xff", b"\xff\xfe<\0h\0", b"\xff\xe8\x00\x00"),
]


@pytest.mark.parametrize(("head", "content_type"), HEADS.items())
def test_recording_type_is_detected_by_its_first_bytes(head, content_type):
    assert detect_audio_type(head) == content_type


@pytest.mark.parametrize("head", NO_AUDIO)
def test_file_that_is_no_recording_is_refused_under_any_name(head):
    with pytest.raises(InvalidValue):
        detect_audio_type(head)
    before = stored_paths()
    with pytest.raises((UnsupportedMedia, Invalid)):
        store(upload(head, "homework.mp3"))
    assert stored_paths() == before
    assert not StoredFile.objects.exists()


def test_upload_is_stored_unchanged_under_a_generated_name():
    content = recording()
    stored = store(upload(content, "../../etc/\x00passwd\u202e.wav"))
    assert (stored.content_type, stored.size) == ("audio/wav", len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.path == f"audio/{stored.sha256[:2]}/{stored.pk}.wav"
    assert "/" not in stored.original_name
    assert stored.original_name.isprintable()
    with open_stored_file(stored) as opened:
        assert opened.read() == content


def test_large_upload_spooled_to_disk_is_stored_completely():
    content = recording(seconds=60)
    spooled = TemporaryUploadedFile("homework.wav", "audio/wav", len(content), None)
    spooled.write(content)
    stored = store(spooled, 4 * MEGABYTE)
    spooled.close()
    with open_stored_file(stored) as opened:
        assert hashlib.sha256(opened.read()).hexdigest() == stored.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("spooled", [False, True])
def test_file_and_folders_are_flushed_to_disk_before_the_row_exists(spooled, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    flushed, really = [], os.fsync

    def flush(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").resolve())
        assert not StoredFile.objects.exists()
        really(handle)

    monkeypatch.setattr(os, "fsync", flush)
    content = recording()
    sent = TemporaryUploadedFile("homework.wav", "audio/wav", len(content), None) if spooled else upload(content)
    if spooled:
        sent.write(content)
    stored = store(sent)
    named = (stored.path, Path(stored.path).parent, "audio", "")
    assert set(flushed) >= {tmp_path / "media" / place for place in named}
    sent.close()


def test_empty_or_too_large_upload_is_refused_and_not_stored():
    before = stored_paths()
    with pytest.raises(Invalid) as refused:
        store(upload(b""))
    assert list(refused.value.fields) == ["file"]
    content = recording()
    with pytest.raises(TooLarge):
        store(upload(content), len(content) - 1)
    stored = store(upload(content), len(content))
    assert stored.size == len(content)
    assert len(stored_paths()) == len(before) + 1


def test_file_is_removed_when_its_row_cannot_be_written(monkeypatch):
    before = stored_paths()

    def fail(**values: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(StoredFile.objects, "create", fail)
    with pytest.raises(ZeroDivisionError):
        store(upload(recording()))
    assert stored_paths() == before


def test_unused_file_is_removed_after_a_day_and_used_one_is_kept(group, teacher, pupil):
    used, unused, fresh = (store(upload(recording(0.1 * number))) for number in (1, 2, 3))
    moment = timezone.now()
    StoredFile.objects.exclude(pk=fresh.pk).update(created_at=moment - timedelta(hours=25))
    assignment = Assignment.objects.create(
        group=group, author=teacher, kind="reading", title="Read", reference_text="Hello", attempts_allowed=3, coins=5
    )
    homework = Homework.objects.create(assignment=assignment, student=pupil)
    Attempt.objects.create(homework=homework, number=1, file=used)
    assert remove_unused_files(before=moment - timedelta(hours=24)) == 1
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {used.pk, fresh.pk}
    assert [default_storage.exists(file.path) for file in (used, unused, fresh)] == [True, False, True]
    assert remove_unused_files(before=moment - timedelta(hours=24)) == 0


def test_hashing_an_upload_rewinds_it():
    content = recording()
    sent = upload(content)
    assert compute_sha256(sent) == hashlib.sha256(content).hexdigest()
    assert sent.read() == content

"""The same in a bucket: whole when its last object is there, read again, cleared, and its troubles in words."""

import os

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from apps.backups import bucket, sets
from apps.backups.location_addresses import open_backup_location
from apps.backups.models import BackupRun
from tests.backups.conftest import back_up, stored


@pytest.fixture
def s3(bucket_server, monkeypatch):
    monkeypatch.setattr(bucket, "PART_BYTES", 5 * 1024 * 1024)  # the least that S3 takes
    return bucket_server


@pytest.mark.slow  # 12 s
def test_backup_and_restore_with_a_bucket(s3, key):
    to = "s3://backups/centre"
    stored(os.urandom(11 * 1024 * 1024))
    stored(b"small")
    back_up(to, key[1])
    first = sets.select_set(open_backup_location(to))
    assert {name.partition("/")[0] for name in s3.keys("backups")} == {"centre"}
    call_command("backup_check", to, identity=[str(key[0])])

    s3.trouble, s3.only, s3.times = "503", "PUT", 4
    with pytest.raises(CommandError, match="s3://backups/centre answers"):
        back_up(to, key[1])
    s3.well()
    assert [set_.name for set_ in sets.list_complete_sets(open_backup_location(to))] == [first.name]

    s3.client.put_object(Bucket="backups", Key="centre/sets/2026-01-01T00-00-00.000Z/database.age", Body=b"half")
    s3.client.create_multipart_upload(Bucket="backups", Key=f"centre/files/aa/{'a' * 64}.0123abcd.age")
    assert "2026-01-01T00-00-00.000Z, which was never finished" in back_up(to, key[1], keep="1,0,0")
    assert [set_.name > first.name for set_ in sets.list_complete_sets(open_backup_location(to))] == [True]
    assert "Uploads" not in s3.client.list_multipart_uploads(Bucket="backups")
    call_command("backup_check", to, identity=[str(key[0])])

    s3.client.delete_object(Bucket="backups", Key=f"centre/{sets.select_set(open_backup_location(to)).prefix}set.json")
    with pytest.raises(CommandError, match="no whole backup"):
        call_command("backup_check", to)
    with pytest.raises(CommandError, match="NoSuchBucket"):
        back_up("s3://elsewhere/centre", key[1])


@pytest.mark.slow  # 5 s
def test_other_objects_in_the_bucket_are_kept(s3, key):
    theirs = ("media/video.mp4", "files/aa/theirs.age", "sets/of dishes/plate")
    for name in theirs:
        s3.client.create_multipart_upload(Bucket="backups", Key=name)
        s3.client.put_object(Bucket="backups", Key=name, Body=b"theirs")
    s3.client.create_multipart_upload(Bucket="backups", Key="key.age")
    first = stored(os.urandom(100))
    back_up("s3://backups", key[1], keep="0,0,0")
    default_storage.delete(first.path)
    first.delete()
    stored(os.urandom(100))
    back_up("s3://backups", key[1], keep="0,0,0")
    begun = {upload["Key"] for upload in s3.client.list_multipart_uploads(Bucket="backups")["Uploads"]}
    assert begun == set(theirs)
    assert set(theirs) <= set(s3.keys("backups"))
    [left] = sets.list_complete_sets(open_backup_location("s3://backups"))
    [mine] = sets.read_set_objects(open_backup_location("s3://backups"), left.name)
    assert [name for name in s3.keys("backups") if name.startswith("files/")] == sorted([mine, "files/aa/theirs.age"])


def test_ended_upload_during_cleanup_is_ignored(s3, key):
    name = f"centre/files/aa/{'a' * 64}.0123abcd.age"
    upload = s3.client.create_multipart_upload(Bucket="backups", Key=name)["UploadId"]
    dropped: list[str] = []

    def end_it(method: str, path: str) -> None:
        if method == "DELETE" and "uploadId=" in path:
            dropped.append(path)
            s3.client.abort_multipart_upload(Bucket="backups", Key=name, UploadId=upload)

    s3.before = end_it
    back_up("s3://backups/centre", key[1])
    assert len(dropped) == 1
    begun = s3.client.list_multipart_uploads(Bucket="backups").get("Uploads", ())
    assert name not in {upload["Key"] for upload in begun}


@pytest.mark.slow
def test_backup_succeeds_when_old_sets_cannot_be_removed(s3, key):
    to = "s3://backups/centre"
    back_up(to, key[1])
    s3.trouble, s3.only, s3.times = "503", "DELETE", 1000
    output = back_up(to, key[1], keep="0,0,0")
    s3.well()
    assert "NOT REMOVED older backups" in output
    last = BackupRun.objects.latest("finished_at")
    assert (last.ok, last.reason, "s3://backups/centre answers" in last.left_over) == (True, "", True)
    assert last.name == sets.select_set(open_backup_location(to)).name
    back_up(to, key[1], keep="0,0,0")
    last = BackupRun.objects.latest("finished_at")
    assert (last.left_over, len(sets.list_complete_sets(open_backup_location(to)))) == ("", 1)


def test_reader_is_closed_when_reading_stops(s3):
    place = open_backup_location("s3://backups/centre")
    with place.open_writer("files/large") as target:
        target.write(os.urandom(2_000_000))
    with place.open_reader("files/large") as source:
        assert len(source.read(10)) == 10
        assert not source._raw_stream.closed
    assert source._raw_stream.closed
    with pytest.raises(ZeroDivisionError), place.open_reader("files/large") as source:
        source.read(10)
        raise ZeroDivisionError
    assert source._raw_stream.closed

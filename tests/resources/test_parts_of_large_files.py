"""A large file goes to the bucket in parts: whatever ends badly leaves none of them, and says 503."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.core.errors import Unavailable
from apps.core.files import removal

LARGE = 9 * 1024 * 1024
"""More than goes in one request."""
DAY = timedelta(days=1)


def begun(s3_store: Any) -> list[str]:
    multipart_uploads = s3_store.server.client.list_multipart_uploads(Bucket=s3_store.bucket)
    return [upload["Key"] for upload in multipart_uploads.get("Uploads", ())]


@pytest.mark.parametrize("method", ["PUT", "POST"], ids=["a part", "the end"])
def test_a_large_file_that_cannot_be_stored_as_a_whole_leaves_no_parts(s3_store, method):
    def refuse(sent: str, path: str) -> None:
        if sent == method and "uploadId=" in path:
            s3_store.server.trouble, s3_store.server.only = "503", method

    s3_store.server.before = refuse
    with pytest.raises(Unavailable):
        default_storage.save("material/aa/large", ContentFile(bytes(LARGE)))
    s3_store.server.well()
    assert "DELETE" in {sent for sent, path in s3_store.server.requests if path.startswith(f"/{s3_store.bucket}/")}
    assert begun(s3_store) == s3_store.paths() == []
    default_storage.save("material/aa/large", ContentFile(bytes(LARGE)))
    assert s3_store.paths() == ["material/aa/large"]


def test_an_upload_that_ends_while_old_ones_are_dropped_keeps_none_of_them(db, s3_store):
    client, names = s3_store.server.client, ("material/aa/first", "material/bb/second")
    ids = {}
    for key in names:
        ids[key] = client.create_multipart_upload(Bucket=s3_store.bucket, Key=key)["UploadId"]
    newest = max(upload["Initiated"] for upload in client.list_multipart_uploads(Bucket=s3_store.bucket)["Uploads"])

    def end_it(sent: str, path: str) -> None:
        if sent == "DELETE" and names[0] in path:
            client.abort_multipart_upload(Bucket=s3_store.bucket, Key=names[0], UploadId=ids[names[0]])

    s3_store.server.before = end_it
    assert removal.remove_files_without_row(before=newest + DAY) == 1
    assert begun(s3_store) == []


def test_nothing_can_be_stored_in_a_bucket_that_is_gone(s3_store):
    s3_store.server.client.delete_bucket(Bucket=s3_store.bucket)
    with pytest.raises(Unavailable):
        default_storage.save("material/aa/small", ContentFile(b"small"))

"""The S3 store (`S3_BUCKET`): AWS, MinIO and compatible servers.

All errors of the store and the network become Unavailable (503), except a missing object: FileNotFoundError.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from apps.core.errors import Unavailable
from apps.core.files.direct_access import DirectUpload

CONNECT_SECONDS = 5
READ_SECONDS = 10
TRIES = 2
MEMORY_PER_FILE = 2 * 1024 * 1024
LINK_SECONDS = 300
BYTES = "application/octet-stream"


def build_client_config(
    *, addressing: str = "auto", connect_seconds: float = CONNECT_SECONDS, read_seconds: float = READ_SECONDS
) -> Config:
    """Return the client settings: limited waiting times and retries, no checksums that only AWS knows."""
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": addressing},
        connect_timeout=connect_seconds,
        read_timeout=read_seconds,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        max_pool_connections=20,
    )


@contextmanager
def _translate_errors() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError(str(error)) from error
        raise Unavailable(retry_after=5) from error
    except (BotoCoreError, Boto3Error, RetriesExceededError) as error:
        raise Unavailable(retry_after=5) from error


class S3ObjectStream:
    """The body of an object, read as a stream."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        with _translate_errors():
            return bytes(self._body.read(None if size < 0 else size))


class S3Store(S3Storage):  # type: ignore[misc]
    """Django storage in one bucket, with direct access (`apps.core.files.direct_access`)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("client_config", build_client_config(addressing=options.get("addressing_style") or "auto"))
        super().__init__(**options)

    def get_default_settings(self) -> dict[str, Any]:
        """Set safe defaults: no overwriting, limited memory and time."""
        return {
            **super().get_default_settings(),
            "file_overwrite": False,
            "max_memory_size": MEMORY_PER_FILE,
            "querystring_expire": LINK_SECONDS,
            "upload_method": "post",
            "transfer_config": TransferConfig(max_concurrency=2, num_download_attempts=TRIES),
        }

    @_translate_errors()
    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        opened: File[Any] = super()._open(name, mode)
        if "r" in mode:
            opened.open()
        return opened

    @contextmanager
    def stream_object(self, name: str) -> Iterator["S3ObjectStream"]:
        """Read an object as a stream, without a temporary file. Raise FileNotFoundError when it is missing."""
        with _translate_errors():
            key = self._normalize_name(clean_name(name))
            body = self._client.get_object(Bucket=self.bucket_name, Key=key)["Body"]
        try:
            yield S3ObjectStream(body)
        finally:
            body.close()

    def _save(self, name: str, content: "File[Any]") -> str:
        try:
            with _translate_errors():
                return str(super()._save(name, content))
        except FileNotFoundError as error:
            raise Unavailable(retry_after=5) from error

    delete = _translate_errors()(S3Storage.delete)
    exists = _translate_errors()(S3Storage.exists)
    size = _translate_errors()(S3Storage.size)
    listdir = _translate_errors()(S3Storage.listdir)
    get_modified_time = _translate_errors()(S3Storage.get_modified_time)

    @_translate_errors()
    def upload_form(self, key: str, *, size: int, seconds: int) -> DirectUpload:
        """Return a POST policy for this key and size, or a signed PUT where the store supports no POST."""
        headers = {"Content-Type": BYTES}
        if self.upload_method == "put":
            parameters = {"Bucket": self.bucket_name, "Key": key, "ContentLength": size, "ContentType": BYTES}
            url = self._client.generate_presigned_url("put_object", Params=parameters, ExpiresIn=seconds)
            return DirectUpload("PUT", url, headers=headers)
        conditions = [headers, ["content-length-range", size, size]]
        form = self._client.generate_presigned_post(
            self.bucket_name, key, Fields=headers, Conditions=conditions, ExpiresIn=seconds
        )
        return DirectUpload("POST", form["url"], fields=form["fields"])

    @_translate_errors()
    def download_address(self, path: str, *, content_type: str, disposition: str, seconds: int) -> str:
        """Return a presigned GET URL; the store answers with these headers."""
        parameters = {
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": "private, no-store",
        }
        return str(self.url(path, parameters=parameters, expire=seconds))

    @property
    def links_origin(self) -> str:
        """Return the scheme and host of its URLs, as policies of pages name them; "" while it cannot sign."""
        try:
            address = self.download_address("file", content_type=BYTES, disposition="inline", seconds=LINK_SECONDS)
        except Unavailable:
            return ""
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}"

    def get_object_size(self, key: str) -> int | None:
        """Return the size of the object at `key`, or None."""
        with suppress(FileNotFoundError):
            return int(self.size(key))
        return None

    @_translate_errors()
    def copy(self, key: str, path: str) -> None:
        """Copy within the bucket. Raise FileNotFoundError when nothing is at `key`."""
        source = {"Bucket": self.bucket_name, "Key": key}
        self.bucket.Object(path).copy_from(CopySource=source, MetadataDirective="REPLACE", ContentType=BYTES)

    @_translate_errors()
    def abort_unfinished_uploads(self, folders: Iterable[str], *, before: datetime) -> int:
        """Abort multipart uploads into these folders that began before that time; return how many."""
        dropped = 0
        for folder in folders:
            for upload in list(self.bucket.multipart_uploads.filter(Prefix=f"{folder}/")):
                if upload.initiated < before:
                    with suppress(self.bucket.meta.client.exceptions.NoSuchUpload):
                        upload.abort()
                        dropped += 1
        return dropped

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

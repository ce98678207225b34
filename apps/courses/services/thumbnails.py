"""Pictures of courses: one that somebody sends, and the sizes of it that a job makes for lists and phones."""

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.images import make_small_webp, make_webp_widths
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.files.stored import open_stored_file, read_uploaded_image, store_image
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.courses.models import Course, CourseThumbnail
from apps.courses.services.locks import lock_course
from apps.jobs.kinds import ClaimedJob, PermanentFailure
from apps.settings.services import write_audit_log

MAX_BYTES = 10 * 1024 * 1024
WIDTHS = (320, 640, 1280)
"""In pixels: a card on a phone, on a sharp screen, and the page of a course."""
MAKE_THUMBNAILS = "courses.make_thumbnails"


def set_course_thumbnail(*, course: Course, actor: User, upload: "UploadedFile[bytes] | None") -> Course:
    """Set or remove the picture of the course. The file has no owner, so it stays when its sender is erased. Do not
    call inside a transaction.

    Raise what `read_thumbnail` raises; then nothing changes.
    """
    stored = None if upload is None else store_image(owner=None, data=read_thumbnail(upload))
    replace_thumbnail(course=course, actor=actor, stored=stored)
    return Course.objects.select_related("category", "thumbnail").get(pk=course.pk)


def read_thumbnail(upload: "UploadedFile[bytes]") -> bytes:
    """Return a picture for a course as WebP, decoded and encoded anew, at most as wide as the widest of WIDTHS.

    Raise what `read_uploaded_image` and `make_small_webp` raise.
    """
    return make_small_webp(read_uploaded_image(upload=upload, max_bytes=MAX_BYTES), max_side=max(WIDTHS))


def replace_thumbnail(*, course: Course, actor: User, stored: StoredFile | None) -> None:
    """Set a stored picture as that of the course, or none; a job makes its sizes. Files of the one before are left to
    the clean-up.
    """
    with unit_of_work():
        old = lock_course(course.pk).thumbnail_id
        Course.objects.filter(pk=course.pk).update(thumbnail=stored, updated_at=timezone.now())
        CourseThumbnail.objects.filter(course=course).delete()
        changes = {"thumbnail": (old and str(old), stored and str(stored.pk))}
        write_audit_log(actor, "courses.set_thumbnail", course, changes)
        if stored is not None:
            jobs.enqueue(kind=MAKE_THUMBNAILS, object_id=course.pk)


def make_thumbnails(job: ClaimedJob) -> None:
    """Job handler: make the picture of a course in WIDTHS, none wider than it is. Nothing is left of the work where
    the picture was changed meanwhile.
    """
    course = Course.objects.filter(pk=job.object_id).select_related("thumbnail").first()
    picture = course.thumbnail if course else None
    made = {}
    if picture is not None:
        try:
            with open_stored_file(picture) as opened:
                images = make_webp_widths(opened.read(), widths=WIDTHS)
        except (FileNotFoundError, Invalid) as error:
            raise PermanentFailure("the picture cannot be read") from error
        made = {width: store_image(owner=None, data=data) for width, data in images.items()}
    with unit_of_work():
        jobs.complete_job(job)
        locked = Course.objects.select_for_update(no_key=True).filter(pk=job.object_id).first()
        if picture is None or locked is None or locked.thumbnail_id != picture.pk:
            return
        CourseThumbnail.objects.filter(course=locked).delete()
        CourseThumbnail.objects.bulk_create(
            CourseThumbnail(course=locked, width=width, file=stored) for width, stored in made.items()
        )


def find_missing_thumbnails(job: ClaimedJob) -> None:
    """Job handler: make the sizes of pictures that have none, as those set by an earlier version."""
    with unit_of_work():
        jobs.complete_job(job)
        missing = Course.objects.filter(thumbnail__isnull=False, thumbnails__isnull=True)
        jobs.enqueue_many(kind=MAKE_THUMBNAILS, object_ids=list(missing.values_list("pk", flat=True)))

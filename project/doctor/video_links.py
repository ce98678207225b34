"""Checks who hands out the segments of videos."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from apps.video.models import Video
from apps.video.video_files import FOLDER
from project.doctor.findings import Finding, bad, ok, warn

PASSED_BY_OTHERS = 0o001


def check_video_links() -> Iterator[Finding]:
    """Warn of web processes that send segments themselves, and find folders that nginx cannot pass."""
    media = Path(settings.MEDIA_ROOT)
    if settings.ENV.s3_bucket:
        yield ok("video", "the S3 store hands out the segments")
    elif not settings.VIDEO_LINK_SECRET:
        if not Video.objects.exists():
            yield ok("video", "no video yet; web processes would send the segments (VIDEO_LINK_SECRET is empty)")
            return
        remedy = "Set VIDEO_LINK_SECRET for the processes and for nginx, or use S3 (docs/video.md)."
        yield warn("video", "web processes send the segments, four at a time: that is a trial", remedy)
    elif closed := [folder for folder in (media, media / FOLDER) if _is_closed(folder)]:
        yield bad("video", f"nginx cannot reach the segments below {closed[0]}", f"chmod o+x {closed[0]}")
    else:
        yield ok("video", "nginx hands out the segments")


def _is_closed(folder: Path) -> bool:
    return folder.is_dir() and not folder.stat().st_mode & PASSED_BY_OTHERS

"""Whether there is room on the disks for more of a film."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from apps.jobs.kinds import PostponeJob
from apps.video import work_folders


def check_space(*, after: timedelta, more_bytes: int = 0) -> None:
    """Raise PostponeJob, for a try `after` that pause, while the disk of the store or of the work folders would have
    less than VIDEO_RESERVE_MB free with so many bytes more.
    """
    folders = [work_folders.get_root().parent]
    if isinstance(default_storage, FileSystemStorage):
        folders.append(Path(default_storage.location))
    for folder in folders:
        if folder.is_dir() and shutil.disk_usage(folder).free < settings.VIDEO_RESERVE_BYTES + more_bytes:
            raise PostponeJob("The disk is nearly full.", after=after)

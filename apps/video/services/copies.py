"""Copies of films for viewers: asked for, deleted by them, and deleted when their time is over."""

import re
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.durations import DAY
from apps.core.errors import Conflict
from apps.core.files.links import build_file_download_link
from apps.core.files.stored import clean_file_name, erase_stored_file
from apps.core.uow import unit_of_work
from apps.events.publishing import get_user_stream, publish_event
from apps.jobs.kinds import ClaimedJob
from apps.video.events import CopyChanged
from apps.video.job_kinds import COPY_PRIORITY, MAKE_COPY
from apps.video.models import CopyState, FilmCopy, Playback, Provider
from apps.video.places import all_video_places

LIFE = 7 * DAY
"""How long a copy is kept after it is ready, and a refused one."""
MOST_UNFINISHED, MOST_COPIES = 2, 10
"""How many a viewer has at once: being made, and in all."""
UNFINISHED = (CopyState.WAITING, CopyState.RUNNING)


def request_copy(*, playback: Playback) -> FilmCopy:
    """Have a copy made of the film that a viewer watches; one that they have or wait for is returned as it is.

    The place of the playback is where their access is asked from now on. Raise Conflict for a film at another host,
    while MOST_UNFINISHED copies are being made for the viewer, and while they have MOST_COPIES.
    """
    user, video = playback.user, playback.video
    if video.provider != Provider.OWN:
        raise Conflict(_("This film lies with another host. Copies of it cannot be made."))
    where: dict[str, Any] = {"place": playback.place, "place_id": playback.place_id, "block": playback.block}
    get_title = all_video_places()[playback.place].get_title
    assert get_title is not None
    title = get_title(user, playback.place_id, playback.block)[:200]
    _delete_ended(
        Q(user=user, video=video, expires_at__lte=timezone.now()) | Q(user=user, video=video, state="refused")
    )
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        mine = FilmCopy.objects.filter(user=user).exclude(state=CopyState.REFUSED)
        if mine.filter(video=video).update(title=title, **where):
            return mine.get(video=video)
        if mine.filter(state__in=UNFINISHED).count() >= MOST_UNFINISHED:
            raise Conflict(_("Two copies are being made for you. Ask again when one of them is ready."))
        if mine.count() >= MOST_COPIES:
            oldest = mine.order_by("created_at")[0]
            text = _("You have %(count)d copies, the most at once. Delete one of them, such as that of “%(title)s”.")
            raise Conflict(text % {"count": MOST_COPIES, "title": oldest.title})
        copy = FilmCopy.objects.create(user=user, video=video, title=title, **where)
        jobs.enqueue(kind=MAKE_COPY, object_id=copy.pk, priority=COPY_PRIORITY)
    return copy


def create_download_link(copy: FilmCopy) -> str:
    """Return a link, valid for five minutes, that saves a copy that is ready."""
    assert copy.file is not None
    name = clean_file_name(re.sub(r"[/\\]", "-", copy.title)) or "film"
    return build_file_download_link(copy.file, name=f"{name}.mp4")


def delete_copy(*, copy: FilmCopy) -> None:
    """Delete a copy and its file. The job of one that is being made ends at its next piece. Do not call it in a
    transaction.
    """
    with unit_of_work():
        rows = FilmCopy.objects.select_for_update(of=("self",)).select_related("file")
        now = rows.filter(pk=copy.pk).first()
        if now is not None:
            now.delete()
    if now is not None and now.file is not None:
        erase_stored_file(now.file)


def remove_expired_copies(job: ClaimedJob) -> None:
    """Job handler: delete the copies whose time is over, with their files. Safe to run twice."""
    _delete_ended(Q(expires_at__lte=timezone.now()))
    with unit_of_work():
        jobs.complete_job(job)


def refuse_copy(copy: FilmCopy) -> None:
    """Refuse an unfinished copy; another may be asked for. Call it in a unit of work."""
    copy.state, copy.refusal, copy.expires_at = CopyState.REFUSED, "failed", timezone.now() + LIFE
    fields = {"state": copy.state, "refusal": copy.refusal, "expires_at": copy.expires_at}
    if update_unfinished(copy, **fields):
        publish_copy_change(copy)


def update_unfinished(copy: FilmCopy, **fields: Any) -> bool:
    """Change a copy unless it was deleted or ended meanwhile; return whether it was changed."""
    rows = FilmCopy.objects.filter(pk=copy.pk, state__in=UNFINISHED)
    return bool(rows.update(**fields, updated_at=timezone.now()))


def publish_copy_change(copy: FilmCopy) -> None:
    """Tell the viewer how far their copy is. Call it in a unit of work."""
    publish_event(get_user_stream(copy.user_id), CopyChanged.from_copy(copy))


def _delete_ended(which: Q) -> None:
    for copy in FilmCopy.objects.filter(which):
        delete_copy(copy=copy)

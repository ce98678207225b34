"""Announcements: created, scheduled, cancelled, and sent in batches.

One job notifies `BATCH_SIZE` users and enqueues the next batch, in one transaction: a worker that dies in between told
none of its batch, and the next try starts there. The notification key prevents duplicates. Cancelling and sending each
use one conditional UPDATE, so that only one of them wins.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.translated_texts import LANGUAGES
from apps.core.uow import unit_of_work
from apps.events.publishing import get_group_stream, publish_event
from apps.jobs.kinds import ClaimedJob
from apps.messaging.sms_checks import MAX_PARTS
from apps.notifications.channels import Channel
from apps.notifications.models import Announcement, AnnouncementScope
from apps.notifications.services import notify
from apps.notifications.templates import CONTROL_CHARACTERS
from apps.portal import audiences
from apps.portal.audiences import PARENTS, PUPILS, count_sms_parts, list_recipients, serialize_announcement
from apps.portal.events import AnnouncementPublished
from apps.portal.job_kinds import ANNOUNCE
from apps.portal.notification_types import ANNOUNCED
from apps.settings.services import write_audit_log

BATCH_SIZE = 500
MAX_DAYS_AHEAD = timedelta(days=60)
TITLE_LENGTH = 120
MAX_BYTES = {"title": 300, "text": 2000}
"""Of each language, as JSON: an event carries all three."""


def draft_announcement(
    *,
    author: User,
    scope: str,
    object_id: UUID | None,
    role: str = "",
    audience: Sequence[str] = (PUPILS,),
    title: Mapping[str, str],
    text: Mapping[str, str],
    channels: Sequence[str] = (),
    send_at: datetime | None = None,
) -> Announcement:
    """Return a validated announcement that is not stored. Raise Invalid on the wrong fields.

    `apps.portal.access` decides who may announce what. The app is always among the channels.
    """
    now = timezone.now()
    wanted_channels = {Channel.IN_APP.value, *channels}
    to_role = scope == AnnouncementScope.ROLE
    announcement = Announcement(
        author=author,
        scope=scope,
        object_id=None if to_role else object_id,
        role=role if to_role else "",
        audience=[part for part in (PUPILS, PARENTS) if part in audience and not to_role],
        title={language: title.get(language, "").strip() for language in LANGUAGES},
        text={language: text.get(language, "").strip() for language in LANGUAGES},
        channels=[channel.value for channel in Channel if channel.value in wanted_channels],
        send_at=send_at or now,
    )
    _validate(announcement, now=None if send_at is None else now)
    return announcement


def schedule_announcement(*, announcement: Announcement) -> Announcement:
    """Store a draft and enqueue its sending for `send_at`."""
    with unit_of_work():
        announcement.save(force_insert=True)
        later = announcement.send_at if announcement.send_at > timezone.now() else None
        jobs.enqueue(kind=ANNOUNCE, object_id=announcement.pk, run_at=later)
        to = str(announcement.object_id or announcement.role)
        changes = {"scope": ("", announcement.scope), "to": ("", to), "channels": ([], announcement.channels)}
        write_audit_log(actor=announcement.author, action="announcements.create", obj=announcement, changes=changes)
    return announcement


def cancel_announcement(*, actor: User, announcement: Announcement) -> Announcement:
    """Cancel the announcement. Raise Conflict when it was sent; a cancelled one stays so."""
    with unit_of_work():
        if _set_time_once(announcement.pk, "cancelled_at"):
            write_audit_log(actor=actor, action="announcements.cancel", obj=announcement)
        row = get_or_not_found(Announcement.objects.select_related("author"), announcement.pk)
        if row.sent_at is not None:
            raise Conflict(_("This announcement was already sent."))
    return row


def send_announcement(job: ClaimedJob) -> None:
    """Handler: notify the next `BATCH_SIZE` users of the announcement `object_id`, with ids above `after`.

    The first batch marks it as sent, unless it was cancelled. It is cancelled when its author has no right to send it
    now.
    """
    with unit_of_work():
        jobs.complete_job(job)
        row = Announcement.objects.select_related("author__own_role").filter(pk=job.object_id).first()
        if row is None:
            return
        after = job.payload.get("after")
        if after is None and not _start_sending(row):
            return
        author = row.author
        if author is None or row.cancelled_at is not None:
            return
        people = list_recipients(row, author)
        piece = list((people.filter(pk__gt=after) if after else people)[:BATCH_SIZE])
        data = audiences.build_announcement_notification_data(row)
        for person in piece:
            notify(user=person, type=ANNOUNCED, data=data, key=f"announcement:{row.pk}", channels=row.channels)
        Announcement.objects.filter(pk=row.pk).update(reached=F("reached") + len(piece), updated_at=timezone.now())
        if len(piece) == BATCH_SIZE:
            jobs.enqueue(kind=ANNOUNCE, object_id=row.pk, payload={"after": str(piece[-1].pk)})


def _start_sending(row: Announcement) -> bool:
    """Mark it as sent and publish it; return False when it was cancelled or sent, or its author has no right now."""
    author = row.author
    if author is None or not (audiences.can_announce(author, row) and audiences.is_target_within_reach(author, row)):
        if _set_time_once(row.pk, "cancelled_at"):
            write_audit_log(actor=None, action="announcements.cancel", obj=row)
        return False
    if not _set_time_once(row.pk, "sent_at"):
        return False
    row.refresh_from_db(fields=["sent_at"])
    if row.scope == AnnouncementScope.GROUP and row.object_id and PUPILS in row.audience:
        publish_event(get_group_stream(row.object_id), AnnouncementPublished(**serialize_announcement(row)))
    return True


def _set_time_once(announcement_id: UUID, field: str) -> bool:
    """Set `sent_at` or `cancelled_at`; return True when it was neither sent nor cancelled before."""
    now = timezone.now()
    waiting = Announcement.objects.filter(pk=announcement_id, sent_at__isnull=True, cancelled_at__isnull=True)
    return waiting.update(**{field: now}, updated_at=now) == 1


def _validate(announcement: Announcement, *, now: datetime | None) -> None:
    """Raise Invalid on the wrong fields. `now` is given when a time was chosen."""
    errors: dict[str, list[Any]] = {}
    if announcement.scope == AnnouncementScope.ROLE:
        if not announcement.role:
            errors["role"] = [_("Choose a role.")]
    else:
        if announcement.object_id is None:
            errors["object_id"] = [_("Choose a group, course or branch.")]
        if not announcement.audience:
            errors["audience"] = [_("Choose pupils, parents or both.")]
    for name in ("title", "text"):
        texts = list(getattr(announcement, name).values())
        if not any(texts):
            errors[name] = [_("Write it in at least one language.")]
        elif name == "title" and any(CONTROL_CHARACTERS.search(text) or "\n" in text for text in texts):
            errors[name] = [_("It contains characters that cannot be used here.")]
        elif name == "title" and max(map(len, texts)) > TITLE_LENGTH:
            errors[name] = [_("At most %(count)d characters.") % {"count": TITLE_LENGTH}]
        elif max(len(orjson.dumps(text)) for text in texts) > MAX_BYTES[name]:
            errors[name] = [_("This is too long.")]
    if not errors.keys() & {"title", "text"} and _count_sms_parts(announcement) > MAX_PARTS:
        errors["text"] = [_("This is longer than %(count)d SMS.") % {"count": MAX_PARTS}]
    if now is not None and announcement.send_at <= now:
        errors["send_at"] = [_("This time has already passed.")]
    elif now is not None and announcement.send_at > now + MAX_DAYS_AHEAD:
        errors["send_at"] = [_("At most %(count)d days from now.") % {"count": MAX_DAYS_AHEAD.days}]
    if errors:
        raise Invalid(fields=errors)


def _count_sms_parts(announcement: Announcement) -> int:
    """Return the parts of its longest SMS; 0 without SMS."""
    languages = LANGUAGES if Channel.SMS in announcement.channels else ()
    return max((count_sms_parts(announcement, language) for language in languages), default=0)

"""Reports of texts, and texts that a rule holds: each opens the case of its text once."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound, TooMany, raise_on_constraint_violation
from apps.core.translated_texts import fill_languages
from apps.core.uow import defer_messages, unit_of_work
from apps.moderation.kinds import ReportableText, TextFacts, all_reportable_texts
from apps.moderation.models import REASON, ModerationCase, ReportReason, TextReport
from apps.moderation.models.cases import WORDS
from apps.moderation.queries import get_place, list_place_moderators
from apps.moderation.services.room_names import name_place
from apps.moderation.services.writing import lock_writer
from apps.moderation.texts import clean_text
from apps.notifications.services import notify
from apps.settings.queries import get_system_settings

DAY = timedelta(days=1)
OWN = _("You cannot report your own text: you can change or delete it.")
TWICE = _("You have reported this text already.")
DECIDED = _("A moderator has looked at this text already.")
MANY = _("You have reported many texts today. Please write to the office.")


def report_text(*, author: User, kind: str, text_id: UUID, reason: str, words: str) -> TextReport:
    """Report a text to its moderators, who are told when it opens a case.

    Raise Invalid on "kind", NotFound for a text that the person may not read; Conflict `own_text`, `already_reported`,
    and `not_open` for a text that was decided about and has not changed since; TooMany after `reports_per_day`.
    """
    declared = all_reportable_texts().get(kind)
    if declared is None:
        raise Invalid.field("kind", _("There is no such kind of text."))
    _check_pace(author)
    facts = declared.find(text_id) if declared.can_read(author, text_id) else None
    if facts is None:
        raise NotFound()
    if facts.author == author:
        raise Conflict(OWN, code=ErrorCode.OWN_TEXT)
    words = clean_text(words, field="words", most=REASON) if words.strip() else ""
    with unit_of_work():
        lock_writer(author)
        _check_pace(author)
        case = _open_case(declared, text_id, facts, is_held=False, reporter=author)
        again = Conflict(TWICE, code=ErrorCode.ALREADY_REPORTED)
        with raise_on_constraint_violation(text_report_one_open=again):
            return TextReport.objects.create(case=case, author=author, reason=reason, words=words)


def hold_text(*, kind: str, text_id: UUID, facts: TextFacts, holds: Sequence[str]) -> ModerationCase:
    """Open the case of a text that was saved hidden, because rules hold it (`services.writing.admit_text`)."""
    with unit_of_work():
        case = _open_case(all_reportable_texts()[kind], text_id, facts, is_held=True)
        TextReport.objects.create(case=case, author=None, reason=ReportReason.RULES, words=", ".join(holds))
        return case


def _check_pace(author: User) -> None:
    most, now = get_system_settings().reports_per_day, timezone.now()
    recent = TextReport.objects.filter(author=author, created_at__gt=now - DAY).order_by("-created_at")
    last = recent.values_list("created_at", flat=True)[most - 1 : most].first()
    if last is not None:
        wait = last + DAY - now
        raise TooMany(MANY, retry_after=max(1, round(wait.total_seconds())), fields={"id": [MANY]})


def _open_case(
    kind: ReportableText, text_id: UUID, facts: TextFacts, *, is_held: bool, reporter: User | None = None
) -> ModerationCase:
    """Return the open case of a text, locked until the commit. Raise Conflict `not_open` as `report_text`.

    A text that is held while its case is open stays in this one, with what it says now.
    """
    place, now = facts.place, timezone.now()
    new = ModerationCase(
        kind=kind.name,
        object_id=text_id,
        author=facts.author,
        course_id=place.course,
        group_id=place.group,
        branch_id=place.branch,
        place_kind=place.kind,
        place_id=place.id,
        place_title=place.title[:200],
        place_titles=fill_languages(place.titles) if place.titles else {},
        words=facts.words[:WORDS],
        written_at=facts.written_at,
        is_held=is_held,
        opened_at=now,
    )
    ModerationCase.objects.bulk_create([new], ignore_conflicts=True)
    case = ModerationCase.objects.select_for_update().get(kind=kind.name, object_id=text_id)
    if case.pk != new.pk and case.is_open:
        if is_held:
            case.is_held, case.words = True, new.words
            case.save(update_fields=["is_held", "words", "updated_at"])
        return case
    if case.pk != new.pk:
        decided = case.decisions.order_by("-created_at").values_list("created_at", flat=True).first()
        if decided is not None and (facts.changed_at is None or facts.changed_at <= decided):
            raise Conflict(DECIDED, code=ErrorCode.NOT_OPEN)
        case.is_open, case.opened_at, case.words, case.is_held = True, now, new.words, is_held
        case.save(update_fields=["is_open", "opened_at", "words", "is_held", "updated_at"])
    _tell_moderators(case, facts.author, reporter)
    return case


def _tell_moderators(case: ModerationCase, author: User | None, reporter: User | None) -> None:
    """Tell them after the commit: a moderator with unread notices about the room gets one more in the same, and writers
    do not wait for each other there.
    """
    data = {"case": str(case.pk), "place": name_place(case)}
    key = f"{case.pk}:{case.opened_at.isoformat()}"
    with defer_messages():
        for person in list_place_moderators(get_place(case), author=author, but=[reporter.pk] if reporter else []):
            notify(user=person, type="moderation.reported", data=data, key=key, group=str(case.place_id))

"""One-way messages to families, in the words of the centre or of the office; answers go to the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any, TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits
from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import filter_without_account, list_links_with_progress
from apps.core.durations import DAY
from apps.core.errors import Conflict, Forbidden, Invalid
from apps.core.lookups import lock_or_conflict
from apps.core.translated_texts import LANGUAGES, fill_languages, merge_translations, pick_translation
from apps.core.uow import unit_of_work
from apps.courses.models import Membership
from apps.courses.queries import list_group_managers
from apps.notifications.preferences import load_quiet_hours_and_digests
from apps.notifications.rendering import fill_placeholders
from apps.notifications.services import notify
from apps.notifications.templates import find_placeholder_errors
from apps.portal.models import FamilyAnswer, FamilyMessage, FamilyTemplate
from apps.portal.notification_types import FAMILY_ANSWERED, FAMILY_MESSAGE
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch
from apps.settings.services import write_audit_log

MESSAGES_PER_DAY = 5
ANSWERS_PER_DAY = 10
OWN_TITLE_LENGTH = 60
"""How much of the office's own words stands in the title of the notification."""
PLACEHOLDERS = ("student", "teacher")


@dataclass(frozen=True)
class Family:
    """Who gets a message about a pupil, who of them cannot read it yet because no account is in use, and until when it
    waits outside the app: to the end of their quiet hours, or to their digest.
    """

    student: User
    recipients: list[User]
    unreached: list[User]
    to_student: bool
    waits_until: datetime | None


class TemplateTexts(TypedDict, total=False):
    """Texts of a template; absent ones, and absent languages, stay."""

    title: Mapping[str, str]
    text: Mapping[str, str]


def create_family_template(*, actor: User, title: Mapping[str, str], text: Mapping[str, str]) -> FamilyTemplate:
    """Write a message that teachers may send. Raise Invalid on "title" or "text" without a word in any language or
    without a language that the other has, and with placeholders that are not in `PLACEHOLDERS`.
    """
    template = FamilyTemplate(title=fill_languages(title), text=fill_languages(text))
    _check_texts(template)
    with unit_of_work():
        template.save(force_insert=True)
        write_audit_log(actor, "families.create_template", template, {"title": (None, template.title)})
    return template


def change_family_template(
    *, actor: User, template: FamilyTemplate, **changes: Unpack[TemplateTexts]
) -> FamilyTemplate:
    """Change the given languages; messages that were sent keep their words. Errors as in `create_family_template`;
    Conflict when it was archived.
    """
    with unit_of_work():
        template = _lock_template(template)
        differences = template.apply_changes(merge_translations(template, changes, "title", "text"))
        _check_texts(template)
        if differences:
            template.save(update_fields=[*differences, "updated_at"])
            write_audit_log(actor, "families.change_template", template, differences)
    return template


def archive_family_template(*, actor: User, template: FamilyTemplate) -> None:
    """Archive a template: nobody sends it any more. Raise Conflict when it was archived already."""
    with unit_of_work():
        template = _lock_template(template)
        template.archived_at = timezone.now()
        template.save(update_fields=["archived_at", "updated_at"])
        write_audit_log(actor, "families.archive_template", template)


def send_family_message(
    *, actor: User, student: User, template: FamilyTemplate | None, text: str | None = None
) -> FamilyMessage:
    """Send the template, or the text as it is written, to the guardians who may see the pupil's progress; to the pupil
    when there are none.

    Raise Invalid on "text" unless there is one of the two; Forbidden for a text of an actor who may not write
    templates; Conflict when nobody can be reached; TooMany above `MESSAGES_PER_DAY` about one pupil.
    """
    if (template is None) == (text is None):
        raise Invalid.field("text", _("Choose a ready message or write a text."))
    if text is not None and not has_permission(actor, "families.templates"):
        raise Forbidden()
    family = find_family(student)
    if not family.recipients:
        raise Conflict(_("Nobody of this family can get a message."))
    pair, detail = f"{actor.pk}:{student.pk}", _("At most five messages a day about one pupil.")
    rate_limits.enforce_limit("family-message", pair, times=MESSAGES_PER_DAY, seconds=_day(), detail=detail)
    names = {"student": student.full_name, "teacher": actor.full_name}
    with unit_of_work():
        message = FamilyMessage.objects.create(
            student=student,
            author=actor,
            template=template,
            title=_fill(template.title, names) if template else dict.fromkeys(LANGUAGES, ""),
            text=_fill(template.text, names) if template else dict.fromkeys(LANGUAGES, text),
            to_student=family.to_student,
        )
        write_audit_log(actor, "families.message", message, {"student": (None, str(student.pk))})
        data = {**names, **_get_words(message), "message": str(message.pk), "student_id": str(student.pk)}
        for person in family.recipients:
            notify(user=person, type=FAMILY_MESSAGE, data=data, key=str(message.pk))
    return message


def find_family(student: User) -> Family:
    """Return who gets a message about the pupil that is sent now."""
    links = list_links_with_progress([student.pk])
    guardians = list(User.objects.filter(pk__in=links.values("parent"), is_active=True).order_by("pk"))
    recipients = guardians or ([student] if student.is_active else [])
    unused = set(filter_without_account(User.objects.filter(pk__in=[person.pk for person in recipients])))
    now = timezone.now()
    hours = load_quiet_hours_and_digests(recipients).values()
    ends = [own.next_digest(now) if own.digest else own.skip_quiet_hours(now) for own in hours]
    latest = max(ends, default=now)
    to_student = bool(recipients) and not guardians
    return Family(
        student,
        recipients,
        unreached=[person for person in recipients if person in unused],
        to_student=to_student,
        waits_until=latest if latest > now else None,
    )


def answer_family_message(*, actor: User, message: FamilyMessage, text: str) -> FamilyAnswer:
    """Answer a message; the office of the branches where the pupil learns is notified, not the teacher.

    Raise TooMany above `ANSWERS_PER_DAY` to one message.
    """
    rate_limits.enforce_limit("family-answer", f"{actor.pk}:{message.pk}", times=ANSWERS_PER_DAY, seconds=_day())
    with unit_of_work():
        answer = FamilyAnswer.objects.create(message=message, author=actor, text=text)
        write_audit_log(actor, "families.answer", message)
        data = {"name": actor.full_name, "student": message.student.full_name, "text": text}
        data |= {"message": str(message.pk), "student_id": str(message.student_id)}
        for person in _list_office_of(message.student):
            notify(user=person, type=FAMILY_ANSWERED, data=data, key=str(answer.pk))
    return answer


def _list_office_of(student: User) -> list[User]:
    learns = Membership.objects.filter(student=student, left_on__isnull=True)
    branches = list(Branch.objects.filter(pk__in=learns.values("group__branch"))) or [get_default_branch()]
    people = {person.pk: person for branch in branches for person in list_group_managers(branch)}
    return [person for _key, person in sorted(people.items()) if has_permission(person, "families.read_answers")]


def _get_words(message: FamilyMessage) -> dict[str, Any]:
    """Return title and text for the notification: of a template in every language, own words as they are written."""
    if message.template is not None:
        return {"title": fill_languages(message.title), "text": fill_languages(message.text)}
    text = pick_translation(message.text)
    return {"title": shorten(text, width=OWN_TITLE_LENGTH, placeholder=" …"), "text": text}


def _fill(texts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {language: fill_placeholders(("", text), names)[1] for language, text in texts.items()}


def _check_texts(template: FamilyTemplate) -> None:
    for name in ("title", "text"):
        texts = getattr(template, name).values()
        if not any(texts):
            raise Invalid.field(name, _("Write it in at least one language."))
        for text in texts:
            if errors := find_placeholder_errors(text, PLACEHOLDERS):
                raise Invalid(fields={name: errors})
    for name, other in (("title", "text"), ("text", "title")):
        if any(words and not getattr(template, name)[key] for key, words in getattr(template, other).items()):
            raise Invalid.field(name, _("Write the title and the text in the same languages."))


def _lock_template(template: FamilyTemplate) -> FamilyTemplate:
    rows = FamilyTemplate.objects.filter(archived_at=None)
    return lock_or_conflict(rows, template.pk, _("This template is archived."))


def _day() -> int:
    return int(DAY.total_seconds())

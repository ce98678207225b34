"""What the centre declares about tickets: categories, rules, canned answers, service times, opening hours."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.uow import unit_of_work
from apps.moderation.texts import clean_text
from apps.settings.models import Branch
from apps.settings.services import write_audit_log
from apps.support.models import (
    MOST_TEXT,
    AssignmentRule,
    CannedAnswer,
    OpeningHours,
    RuleMember,
    ServiceTarget,
    TicketCategory,
)

TAKEN = _("There is an answer of this title.")
OVERLAP = _("These hours overlap.")
BACKWARDS = _("Hours close after they open.")
SHORT = _("A resolution takes at least as long as the first answer.")


def create_category(*, actor: User, title: dict[str, str], priority: str, position: int) -> TicketCategory:
    """Add a category."""
    with unit_of_work():
        category = TicketCategory.objects.create(title=title, priority=priority, position=position)
        write_audit_log(actor, "support.category", category, {"title": (None, title), "priority": (None, priority)})
        return category


def change_category(*, actor: User, category: TicketCategory, changes: dict[str, Any]) -> TicketCategory:
    """Change a category; with `is_archived` new tickets cannot have it, and old ones keep it."""
    with unit_of_work():
        locked = TicketCategory.objects.select_for_update().get(pk=category.pk)
        is_archived = changes.pop("is_archived", None)
        if is_archived is not None:
            changes["archived_at"] = (locked.archived_at or timezone.now()) if is_archived else None
        before = {name: getattr(locked, name) for name in changes}
        for name, value in changes.items():
            setattr(locked, name, value)
        locked.save(update_fields=[*changes, "updated_at"])
        write_audit_log(actor, "support.category", locked, {name: (before[name], changes[name]) for name in changes})
        return locked


def save_rule(
    *,
    actor: User,
    rule: AssignmentRule | None,
    position: int,
    category: TicketCategory | None,
    branch: Branch | None,
    method: str,
    people: Sequence[User],
) -> AssignmentRule:
    """Add an assignment rule, or set one. Who stays in it keeps their turn."""
    with unit_of_work():
        row = AssignmentRule.objects.select_for_update().get(pk=rule.pk) if rule is not None else AssignmentRule()
        row.position, row.category, row.branch, row.method = position, category, branch, method
        row.save()
        RuleMember.objects.filter(rule=row).exclude(user__in=people).delete()
        RuleMember.objects.bulk_create([RuleMember(rule=row, user=user) for user in people], ignore_conflicts=True)
        values = {"method": (None, method), "people": (None, [str(person.pk) for person in people])}
        write_audit_log(actor, "support.rule", row, values)
        return row


def delete_rule(*, actor: User, rule: AssignmentRule) -> None:
    """Remove an assignment rule."""
    with unit_of_work():
        write_audit_log(actor, "support.rule", rule, {"deleted": (False, True)})
        rule.delete()


def save_canned_answer(
    *, actor: User, answer: CannedAnswer | None, title: str, text: dict[str, str], category: TicketCategory | None
) -> CannedAnswer:
    """Add a canned answer, or set one. Raise Conflict when another one has its title."""
    text = {language: clean_text(words, field="text", most=MOST_TEXT) for language, words in text.items() if words}
    with unit_of_work(), raise_on_constraint_violation(support_cannedanswer_title_key=Conflict(TAKEN)):
        row = CannedAnswer.objects.select_for_update().get(pk=answer.pk) if answer is not None else CannedAnswer()
        row.title, row.text, row.category = title, text, category
        row.save()
        write_audit_log(actor, "support.canned_answer", row, {"title": (None, title)})
        return row


def delete_canned_answer(*, actor: User, answer: CannedAnswer) -> None:
    """Remove a canned answer."""
    with unit_of_work():
        write_audit_log(actor, "support.canned_answer", answer, {"deleted": (False, True)})
        answer.delete()


def set_targets(*, actor: User, targets: Sequence[dict[str, Any]]) -> None:
    """Set the service times of all priorities; one that is not named has none.

    Raise Invalid on "targets" for a priority that is named twice, and for a resolution before the first answer.
    """
    if len({target["priority"] for target in targets}) != len(targets):
        raise Invalid.field("targets", _("Name each priority once."))
    if any(target["resolution_minutes"] < target["first_answer_minutes"] for target in targets):
        raise Invalid.field("targets", SHORT)
    with unit_of_work():
        named = [target["priority"] for target in targets]
        ServiceTarget.objects.exclude(priority__in=named).delete()
        for target in targets:
            values = {name: target[name] for name in ("first_answer_minutes", "resolution_minutes")}
            ServiceTarget.objects.update_or_create(priority=target["priority"], defaults=values)
        write_audit_log(actor, "support.targets", None, {"targets": (None, list(targets))})


def set_hours(*, actor: User, branch: Branch | None, hours: Sequence[dict[str, Any]]) -> None:
    """Set the opening hours of a branch, or (None) of all branches without own ones.

    Raise Invalid on "hours" for hours that overlap or close before they open.
    """
    _check_hours(hours)
    with unit_of_work():
        OpeningHours.objects.filter(branch=branch).delete()
        OpeningHours.objects.bulk_create([OpeningHours(branch=branch, **span) for span in hours])
        stated = [f"{span['weekday']} {span['opens_at']}–{span['closes_at']}" for span in hours]
        about = ("settings.branch", str(branch.pk)) if branch is not None else ("", "")
        write_audit_log(actor, "support.hours", None, {"hours": (None, stated)}, about=about)


def _check_hours(hours: Sequence[dict[str, Any]]) -> None:
    spans: dict[int, list[tuple[time, time]]] = {}
    for span in hours:
        if span["closes_at"] != time(0) and span["closes_at"] <= span["opens_at"]:
            raise Invalid.field("hours", BACKWARDS)
        spans.setdefault(span["weekday"], []).append((span["opens_at"], span["closes_at"]))
    for day in spans.values():
        day.sort()
        for (_opens, closes), (opens, _closes) in zip(day, day[1:], strict=False):
            if closes == time(0) or opens < closes:
                raise Invalid.field("hours", OVERLAP)

"""Writes of placement tests: made from a bank, opened and closed, their links made anew."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import tokens
from apps.accounts.models import User
from apps.core.durations import DAY
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.quizzes.models import PlacementLink, PlacementSession, PlacementTest, QuestionBank
from apps.quizzes.placement.selection import MAX_ITEMS
from apps.quizzes.placement_queries import list_placement_items
from apps.quizzes.services.placement_speech import forget_speeches
from apps.settings.services import write_audit_log

LINK_LIFE = 30 * DAY
"""How long a link of one person works."""


def create_placement_test(
    *, actor: User, bank: QuestionBank, name: str, daily_starts: int
) -> tuple[PlacementTest, str]:
    """Return a new open test, and the address of its link, which is stored nowhere.

    Raise Invalid on "bank" for one with fewer than MAX_ITEMS questions that can be asked.
    """
    if len(list_placement_items(bank)) < MAX_ITEMS:
        message = _("A placement test needs %(count)d questions with a skill and a difficulty.")
        raise Invalid.field("bank", message % {"count": MAX_ITEMS})
    token, hashed = tokens.generate_token_and_hash()
    with unit_of_work():
        test = PlacementTest.objects.create(
            name=name, bank=bank, daily_starts=daily_starts, token_sha256=hashed, by=actor
        )
        write_audit_log(actor, "quizzes.create_placement_test", test, {"name": (None, name), "bank": (None, bank.name)})
        return test, _build_address(token)


def change_placement_test(*, actor: User, test: PlacementTest, changes: Mapping[str, Any]) -> PlacementTest:
    """Rename, open or close a test, or change how many may begin it. Sessions that have begun go on."""
    with unit_of_work():
        locked = PlacementTest.objects.select_for_update(no_key=True).get(pk=test.pk)
        if changed := locked.apply_changes(changes):
            locked.save(update_fields=[*changed, "updated_at"])
            write_audit_log(actor, "quizzes.change_placement_test", locked, changed)
        return locked


def renew_link(*, actor: User, test: PlacementTest) -> str:
    """Return the address of a new link; the old one works no longer. Sessions that have begun go on."""
    token, hashed = tokens.generate_token_and_hash()
    with unit_of_work():
        locked = PlacementTest.objects.select_for_update(no_key=True).get(pk=test.pk)
        locked.token_sha256 = hashed
        locked.save(update_fields=["token_sha256", "updated_at"])
        write_audit_log(actor, "quizzes.renew_placement_link", locked)
        return _build_address(token)


def create_personal_link(*, actor: User, test: PlacementTest, name: str, phone: str) -> tuple[PlacementLink, str]:
    """Return a link to the test for one person, and its address, which is stored nowhere. It works for 30 days.

    Raise Conflict `not_open` for a closed test.
    """
    if not test.is_open:
        raise Conflict(_("This test is closed."), code=ErrorCode.NOT_OPEN)
    token, hashed = tokens.generate_token_and_hash()
    with unit_of_work():
        link = PlacementLink.objects.create(
            test=test, token_sha256=hashed, name=name, phone=phone, expires_at=timezone.now() + LINK_LIFE, by=actor
        )
        write_audit_log(actor, "quizzes.create_personal_link", test)
        return link, _build_address(token)


def forget_personal_links(links: Collection[UUID]) -> None:
    """Remove the names and phones of people from their links, which work no longer, and from the sessions that began
    with them, with their recordings. Answers and levels stay.
    """
    with unit_of_work():
        sessions = PlacementSession.objects.filter(link__in=links)
        forget_speeches(list(sessions.values_list("pk", flat=True)))
        sessions.update(name="", phone="")
        PlacementLink.objects.filter(pk__in=links).update(name="", phone="", expires_at=timezone.now())


def _build_address(token: str) -> str:
    return f"{settings.ENV.frontend_url.rstrip('/')}/placement#token={token}"

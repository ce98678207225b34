"""Cases of texts that go to another room."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from apps.core.translated_texts import fill_languages
from apps.core.uow import get_current_unit_of_work
from apps.moderation.kinds import TextPlace
from apps.moderation.models import ModerationCase


def move_open_cases(text_ids: Collection[UUID], place: TextPlace) -> None:
    """Give the open cases of texts that go to another room to who decides there, in the open unit of work. Call it
    after the texts are locked: a text comes before its case everywhere (`apps.moderation.kinds`).
    """
    get_current_unit_of_work()
    rows = ModerationCase.objects.select_for_update().filter(object_id__in=text_ids, is_open=True).order_by("pk")
    ModerationCase.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        course_id=place.course,
        group_id=place.group,
        branch_id=place.branch,
        place_kind=place.kind,
        place_id=place.id,
        place_title=place.title[:200],
        place_titles=fill_languages(place.titles) if place.titles else {},
        updated_at=timezone.now(),
    )

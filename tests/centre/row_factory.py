"""A row of any model with as little in it as its columns let: what clean-up looks at is its age."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.utils import timezone

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group
from tests import factories

NUMBERS = count(1)
BY_TYPE: dict[str, Any] = {
    "DateTimeField": timezone.now,
    "TimeField": lambda: timezone.now().time(),
    "DateField": lambda: date(2020, 1, 1) + timedelta(days=next(NUMBERS)),
    "UUIDField": uuid4,
    "JSONField": dict,
    "BooleanField": lambda: False,
    "BinaryField": lambda: b"x",
    "TextField": lambda: uuid4().hex,
}
ALSO: dict[str, Callable[[], dict[str, Any]]] = {
    "homework.ScoreProposal": lambda: {"state": "applied", "purpose": "rescore"},
    "resources.LessonResource": lambda: {"course": factories.make_course(slug=f"course-{next(NUMBERS)}")},
    "resources.MediaFile": lambda: {"url": "https://example.uz/"},
    "accounts.ActivationLink": lambda: {"channel": "qr", "phone": ""},
    "accounts.Invitation": lambda: {"email": f"{uuid4().hex}@example.uz"},
    "forums.Forum": lambda: {"kind": "group", "group": create_row(Group)},
    "homework.Assignment": lambda: {"group": create_row(Group)},
    "accounts.Session": lambda: {"end_reason": ""},
    "sessions.Session": lambda: {"session_key": uuid4().hex},
    "realtime.Stream": lambda: {"name": f"user:{uuid4()}"},
    "support.Ticket": lambda: {"state": "closed", "ended_at": timezone.now(), "closed_at": timezone.now()},
    "support.OpeningHours": lambda: {"weekday": 0, "opens_at": "09:00", "closes_at": "18:00"},
    "support.ServiceTarget": lambda: {"first_answer_minutes": 1, "resolution_minutes": 1},
    "webhooks.Webhook": lambda: {"event_types": ["paid"], "secret": b"", "active": False, "off_reason": "by_hand"},
}
"""What the constraints of a model ask for besides."""


def create_row(model: type[Any], **given: Any) -> Any:
    """A new row; what is not given has its default, or something that its type takes."""
    if model is User:
        return factories.make_user(Role.STUDENT, f"Pupil{''.join(chr(97 + int(d)) for d in str(next(NUMBERS)))}")
    values = {**ALSO.get(model._meta.label, dict)(), **given}
    for field in model._meta.concrete_fields:
        if field.name not in values and not (field.has_default() or field.null or field.primary_key):
            values[field.name] = _value(field)
    row: Model = model(**values)
    row.save(force_insert=True)
    return row


def _value(field: Any) -> Any:
    kind = field.get_internal_type()
    if field.is_relation:
        return create_row(field.related_model)
    if field.choices and not field.blank:
        return field.choices[0][0]
    if kind in BY_TYPE:
        return BY_TYPE[kind]()
    if "Char" in kind:
        return "" if field.blank else uuid4().hex[: field.max_length]
    return next(NUMBERS)

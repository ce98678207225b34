"""Schemas of `/search/`."""

from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from apps.core.permissions import Role
from apps.portal.search import HitKind


class SearchQuery(In):
    """What to search for."""

    model_config = build_example(q="malika", limit=6)

    q: str = Field(min_length=1, max_length=100, description="A name, phone, e-mail, reference or number, as typed.")
    limit: int = Field(6, ge=1, le=20, description="Results of each kind at most.")


class SearchHitOut(Out):
    """One thing that was found. `role`: of a person. `student`: the pupil whom it is about; of a guardian, the child,
    when there is one.
    """

    model_config = build_example(
        kind="person",
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e80",
        title="Malika Karimova",
        detail="+998901234567 · A2 morning",
        role="student",
        student="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e80",
    )

    kind: HitKind
    id: UUID
    title: str = Field(description="Name, reference or number.")
    detail: str = Field(description="What tells it from others of that name, in your language.")
    role: Role | None
    student: UUID | None


class SearchOut(Out):
    """What was found, by kind: people, groups, payments, receipts."""

    model_config = build_example()

    results: list[SearchHitOut]

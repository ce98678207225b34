"""Request and response schemas for categories of expenses."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, In, Out, TextsOut, build_example
from api.lists import PageQuery
from api.shared_schemas import Texts

CATEGORY: dict[str, Any] = {
    "id": "01890a5d-ac96-774b-bcce-b302099a8040", "key": "prizes",
    "name": {"uz": "Sovgʻalar", "ru": "Призы", "en": "Prizes"}, "position": 90, "archived_at": None,
}  # fmt: skip

CategoryKey = Annotated[
    str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$", description="Key of a category of expenses.")
]


class ExpenseCategoriesQuery(PageQuery):
    """The categories in use, or the archived ones too."""

    model_config = build_example(ordering="position")

    archived: bool = Field(False, description="Archived categories too; old expenses may have them.")


class ExpenseCategoryIn(In):
    """A category of expenses. Without `key`, one is made from the name; it never changes and is used once."""

    model_config = build_example(name=CATEGORY["name"], key="prizes", position=90)

    name: Texts
    key: str = Field("", max_length=40, pattern=r"^[a-z0-9_-]*$")
    position: int = Field(0, ge=0, le=10_000)


class ExpenseCategoryChanges(Changes):
    """What to change of a category; absent fields stay. With `archived`, it takes no more expenses."""

    model_config = build_example(archived=True)

    name: Texts = Field(default_factory=lambda: Texts(uz="", ru="", en=""))
    position: int = Field(0, ge=0, le=10_000)
    archived: bool = False


class ExpenseCategoryOut(Out):
    """A category of expenses. Expenses name it by its `key`. An archived one is on old expenses only."""

    model_config = build_example(**CATEGORY)

    id: UUID
    key: str
    name: TextsOut
    position: int
    archived_at: datetime | None

"""Reviews of the access matrix: the child's, of the course that both branches teach."""

from typing import Any

from apps.learning.services import reviews


def create_review_objects(world: Any) -> dict[str, Any]:
    """A review by the child; there is no counterpart, because all of the cast see the course."""
    return {"review": reviews.save_review(user=world.child, course=world.course, rating=4, text="Good.")}

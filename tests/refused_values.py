"""Running a test once for each value that a field refuses."""

import pytest


def refused_values(*together: tuple[str, dict], **alone: list) -> pytest.MarkDecorator:
    """Give the test `wrong`, what is sent, and `field`, which the refusal names; of values sent together the first."""
    single = [({field: value}, field) for field, values in alone.items() for value in values]
    return pytest.mark.parametrize(("wrong", "field"), [*single, *((wrong, field) for field, wrong in together)])

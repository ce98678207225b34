"""Code is renamed freely; names that are stored or seen outside stay."""

from tests.words.outer_names import KEPT, names


def test_no_name_that_is_stored_or_seen_outside_changes():
    assert names() == KEPT.read_text(encoding="utf-8").splitlines()

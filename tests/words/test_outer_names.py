"""Code is renamed freely; names that are stored or seen outside stay."""

import pytest

from tests.words import outer_names


def test_no_name_that_is_stored_or_seen_outside_changes():
    assert outer_names.find_lost_names() == []


@pytest.mark.parametrize("given_up", [False, True])
def test_name_that_is_gone_is_found_unless_it_was_given_up(given_up, tmp_path, monkeypatch):
    releases = tmp_path / "releases.toml"
    reason = '"operation auth_sign_in" = "replaced by auth_login"' if given_up else ""
    releases.write_text(f'names_since = "abc"\n[gone]\n{reason}\n', encoding="utf-8")
    monkeypatch.setattr(outer_names, "RELEASES", releases)
    monkeypatch.setattr(outer_names, "names", lambda: ["operation auth_login", "schema Added"])
    monkeypatch.setattr(
        outer_names, "read_names_of_commit", {"abc": ["operation auth_login", "operation auth_sign_in"]}.get
    )
    assert outer_names.find_lost_names() == ([] if given_up else ["operation auth_sign_in"])

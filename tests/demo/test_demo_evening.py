"""The demo as a newcomer sees it: a centre in an empty database, and one evening on the teacher's socket."""

import json
import stat

import pytest

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.settings.queries import get_system_settings
from project.demo import clips, demo_group
from tests import factories


def test_demo_group_is_created_once(transactional_db):
    made = demo_group.ensure_demo_group()
    assert (len(made.staff), len(made.pupils)) == (len(demo_group.STAFF), Membership.objects.count())
    assert stat.S_IMODE(demo_group.get_demo_group_file().stat().st_mode) == 0o600
    assert demo_group.ensure_demo_group() == made
    assert User.objects.count() == len(made.staff) + len(made.pupils) + len(made.parents)


def test_lost_password_file_gives_demo_people_a_new_password(transactional_db):
    made = demo_group.ensure_demo_group()
    demo_group.get_demo_group_file().unlink()
    again = demo_group.ensure_demo_group()
    assert again.group == made.group
    assert again.password != made.password
    assert User.objects.get(email=again.pupils[0]).check_password(again.password)


def test_demo_group_is_refused_among_real_people(transactional_db):
    factories.make_user(Role.ADMIN, "Aziza")
    with pytest.raises(demo_group.NotADemoDatabase):
        demo_group.ensure_demo_group()
    assert User.objects.count() == 1


@pytest.mark.slow
def test_evening_prints_every_recording_and_two_refusals(transactional_db, processes, tmp_path):
    made = demo_group.ensure_demo_group()
    base_url = processes.serve_url("uvicorn")
    started = {name: processes.spawn([name]) for name in ("speech", "worker", "scheduler")}
    for name, process in started.items():
        process.wait_for(f"{name} ready")
    kept = tmp_path / "evening.json"
    evening = processes.spawn(["demo_evening", "--url", base_url, "--json", str(kept)])
    assert evening.wait(timeout=600) == 0, evening.output()
    shown = evening.output()
    results = {row["recording"]: row for row in json.loads(kept.read_text(encoding="utf-8"))}
    expected = {clip.path.name: clip.expected for clip in clips.load_clips()}
    assert {name: row["verdict"] for name, row in results.items()} == expected
    free_answers = {clip.path.name for clip in clips.load_clips() if clip.kind == "speaking"}
    measured = {name: row["parts"] for name, row in results.items() if row.get("parts")}
    assert {name for name, parts in measured.items() if parts["relevance"] is not None} == free_answers
    assert {name for name, parts in measured.items() if parts["accuracy"] is None} == free_answers
    assert len(free_answers) == 2
    assert "refused · NO_SPEECH: We heard no voice" in shown
    assert "refused · OFF_SCRIPT: This does not sound like the text" in shown
    assert "leaderboard  1 " in shown
    marked = {name for name, verdict in expected.items() if verdict in ("OK", "INCOMPLETE")}
    rewarded = {name for name in marked if results[name]["score"] >= get_system_settings().coins_minimum_score}
    assert {name for name, row in results.items() if row.get("coins")} == rewarded
    assert not results["half-read.webm"].get("coins")
    assert made.password not in shown

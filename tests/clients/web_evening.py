"""An evening of homework through the client: a teacher's Node and a pupil's, the real worker and speech engine, and
a network that fails twice. `./talim test-web tests/clients/web_evening.py` runs it alone.
"""

import pytest

from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream, get_user_stream, get_wall_stream
from apps.gamification.queries.leaderboard_stream import get_stream_leaderboard
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.models import Attempt
from apps.notifications.models import Notification
from tests.clients.client_test_server import ClientTestServer, serve_test_commands, start_node, wait_for_all
from tests.homework import submission_helpers


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_clients_during_an_evening_of_homework(processes, group, pupil, second_pupil, teacher, tmp_path):
    started = {name: processes.spawn([name]) for name in ("speech", "worker", "scheduler")}
    stage = ClientTestServer(processes, {"pupil": pupil, "teacher": teacher}, group)
    for name, process in started.items():
        process.wait_for(f"{name} ready", timeout=120)
    logs = {who: tmp_path / f"{who}.log" for who in ("teacher", "pupil")}
    away: list[str] = []

    def fail_while_events_flow() -> None:
        """From the moment when the first recording is there until the engine has answered about it."""
        if not away and Attempt.objects.exists():
            stage.cut()
            away.append("cut")
        if away == ["cut"] and StreamEvent.objects.filter(type="attempt.scored").exists():
            stage.mend()
            away.append("mended")

    with serve_test_commands(stage) as address:
        about = stage.about(address)
        clients = {log: start_node("dist/test/evening.js", who, stage=about, log=log) for who, log in logs.items()}
        wait_for_all(clients, timeout=300, busy=fail_while_events_flow)

    assert away == ["cut", "mended"]
    assert stage.network.cuts >= 2
    assert stage.network.lost.is_set()
    attempts = Attempt.objects.order_by("id")
    assert [(attempt.state, attempt.number) for attempt in attempts] == [("scored", 1), ("scored", 1)]
    values = {who: stage.reports[who] for who in logs}
    assert values["pupil"]["coins"] == get_coin_balance(pupil) == sum_coin_ledger(pupil) > 0
    assert values["pupil"]["unread"] == Notification.objects.filter(user=pupil, read_at=None).count() > 0
    rows = get_stream_leaderboard(group.pk)["rows"]
    assert values["pupil"]["board"] == values["teacher"]["board"] == rows
    assert rows[0]["student"] == str(pupil.pk)
    wall = {row["homework"]: (row["homework_state"], row["homework_score"]) for row in values["teacher"]["wall"]}
    assert wall[str(attempts[0].homework_id)] == ("reviewed", 95.0)
    assert wall[str(attempts[1].homework_id)][0] == "scored"
    for who, streams in {
        "pupil": (get_user_stream(pupil.pk), get_group_stream(group.pk)),
        "teacher": (get_wall_stream(group.pk), get_group_stream(group.pk)),
    }.items():
        for name in streams:
            numbers = StreamEvent.objects.filter(stream_id=name).order_by("seq").values_list("seq", flat=True)
            heard = values[who]["heard"][name]
            assert heard == list(numbers)[-len(heard) :], name
            assert heard, name
    assert len(submission_helpers.list_stream_events(get_wall_stream(group.pk))) > 5

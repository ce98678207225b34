"""The TypeScript client against a real server: `./talim test-web` builds it and runs this file.

Its name keeps it out of `./talim test`, which needs Python only.
"""

import pytest

from tests.clients.client_test_server import ClientTestServer, serve_test_commands, start_node, wait_for_all
from tests.homework import submission_helpers


@pytest.mark.django_db(transaction=True)
def test_typescript_client_against_a_real_server(processes, group, pupil, second_pupil, teacher, manager, tmp_path):
    """What each of them is stands in clients/ts/test/*.test.ts: one file after the other, for they share a network."""
    submission_helpers.assign_reading(group)
    stage = ClientTestServer(
        processes, {"pupil": pupil, "second": second_pupil, "teacher": teacher, "manager": manager}, group
    )
    log = tmp_path / "node.log"
    with serve_test_commands(stage) as address:
        files = ("dist/test/client.test.js", "dist/test/session.test.js")
        words = ("--test", "--test-reporter=spec", "--test-concurrency=1", *files)
        wait_for_all({log: start_node(*words, stage=stage.about(address), log=log)}, timeout=300)
    print(log.read_text(encoding="utf-8"))

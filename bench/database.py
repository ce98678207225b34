"""Sets up Django with an empty database for a bench."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

VACUUM_INTERVAL_SECONDS = 60
"""PostgreSQL's own `autovacuum_naptime`."""


@contextmanager
def use_empty_platform(files: str) -> Iterator[None]:
    """Within the block, use an empty migrated database, files in `files`, and the shipped rate limits."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "DEBUG": "false",
        "HTTPS_ONLY": "false",
        "LOG_LEVEL": "ERROR",
        "MEDIA_ROOT": files,
        "S3_BUCKET": "",
        "REDIS_PREFIX": "talim-bench",
    }
    for name in ("REQUESTS_PER_HOUR", "REQUESTS_PER_HOUR_STAFF", "REQUESTS_PER_HOUR_ADDRESS"):
        os.environ.pop(name, None)
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    settings.DATABASES["default"]["OPTIONS"]["pool"] = False
    connection.settings_dict["TEST"]["NAME"] = f"{connection.settings_dict['NAME']}_bench"
    connection.settings_dict["OPTIONS"]["pool"] = False
    connection.settings_dict["CONN_MAX_AGE"] = None
    setup_test_environment(debug=False)
    name = connection.settings_dict["NAME"]
    print("   migrating the database …")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def vacuum_and_analyze() -> None:
    """Run VACUUM ANALYZE, as autovacuum does in the minutes after a bulk insert."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("RESET statement_timeout")


@contextmanager
def vacuum_regularly() -> Iterator[None]:
    """Within the block, vacuum the database every minute if the server's autovacuum is off."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW autovacuum")
        on = cursor.fetchone()[0] == "on"
    ended = threading.Event()

    def now_and_then() -> None:
        try:
            while not ended.wait(VACUUM_INTERVAL_SECONDS):
                vacuum_and_analyze()
        finally:
            connection.close()

    thread = threading.Thread(target=now_and_then, name="tidied")
    if not on:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        if not on:
            thread.join()

"""How fast the week of a centre of 1,000 pupils, 80 groups and a year of marks is, and whether it holds under races."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.report import Figure, Options, Report

TITLE = "A learning centre's week"


def measure(_: Options, pupils: int = 1000, groups: int = 80, weeks: int = 52) -> Report:
    """Everything in a database of its own beside the one that DATABASE_URL names, which stays as it is.

    Operations are asked in this process, without a network between: what is told is what the server takes.
    """
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, _platform(files):
        from bench.school import imports, lists, races, screens, searches, timetables
        from project.demo import school

        began = time.perf_counter()
        made = school.build(school.Size(pupils, groups, weeks), say=lambda text: print(f"   {text}"))
        took = time.perf_counter() - began
        size = {what: made.counts[what] for what in ("pupils", "groups", "lessons held", "marks")}
        figures = [Figure("making the demo centre", took, "s", "< 120 s", took < 120)]
        notes = [", ".join(f"{number} {what}" for what, number in size.items()) + "."]
        for part in (screens, timetables, races, imports, lists, searches):
            print(f"   {part.__name__.rpartition('.')[2]} …")
            found, note = part.measure()
            figures += found
            notes += [note] if note else []
    return Report("school", TITLE, figures, " ".join(notes))


@contextmanager
def _platform(files: str) -> Iterator[None]:
    """Django, set up for measuring: an empty, migrated database, files in a folder, no limits on requests."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "DEBUG": "false",
        "HTTPS_ONLY": "false",
        "LOG_LEVEL": "ERROR",
        "MEDIA_ROOT": files,
        "S3_BUCKET": "",
        "REDIS_PREFIX": "talim-bench",
        "REQUESTS_PER_HOUR": "100000000",
        "REQUESTS_PER_HOUR_ADDRESS": "100000000",
    }
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

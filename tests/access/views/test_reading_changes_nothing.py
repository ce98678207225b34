"""What only reads leaves every table as it was: what `view-as` and every link in a browser stand on."""

import pytest

from tests.access import matrix
from tests.access.operations import OPERATIONS

SPECIAL = matrix.load_exceptions()
READING = [operation for operation in OPERATIONS if not operation.writes]
NOTED = {
    "GET /children/{id}/recommendations/": {"kids_shownlesson"},
    "GET /courses/lessons/{id}/": {
        "jobs_job",
        "learning_blockprogress",
        "learning_lessonprogress",
        "learning_lessonview",
        "realtime_stream",
        "realtime_streamevent",
    },
    "GET /resources/{id}/": {"resources_download"},
    "GET /resources/{id}/download/": {"resources_download"},
}
"""Where a line is written about who viewed or took what; the teachers of a course hear who began a lesson. With a
consent, a job records it for the pipeline of the kindergarten.
"""
AUDITED = {
    "GET /attendance/imports/{id}/errors/": "courses.export_refused_rows",
    "GET /courses/exports/groups/": "courses.export_groups",
    "GET /courses/exports/students/": "courses.export_students",
    "GET /courses/imports/{id}/errors/": "courses.export_refused_rows",
    "GET /grading/gradebooks/{id}/table/": "grading.export_gradebook",
    "GET /leads/imports/{id}/errors/": "courses.export_refused_rows",
    "GET /settings/audit-logs/export/": "settings.export_audit",
}
"""What stands in the audit log for it; besides it stands there who asked for what is not theirs."""


@pytest.mark.parametrize("operation", READING, ids=lambda o: o.name)
def test_reading_changes_nothing(operation, readings):
    for view in matrix.choose_views(operation, SPECIAL):
        found_readings = readings(operation, view)
        assert found_readings.changed <= NOTED.get(operation.name, set()), view
        assert found_readings.audited <= {"accounts.refused", AUDITED.get(operation.name)}, view

"""A gradebook leaves as a spreadsheet and comes back. Cells of the gradebook that are newer than the table stay."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.grading.models import GradeEntry
from apps.homework.models import Homework
from tests.factories import client_for
from tests.grading.gradebook_requests import make_gradebook, read_cell, read_items, write
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score

pytestmark = pytest.mark.django_db


@pytest.fixture
def gradebook(group, teacher, pupil, second_pupil):
    made = make_gradebook(teacher, group, {"name": "Oral exam"}, {"name": "Essay"})
    write(teacher, made, pupil, 12)
    write(teacher, made, second_pupil, 7.5, item=1)
    return made


def download(reader, gradebook, kind="csv"):
    """The table as it was sent, and its rows by the pupil's name."""
    answer = client_for(reader).get(f"/grading/gradebooks/{gradebook['id']}/table/", {"format": kind})
    assert answer.status == 200
    return answer.content


def read_rows(table):
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))


def write_rows(rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def send(teacher, gradebook, table, *, dry_run=False, name="grades.csv", **more):
    form = {"dry_run": dry_run, "reason": "Marked on paper."} | more
    files = {"file": SimpleUploadedFile(name, table)}
    return client_for(teacher).post(f"/grading/gradebooks/{gradebook['id']}/table/", form=form, files=files)


def count(answer):
    assert answer.status == 200, answer.json
    return [answer.json[f"{name}_count"] for name in ("taken", "stale", "refused", "same")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_that_comes_back_unchanged_changes_nothing(kind, gradebook, teacher):
    table = download(teacher, gradebook, kind)
    assert count(send(teacher, gradebook, table, name=f"grades.{kind}")) == [0, 0, 0, 4]
    assert GradeEntry.objects.count() == 2


def test_changed_cells_are_shown_first_and_then_taken(gradebook, teacher, pupil, second_pupil):
    headings, *rows = read_rows(download(teacher, gradebook))
    assert [row[2:4] for row in rows] == [["12", ""], ["", "7.5"]]
    rows[0][2:4] = ["12,5", "20"]
    rows[1][3] = "excused"
    table = write_rows([headings, *rows])
    report = send(teacher, gradebook, table, dry_run=True)
    assert (count(report), GradeEntry.objects.count()) == ([3, 0, 0, 1], 2)
    first = report.json["taken"][0]
    assert (first["student"]["id"], first["name"], first["old"], first["new"]) == (str(pupil.pk), "Oral exam", 12, 12.5)
    assert count(send(teacher, gradebook, table)) == [3, 0, 0, 1]
    assert read_cell(teacher, gradebook, pupil)["points"] == 12.5
    assert read_cell(teacher, gradebook, second_pupil, item=1)["state"] == "excused"
    entry = read_items(pupil, gradebook, pupil)[0]["entries"][-1]
    assert (entry["reason"], entry["author"]["id"]) == ("Marked on paper.", str(teacher.pk))
    assert count(send(teacher, gradebook, table)) == [0, 0, 0, 4], "the same file again changes nothing"


def test_a_cell_that_somebody_changed_meanwhile_is_listed_and_not_taken(gradebook, teacher, assistant, pupil):
    headings, *rows = read_rows(download(teacher, gradebook))
    last = read_cell(assistant, gradebook, pupil)["last"]
    write(assistant, gradebook, pupil, 15, last=last, reason="Heard again.")
    rows[0][2:4] = ["9", "10"]
    answer = send(teacher, gradebook, write_rows([headings, *rows]))
    assert count(answer) == [1, 1, 0, 2]
    (stale,) = answer.json["stale"]
    assert (stale["old"], stale["new"], stale["by"]["id"]) == (15, 9, str(assistant.pk))
    assert read_cell(teacher, gradebook, pupil)["points"] == 15
    assert read_cell(teacher, gradebook, pupil, item=1)["points"] == 10


def test_bad_cells_are_named_and_the_others_taken(gradebook, group, teacher, pupil, other_pupil):
    headings, *rows = read_rows(download(teacher, gradebook))
    rows[0][2:4] = ["good", "-1"]
    rows[1][2:4] = ["1e999999", "sNaN"]
    foreign = ["Bekzod", str(other_pupil.pk), "20", ""]
    twice = [rows[1][0], rows[1][1], "3", "3"]
    answer = send(teacher, gradebook, write_rows([headings, *rows, foreign, ["No id", "x", "1", "1"], twice]))
    assert count(answer) == [0, 0, 7, 0]
    assert {refusal["row"] for refusal in answer.json["refused"]} == {2, 3, 4, 5, 6}
    assert not GradeEntry.objects.filter(student=other_pupil).exists()


@pytest.mark.parametrize(
    ("table", "status"),
    [
        (b"", 422), (b"Pupil;ID\nJasur;1\n", 422), (b"\x89PNG\r\n\x1a\n" + bytes(99), 415),
        ("Pupil;ID;Oral · 00000000;Version\nJasur;x;1;\n".encode(), 422),
    ],
)  # fmt: skip
def test_another_file_is_refused(table, status, gradebook, teacher):
    send(teacher, gradebook, table).check_refused(status, field="file")


def test_a_column_of_no_item_is_named_and_one_that_stands_twice_refused(gradebook, teacher):
    headings, *rows = read_rows(download(teacher, gradebook))
    answer = send(teacher, gradebook, write_rows([[*headings, "Draft · 00000000"], *[[*row, "9"] for row in rows]]))
    assert count(answer) == [0, 0, 1, 4]
    assert answer.json["refused"][0]["heading"] == "Draft · 00000000"
    copied = "Draft" + headings[2][-11:]
    twice = write_rows([[*headings, copied], *[[*row, "9"] for row in rows]])
    send(teacher, gradebook, twice).check_refused(422, field="file")
    send(teacher, gradebook, write_rows([headings, *rows]), reason="").check_refused(422, field="reason")


def test_an_untouched_cell_never_replaces_a_result_that_changed(group, teacher, pupil):
    homework = assign_reading(group)
    gradebook = make_gradebook(teacher, group, {"source": "homework", "assignment": str(homework.pk)}, {"name": "Oral"})
    submit_and_score(homework, pupil, scored_result(70))
    headings, *rows = read_rows(download(teacher, gradebook))
    assert rows[0][2] == "14"
    Homework.objects.filter(student=pupil).update(score=90)
    rows[0][3] = "20"
    assert count(send(teacher, gradebook, write_rows([headings, *rows]))) == [1, 0, 0, 3]
    assert read_cell(teacher, gradebook, pupil)["points"] == 18, "the corrected score counts"
    rows[0][2] = "15"
    assert count(send(teacher, gradebook, write_rows([headings, *rows]))) == [0, 1, 0, 3]

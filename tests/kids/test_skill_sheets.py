"""Skills leave as a sheet and come back: all rows of it, or none."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.kids.models import Skill
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.kids.kid_requests import add_skill, list_codes

pytestmark = pytest.mark.django_db
HEADINGS = ["code", "parent", "name_uz", "name_ru", "name_en", "icon", "position", "needs", "archived"]


@pytest.fixture
def tree(manager):
    area = add_skill(manager, "numbers", icon="abacus")
    counting = add_skill(manager, "counting", parent=area["id"])
    add_skill(manager, "adding", parent=area["id"], position=1, needs=[counting["id"]])


def download(reader, kind="csv"):
    answer = client_for(reader).get("/skills/table/", {"format": kind})
    assert answer.status == 200
    return answer.content


def read_rows(table):
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))


def write_rows(rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def send(author, table, *, dry_run=False, name="skills.csv"):
    """A table as bytes, or as rows of a CSV file."""
    file = SimpleUploadedFile(name, table if isinstance(table, bytes) else write_rows(table))
    return client_for(author).post("/skills/table/", form={"dry_run": dry_run}, files={"file": file})


def count(answer):
    assert answer.status == 200, answer.json
    return [answer.json[f"{name}_count"] for name in ("created", "changed", "same", "refused")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_that_comes_back_unchanged_changes_nothing(kind, tree, manager, teacher):
    table = download(manager, kind)
    assert count(send(manager, table, name=f"skills.{kind}")) == [0, 0, 3, 0]
    assert client_for(teacher).get("/skills/table/").status == 403
    send(teacher, table).check_refused(403)


def test_a_sheet_is_shown_first_and_then_taken(tree, manager):
    headings, *rows = read_rows(download(manager))
    assert headings == HEADINGS
    assert [row[0] for row in rows] == ["numbers", "counting", "adding"]
    assert (rows[0][5], rows[2][7]) == ("abacus", "counting")
    rows[1][3] = "Счёт"
    rows[2][8] = "yes"
    # A step may stand above its skill, and need what comes later.
    new = [
        ["five", "ten", "5 gacha", "", "", "", "", "", ""],
        ["ten", "numbers", "10 gacha", "", "", "", "", "five", ""],
    ]
    rows = [headings, *new, *rows]
    report = send(manager, rows, dry_run=True)
    assert (count(report), report.json["created"], Skill.objects.count()) == ([2, 2, 1, 0], ["five", "ten"], 3)
    assert count(send(manager, rows)) == [2, 2, 1, 0]
    assert list_codes(manager, archived=True) == ["numbers", "counting", "ten", "five", "adding"]
    assert Skill.objects.get(code="five").kind == "step"
    assert Skill.objects.get(code="counting").name == {"uz": "", "ru": "Счёт", "en": "counting"}
    assert Skill.objects.get(code="adding").archived_at is not None
    assert AuditLog.objects.filter(action__in=("kids.create_skill", "kids.change_skill"), actor=manager).count() == 7
    assert count(send(manager, rows)) == [0, 0, 5, 0]


def test_one_refused_cell_keeps_the_whole_sheet_out(tree, manager):
    rows = [
        ["code", "parent", "name_en", "position", "needs", "archived"],
        ["counting", "numbers", "Counting", "0", "adding", ""],
        ["Bad Code", "", "Bad", "", "", ""],
        ["rhyme", "letters", "Rhyme", "first", "", "perhaps"],
        ["sharing", "", "", "", "", ""],
        ["sharing", "", "Sharing", "", "", ""],
    ]
    answer = send(manager, rows)
    refused = [(cell["row"], cell["heading"]) for cell in answer.json["refused"]]
    assert refused == [(3, "code"), (4, "position"), (4, "archived"), (6, "code")]
    # What stands where, and a circle, are told once every cell can be read.
    answer = send(manager, [rows[0], rows[1], ["rhyme", "letters", "", "1", "", ""]])
    refused = [(cell["row"], cell["heading"]) for cell in answer.json["refused"]]
    assert refused == [(2, "needs"), (3, "name"), (3, "parent")]
    answer = send(manager, [["code", "archived"], ["numbers", "yes"]])
    assert [(cell["row"], cell["text"]) for cell in answer.json["refused"]] == [(0, "counting"), (0, "adding")]
    assert (list_codes(manager), Skill.objects.count()) == (["numbers", "counting", "adding"], 3)


def test_another_table_is_refused(tree, manager):
    send(manager, [["Name", "Phone"], ["Ali", "1"]]).check_refused(422, field="file")
    send(manager, b"\x89PNG\r\n\x1a\n\x00\x00").check_refused(415)

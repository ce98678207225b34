"""What is wrong with a table is said in the language of whoever reads it, not of who sent it."""

import pytest

from apps.accounts.models import User
from apps.courses.models import Group, Import, ImportRow
from tests import factories
from tests.imports.table_uploads import import_table, make_csv

HEAD = ("Name", "Phone", "Group", "Birth date", "Note")
ROW = ("Anvar Toshev", "12345", "No such group", "31.02.2015", "x" * 201)


def errors(user: User, language: str, import_id: str) -> dict[str, list[str]]:
    user.locale = language
    user.save(update_fields=["locale"])
    (row,) = factories.client_for(user).get(f"/courses/imports/{import_id}/rows/").json["results"]
    assert isinstance(row["errors"], dict)
    return row["errors"]


def test_each_reads_errors_in_their_own_language(admin: User, group: Group) -> None:
    admin.locale = "uz"
    admin.save(update_fields=["locale"])
    found = import_table(admin, make_csv(HEAD, ROW), dry_run="true")
    told = {language: errors(admin, language, found["id"]) for language in ("uz", "ru", "en")}
    assert told["uz"] == found["rows"][0]["errors"]
    for name in ("phone", "group", "birth_date", "note"):
        assert len({told[language][name][0] for language in told}) == 3, name
    assert told["en"]["group"] == ["There is no open group “No such group”."]
    assert told["en"]["note"] == ["At most 200 characters."]
    sheet = factories.client_for(admin).get(f"/courses/imports/{found['id']}/errors/").content.decode()
    assert f"phone: {told['en']['phone'][0]}" in sheet


def test_error_stored_as_text_stays_unchanged(admin: User, group: Group) -> None:
    found = import_table(admin, make_csv(HEAD, ROW), dry_run="true")
    ImportRow.objects.update(errors={"phone": ["Raqam notoʻgʻri: 50 %."]})
    assert errors(admin, "ru", found["id"]) == {"phone": ["Raqam notoʻgʻri: 50 %."]}


@pytest.mark.parametrize(("language", "start"), [("uz", "Jadvalda"), ("ru", "В таблице")])
def test_why_a_whole_table_failed_is_said_to_each_reader(admin: User, group: Group, language: str, start: str) -> None:
    found = import_table(admin, make_csv(HEAD, ROW), dry_run="true")
    Import.objects.filter(pk=found["id"]).update(state="failed", problem="The table has headings but no rows.")
    admin.locale = language
    admin.save(update_fields=["locale"])
    assert factories.client_for(admin).get(f"/courses/imports/{found['id']}/").json["problem"].startswith(start)


def test_why_an_import_could_not_be_undone_is_said_to_each_reader(admin: User, group: Group) -> None:
    admin.locale = "ru"
    admin.save(update_fields=["locale"])
    found = import_table(admin, make_csv(("Name", "Group"), ("Ali Karimov", "A2 morning")))
    factories.client_for(User.objects.get(first_name="Ali"))
    assert factories.client_for(admin).post(f"/courses/imports/{found['id']}/undo/").status == 200
    told = {language: errors(admin, language, found["id"])["undo"][0] for language in ("uz", "ru", "en")}
    assert "signed-in devices" in told["en"]
    assert "signed-in devices" not in told["ru"]
    assert len(set(told.values())) == 3

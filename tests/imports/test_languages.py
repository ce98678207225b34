"""What is wrong with a table is said in the language of whoever reads it, not of who sent it."""

import pytest

from apps.accounts.models import User
from apps.courses.models import Import, ImportRow
from tests.factories import client_for
from tests.imports.table_uploads import import_rows

HEAD = ("Name", "Phone", "Group", "Birth date", "Note")
ROW = ("Anvar Toshev", "12345", "No such group", "31.02.2015", "x" * 201)


def errors(user: User, language: str, import_id: str) -> dict[str, list[str]]:
    User.objects.filter(pk=user.pk).update(locale=language)
    (row,) = client_for(user).get(f"/courses/imports/{import_id}/rows/").json["results"]
    return dict(row["errors"])


def test_each_reads_errors_in_their_own_language(admin, group):
    User.objects.filter(pk=admin.pk).update(locale="uz")
    result = import_rows(admin, HEAD, ROW, dry_run="true")
    errors_by_language = {language: errors(admin, language, result["id"]) for language in ("uz", "ru", "en")}
    assert errors_by_language["uz"] == result["rows"][0]["errors"]
    for name in ("phone", "group", "birth_date", "note"):
        assert len({errors_by_language[language][name][0] for language in errors_by_language}) == 3, name
    assert errors_by_language["en"]["group"] == ["There is no open group “No such group”."]
    assert errors_by_language["en"]["note"] == ["At most 200 characters."]
    sheet = client_for(admin).get(f"/courses/imports/{result['id']}/errors/").content.decode()
    assert f"phone: {errors_by_language['en']['phone'][0]}" in sheet


def test_error_stored_as_text_stays_unchanged(admin, group):
    result = import_rows(admin, HEAD, ROW, dry_run="true")
    ImportRow.objects.update(errors={"phone": ["Raqam notoʻgʻri: 50 %."]})
    assert errors(admin, "ru", result["id"]) == {"phone": ["Raqam notoʻgʻri: 50 %."]}


@pytest.mark.parametrize(("language", "start"), [("uz", "Jadvalda"), ("ru", "В таблице")])
def test_why_a_whole_table_failed_is_said_to_each_reader(admin, group, language, start):
    result = import_rows(admin, HEAD, ROW, dry_run="true")
    Import.objects.filter(pk=result["id"]).update(state="failed", problem="The table has headings but no rows.")
    User.objects.filter(pk=admin.pk).update(locale=language)
    assert client_for(admin).get(f"/courses/imports/{result['id']}/").json["problem"].startswith(start)


def test_why_an_import_could_not_be_undone_is_said_to_each_reader(admin, group):
    User.objects.filter(pk=admin.pk).update(locale="ru")
    result = import_rows(admin, ("Name", "Group"), ("Ali Karimov", "A2 morning"))
    client_for(User.objects.get(first_name="Ali"))
    assert client_for(admin).post(f"/courses/imports/{result['id']}/undo/").status == 200
    errors_by_language = {language: errors(admin, language, result["id"])["undo"][0] for language in ("uz", "ru", "en")}
    assert "signed-in devices" in errors_by_language["en"]
    assert "signed-in devices" not in errors_by_language["ru"]
    assert len(set(errors_by_language.values())) == 3

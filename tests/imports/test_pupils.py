"""Tables of pupils: what is recognised, what is made, what is refused, and that nothing is ever made twice."""

from datetime import date

import pytest

from apps.accounts.models import ChildProfile, Guardian, User
from apps.core.permissions import Role
from apps.courses.models import Group, Import, Membership, Placement, WaitingEntry
from apps.jobs.models import Job
from apps.settings.models import AuditLog, Branch, SystemSettings
from tests import factories
from tests.factories import client_for
from tests.imports import table_uploads
from tests.imports.table_uploads import import_rows, import_table, list_verdicts, make_csv, make_xlsx, send_table

pytestmark = pytest.mark.django_db

HEAD = ("Имя", "Фамилия", "Телефон", "Группа", "Дата рождения", "Родитель", "Телефон родителя", "Уровень")
ROWS = (
    HEAD,
    ("Жаҳонгир", "Орипов", "90 123 45 67", "A2 MORNING", "", "", "", "a2"),
    ("Oʻgʻiloy", "Karimova", "", "a2 morning", "04.03.2017", "Gulnora Saidova", "+998901112233", ""),
)


def test_pupils_groups_guardians_levels_and_children_are_made(manager, group):
    result = import_rows(manager, *ROWS)
    expected = ("done", {"rows": 2, "new": 2, "changed": 0, "same": 0, "refused": 0})
    assert (result["state"], result["figures"]) == expected
    assert result["mapping"] == {
        "first_name": "Имя", "last_name": "Фамилия", "phone": "Телефон", "group": "Группа",
        "birth_date": "Дата рождения", "parent_name": "Родитель", "parent_phone": "Телефон родителя",
        "level": "Уровень",
    }  # fmt: skip
    first, second = User.objects.get(phone="+998901234567"), User.objects.get(first_name="Oʻgʻiloy")
    assert (first.full_name, first.role, second.number - first.number) == ("Жаҳонгир Орипов", Role.STUDENT, 1)
    assert not first.has_usable_password()
    memberships = Membership.objects.filter(student__in=[first, second])
    assert set(memberships.values_list("group", "status")) == {(group.pk, "active")}
    assert Placement.objects.get(student=first).level.code == "A2"
    assert ChildProfile.objects.get(user=second).birth_date == date(2017, 3, 4)
    link = Guardian.objects.get(child=second)
    expected = ("+998901112233", "parent", "Gulnora Saidova")
    assert (link.parent.phone, link.parent.role, link.parent.full_name) == expected
    group.refresh_from_db()
    assert group.seats_taken == 4
    assert Job.objects.filter(kind="homework.assign_open").count() == 2
    assert AuditLog.objects.filter(action="accounts.create_user").exclude(actor=None).count() == 3


def test_a_dry_run_says_the_same_and_makes_nothing(manager, group):
    before = User.objects.count()
    result = import_rows(manager, *ROWS, dry_run="true")
    assert (result["state"], list_verdicts(result), User.objects.count()) == ("checked", ["new", "new"], before)
    assert not Membership.objects.filter(student__phone="+998901234567").exists()


def test_the_same_table_again_changes_nothing(manager, group):
    import_rows(manager, *ROWS)
    people = User.objects.count()
    assert (list_verdicts(import_rows(manager, *ROWS)), User.objects.count()) == (["same", "same"], people)


def test_repeated_import_identifies_pupils_by_group(manager, group):
    table = (("Name", "Group"), ("Jahongir Aliyev", "A2 morning"))
    assert list_verdicts(import_rows(manager, *table)) == ["new"]
    assert list_verdicts(import_rows(manager, *table)) == ["same"]


def test_unidentifiable_row_is_refused(manager):
    result = import_rows(manager, ("Name", "Note"), ("Jahongir Aliyev", "tall"))
    assert list_verdicts(result) == ["refused"]
    assert "first_name" in result["rows"][0]["errors"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_encodings_and_delimiters_are_guessed_and_shown(manager, encoding, delimiter):
    table = (("Имя", "Телефон"), ("Жасур Орипов", "901234567"), ("Лола Саидова", "911234567"))
    answer = send_table(manager, make_csv(*table, delimiter=delimiter, encoding=encoding))
    assert answer.status == 202
    form = answer.json["form"]
    assert (form["kind"], form["delimiter"]) == ("csv", delimiter)
    assert form["encoding"] == {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    table_uploads.run_import_jobs()
    assert User.objects.get(phone="+998901234567").full_name == "Жасур Орипов"


def test_birth_dates_of_adults_are_kept_and_filled_in_by_age(manager, pupil):
    User.objects.filter(pk=pupil.pk).update(phone="+998911234567")
    SystemSettings.objects.update(adult_from_age=16)
    today = date.today()
    child, adult = f"{today.year - 15}-12-31", f"{today.year - 17}-01-01"
    rows = (("Ali Karimov", "", child), ("Vali Karimov", "", adult), ("Jasur Oripov", "911234567", "1990-05-17"))
    result = import_rows(manager, ("Name", "Phone", "Birth date"), *rows)
    assert list_verdicts(result) == ["new", "new", "changed"]
    people = {user.first_name: user for user in User.objects.filter(birth_date__isnull=False)}
    dates = {name: str(user.birth_date) for name, user in people.items()}
    assert dates == {"Ali": child, "Vali": adult, "Jasur": "1990-05-17"}
    assert list(ChildProfile.objects.values_list("user__first_name", flat=True)) == ["Ali"]
    other = import_rows(manager, ("Name", "Phone", "Birth date"), ("Jasur Oripov", "911234567", "1991-05-17"))
    assert (list_verdicts(other), list(other["rows"][0]["errors"])) == (["refused"], ["birth_date"])
    exported = client_for(manager).get("/courses/exports/students/", {"format": "csv"}).content.decode()
    assert adult in exported
    assert client_for(manager).post(f"/courses/imports/{result['id']}/undo/").json["state"] == "undone"
    assert not User.objects.filter(birth_date__isnull=False).exists()


def test_a_spreadsheet_with_phones_as_numbers_and_real_dates(manager):
    table = make_xlsx(
        ("F.I.Sh.", "Telefon", "Tug'ilgan sana"),
        ("Oripov Jasur", 998901234567, date(2017, 3, 4)),
        ("Saidova Laylo", 9.98911234567e11, "04.03.2016"),
    )
    result = import_table(manager, table)
    assert (result["form"]["kind"], list_verdicts(result)) == ("xlsx", ["new", "new"])
    people = {user.phone: user for user in User.objects.filter(phone__isnull=False)}
    assert (people["+998901234567"].first_name, people["+998901234567"].last_name) == ("Jasur", "Oripov")
    assert people["+998911234567"].child_profile.birth_date == date(2016, 3, 4)


@pytest.mark.parametrize(
    "cell, phone",
    [
        ("9.98901234567E+11", "+998901234567"),
        ("998901234567.0", "+998901234567"),
        ("'+998 90 123-45-67", "+998901234567"),
        ("90 123 45 67 / 91 123 45 67", "+998901234567"),
        ("9.98901E+11", None),
        ("12345", None),
        ("+1 202 555 0100", None),
        ("=HYPERLINK(1)", None),
    ],
)
def test_phones_as_spreadsheets_leave_them(manager, cell, phone):
    result = import_rows(manager, ("Name", "Phone"), ("Jasur Oripov", cell))
    assert list_verdicts(result) == ["new" if phone else "refused"]
    assert User.objects.filter(phone=phone or "x").count() == int(phone is not None)
    assert set(result["rows"][0]["errors"]) == (set() if phone else {"phone"})


def test_refusals_stand_in_the_senders_language(manager):
    User.objects.filter(pk=manager.pk).update(locale="ru")
    result = import_rows(manager, ("Name", "Phone"), ("Jasur Oripov", "12345"))
    assert result["rows"][0]["errors"]["phone"][0].startswith("Ни один оператор")


def test_refused_rows_are_left_out_and_the_others_are_taken(manager, group):
    result = import_rows(
        manager,
        ("Name", "Phone", "Group", "Joined on"),
        ("Ali Karimov", "901234567", "A2 morning", "2026-09-01"),
        ("Laylo Saidova", "911234567", "No such group", ""),
        ("Bekzod Umarov", "931234567", "A2 morning", "31.02.2026"),
        ("1234", "941234567", "", ""),
    )
    assert list_verdicts(result) == ["new", "refused", "refused", "refused"]
    assert [sorted(row["errors"]) for row in result["rows"]] == [[], ["group"], ["joined_on"], ["first_name"]]
    assert [problem["number"] for problem in result["problems"]] == [3, 4, 5]
    assert not User.objects.filter(phone__in=["+998911234567", "+998931234567", "+998941234567"]).exists()


def test_the_last_seat_is_given_once_and_the_rest_refused(manager, group):
    Group.objects.filter(pk=group.pk).update(capacity=3)
    rows = [(f"Pupil {'abc'[n]}", f"90123450{n}", "A2 morning") for n in range(3)]
    result = import_rows(manager, ("Name", "Phone", "Group"), *rows)
    assert list_verdicts(result) == ["new", "refused", "refused"]
    assert result["rows"][1]["errors"] == {"group": ["The group is full."]}
    group.refresh_from_db()
    assert group.seats_taken == 3


def test_two_rows_of_a_person_make_one_pupil_in_two_groups(manager, group, other_group):
    table = make_csv(
        ("Name", "Phone", "Group"),
        ("Jahongir Aliyev", "901234567", "A2 morning"),
        ("Aliyev Jahongir", "+998901234567", "A2 evening"),
        ("Jahongir Aliyev", "901234567", "A2 evening"),
    )
    assert list_verdicts(import_table(manager, table)) == ["new", "changed", "same"]
    assert Membership.objects.filter(student__phone="+998901234567").count() == 2


def test_one_cell_may_name_several_groups(manager, group, other_group):
    table = make_csv(("Name", "Phone", "Group"), ("Jahongir Aliyev", "901234567", "A2 morning; A2 evening"))
    assert list_verdicts(import_table(manager, table)) == ["new"]
    assert Membership.objects.filter(student__phone="+998901234567").count() == 2


def test_a_phone_of_somebody_else_is_refused(manager, teacher, pupil):
    User.objects.filter(pk=teacher.pk).update(phone="+998901234567")
    User.objects.filter(pk=pupil.pk).update(phone="+998911234567")
    table = make_csv(
        ("Name", "Phone"),
        ("Dilnoza Rahimova", "901234567"),
        ("Somebody Else", "911234567"),
        ("New One", "931234567"),
        ("Another Two", "931234567"),
    )
    result = import_table(manager, table)
    assert list_verdicts(result) == ["refused", "refused", "new", "refused"]
    assert result["rows"][3]["errors"]["phone"] == ["This belongs to a pupil with another name.", "Row 4."]


def test_existing_pupil_gets_only_missing_values(manager, group, pupil):
    number = User.objects.get(pk=pupil.pk).number
    table = make_csv(("Pupil number", "Name", "Phone", "E-mail"), (str(number), "Oripov Jasur", "901234567", ""))
    assert list_verdicts(import_table(manager, table)) == ["changed"]
    pupil.refresh_from_db()
    assert pupil.phone == "+998901234567"
    other = make_csv(("Pupil number", "Name", "Phone"), (str(number), "Jasur Oripov", "911234567"))
    result = import_table(manager, other)
    assert (list_verdicts(result), list(result["rows"][0]["errors"])) == (["refused"], ["phone"])


def test_member_becomes_a_student_and_leaves_the_waiting_list(manager, group, stranger):
    entry = WaitingEntry.objects.create(group=group, student=stranger)
    table = make_csv(("Name", "E-mail", "Group"), (stranger.full_name, stranger.email, "A2 morning"))
    assert list_verdicts(import_table(manager, table)) == ["changed"]
    stranger.refresh_from_db()
    entry.refresh_from_db()
    assert (stranger.role, stranger.number is not None, entry.closed_at is not None) == ("student", True, True)


def test_brothers_share_a_parent(manager, group):
    head = ("Имя", "Телефон родителя", "Группа")
    table = make_csv(head, ("Ali Karimov", "901234567", "A2 morning"), ("Vali Karimov", "901234567", "A2 morning"))
    assert list_verdicts(import_table(manager, table)) == ["new", "new"]
    assert User.objects.filter(role=Role.PARENT).count() == 1
    assert Guardian.objects.filter(parent__phone="+998901234567").count() == 2
    assert list_verdicts(import_rows(manager, head, ("Ali Karimov", "901234567", ""))) == ["same"]


def test_names_of_parents_have_the_order_of_the_pupils_names(manager):
    rows = (("Karimov Ali", "Karimova Gulnora", "901234567"),)
    import_rows(manager, ("F.I.Sh.", "Ota-onasi", "Ota-onasi telefoni"), *rows)
    import_rows(manager, ("Ism", "Ota-onasi", "Ota-onasi telefoni"), ("Vali Oripov", "Lola Oripova", "911234567"))
    parents = User.objects.filter(role=Role.PARENT).order_by("phone").values_list("first_name", "last_name")
    assert list(parents) == [("Gulnora", "Karimova"), ("Lola", "Oripova")]


def test_whose_phone_it_is_when_parent_and_pupil_have_the_same(manager):
    import_rows(manager, ("Имя", "Телефон", "Телефон мамы"), ("Ali Karimov", "901234567", "901234567"))
    link = Guardian.objects.get(child__first_name="Ali")
    assert (link.child.phone, link.parent.phone, link.kind) == (None, "+998901234567", "mother")


def test_sender_cannot_become_a_guardian(manager):
    User.objects.filter(pk=manager.pk).update(phone="+998901234567")
    result = import_rows(manager, ("Имя", "Телефон", "Телефон родителя"), ("Ali Karimov", "911234567", "901234567"))
    assert (list_verdicts(result), list(result["rows"][0]["errors"])) == (["refused"], ["parent_phone"])


def test_a_default_group_is_for_rows_that_name_none(manager, group, other_group):
    rows = (("Ali Karimov", "901234567", ""), ("Vali Karimov", "911234567", "A2 evening"))
    import_rows(manager, ("Name", "Phone", "Group"), *rows, group=str(group.pk))
    made = Membership.objects.filter(student__phone__in=["+998901234567", "+998911234567"])
    groups = made.order_by("student__first_name").values_list("group", flat=True)
    assert list(groups) == [group.pk, other_group.pk]


def test_office_of_one_branch_imports_into_its_groups_only(manager, group, course, teacher):
    far = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    factories.make_group(branch=far, course=course, name="Far", teacher=teacher)
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(group.branch)
    rows = (("Ali Karimov", "901234567", "A2 morning"), ("Vali Karimov", "911234567", "Far"))
    assert list_verdicts(import_rows(manager, ("Name", "Phone", "Group"), *rows)) == ["new", "refused"]
    made = User.objects.get(phone="+998901234567")
    assert (made.all_branches, list(made.branches.all())) == (False, [group.branch])


def test_a_pupil_of_another_branch_is_not_touched(manager, group, course, teacher):
    far = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    distant = factories.make_user(Role.STUDENT, "Ali", "Karimov", phone="+998901234567")
    factories.make_group(branch=far, course=course, name="Far", teacher=teacher, pupils=(distant,))
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(group.branch)
    result = import_rows(manager, ("Name", "Phone", "Group"), ("Ali Karimov", "901234567", "A2 morning"))
    assert result["rows"][0]["errors"] == {"phone": ["This is already in use."]}


def test_presets_name_their_columns(manager, group):
    modme = make_csv(("Ism", "Telefon raqam", "Guruhlar"), ("Jahongir Aliyev", "901234567", "A2 morning"))
    result = import_table(manager, modme, preset="modme", dry_run="true")
    assert result["mapping"] == {"full_name": "Ism", "phone": "Telefon raqam", "group": "Guruhlar"}
    alfa = (("ФИО", "Заказчик", "Телефон", "Список групп"), ("Алиев Жахонгир", "Алиева Н", "901234567", "A2 morning"))
    result = import_rows(manager, *alfa, preset="alfacrm", dry_run="true")
    assert (result["mapping"]["parent_name"], result["mapping"]["group"]) == ("Заказчик", "Список групп")


def test_the_sender_says_which_column_is_which(manager):
    table = make_csv(("Кто", "Куда звонить", "Телефон"), ("Jahongir Aliyev", "901234567", "junk"))
    result = import_table(manager, table, mapping='{"full_name": "Кто", "phone": "куда звонить", "email": null}')
    assert (list_verdicts(result), result["unknown"]) == (["new"], ["Телефон"])


@pytest.mark.parametrize(
    "mapping",
    ['{"colour": "Name"}', '{"phone": "Nowhere"}', '{"phone": "Name", "email": "Name"}', "[1]", "{", '{"phone": 1}'],
    ids=["field", "column", "twice", "list", "broken", "number"],
)
def test_a_mapping_that_does_not_fit_is_refused(manager, mapping):
    answer = send_table(manager, make_csv(("Name", "Phone"), ("Jahongir Aliyev", "901234567")), mapping=mapping)
    assert answer.refused_fields == (422, ["mapping"])
    assert not Import.objects.exists()


def test_the_error_file_can_be_corrected_and_sent_again(manager):
    table = make_csv(("Имя", "Телефон"), ("=Ali", "12345"), ("Vali Karimov", "911234567"), delimiter=";")
    result = import_table(manager, table)
    errors = client_for(manager).get(f"/courses/imports/{result['id']}/errors/")
    assert errors.headers["content-type"].startswith("text/csv")
    lines = errors.content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Имя;Телефон;Errors"
    assert lines[1].startswith("'=Ali;12345;")
    assert len(lines) == 3
    corrected = errors.content.replace(b"'=Ali", b"Ali Karimov").replace(b"12345", b"901234567")
    again = import_rows(manager, [corrected.decode("utf-8-sig")])
    assert (list_verdicts(again), again["unknown"]) == (["new"], ["Errors"])


def test_the_error_file_of_a_spreadsheet_is_one(manager):
    result = import_table(manager, make_xlsx(("Name", "Phone"), ("=1+1", "12345")))
    errors = client_for(manager).get(f"/courses/imports/{result['id']}/errors/")
    assert errors.headers["content-disposition"].endswith('.xlsx"')


def test_a_page_of_rows_costs_the_same_for_few_and_many(manager, django_assert_max_num_queries):
    few = [(f"Pupil {'ab'[n % 2]}{'xyzuvwopqr'[n // 2]}", f"9012345{n:02d}") for n in range(20)]
    result = import_rows(manager, ("Name", "Phone"), *few)
    client = client_for(manager)
    with django_assert_max_num_queries(7):
        assert len(client.get(f"/courses/imports/{result['id']}/rows/", {"page_size": 20}).json["results"]) == 20


@pytest.mark.parametrize("rows", [2, 40], ids=["two", "forty"])
def test_an_import_costs_a_number_of_queries_that_does_not_grow(manager, group, rows, django_assert_max_num_queries):
    Group.objects.filter(pk=group.pk).update(capacity=100)
    letters = "abcdefghij"
    table = [
        (f"Pupil {letters[n % 10]}{letters[n // 10]}", f"9012345{n:02d}", "A2 morning", f"9112345{n:02d}", "A2")
        for n in range(rows)
    ]
    send_table(manager, make_csv(("Name", "Phone", "Group", "Parent phone", "Level"), *table))
    with django_assert_max_num_queries(75):
        table_uploads.run_import_jobs()
    assert Membership.objects.filter(group=group).count() == rows + 2


def test_imports_are_listed_newest_first(manager, admin):
    for name in ("Ali Karimov", "Vali Karimov"):
        send_table(manager, make_csv(("Name", "Phone"), (name, "901234567")))
    listed = client_for(admin).get("/courses/imports/").json
    assert (listed["count"], listed["results"][0]["by"]["full_name"]) == (2, "Malika Yusupova")

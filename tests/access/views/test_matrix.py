"""Every operation × every point of view answers as the matrix says; a refusal changes nothing and tells nothing.

Those for whom another one stands (`matrix.choose_views`) are asked by a slow test.
"""

from uuid import uuid4

import pytest
from django.db.models import Model

from tests.access import matrix
from tests.access.operations import OPERATIONS
from tests.access.rules import CASES, OTHER_SIDE, RULES, describe_missing_rule, names_in
from tests.access.side_effects import count_written_rows, get_fingerprint_since, list_audited_actions, roll_back
from tests.access.world import ONE_OF_A_KIND, PEOPLE, VIEWS

SPECIAL = matrix.load_exceptions()
BY_NAME = {operation.name: operation for operation in OPERATIONS}
WITH_IDS = [operation for operation in OPERATIONS if RULES.get(operation.name) and RULES[operation.name].path]
NAMING = [
    operation for operation in OPERATIONS if operation.writes and operation.name in RULES
    and list(names_in(RULES[operation.name].body))
]  # fmt: skip
FILTERED = [operation for operation in OPERATIONS if not operation.writes and operation.id_filters]


def test_every_operation_is_declared_and_nothing_else_is():
    names = {operation.name for operation in OPERATIONS}
    assert [describe_missing_rule(name) for name in names - set(RULES)] == []
    assert set(RULES) <= names
    assert 'rules_coins.py:  "GET /gamification/{id}/": rule("LINK", "THING")' in describe_missing_rule(
        "GET /gamification/{id}/"
    )


def test_every_exception_has_an_existing_operation_and_view():
    assert {name.partition(" (")[0] for name, _ in SPECIAL} <= set(BY_NAME)
    assert {view for _, view in SPECIAL} <= set(VIEWS)


def test_committed_matrix_matches_the_code():
    assert matrix.TABLE.read_text(encoding="utf-8") == matrix.format_matrix(), "./talim generate"


@pytest.fixture(scope="module")
def not_found(world):
    """What people were told of what is not theirs, by operation and view: they need not ask a second time."""
    return {}


def check_answer(operation, view, world, unchanged, wanted, *, always=False, **request):
    """Send a request, which is rolled back; it has the wanted status, and changes nothing when it is refused. `always`:
    what only reads is looked at too.
    """
    with roll_back():
        before = count_written_rows()
        answer = matrix.summarize_answer(matrix.send_request(world, operation, view, **request))
        assert answer[0] == wanted, (view, answer)
        if wanted >= 400 and (operation.writes or always):
            assert get_fingerprint_since(before, unchanged) == unchanged, view
            assert list_audited_actions(world) <= {"accounts.refused"}, view
    return answer


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.name)
def test_every_view_gets_the_answer_of_the_matrix(operation, world, unchanged, readings, not_found):
    for view in matrix.choose_views(operation, SPECIAL):
        wanted = matrix.get_expected_status(operation, view, SPECIAL)
        if operation.writes:
            answer = check_answer(operation, view, world, unchanged, wanted)
        else:
            answer = readings(operation, view).told
            assert answer[0] == wanted, (view, answer)
        if wanted == 404:
            not_found[operation.name, view] = answer


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.name)
def test_everybody_else_gets_the_answer_of_the_matrix_too(operation, world, unchanged):
    """With the ended, unpublished and other objects of the operation too."""
    for case in (None, *(rule for name, rule in CASES if name == operation.name)):
        for view in sorted(set(VIEWS) - set(matrix.choose_views(operation, SPECIAL, case))):
            wanted = matrix.get_expected_status(operation, view, SPECIAL, case)
            check_answer(operation, view, world, unchanged, wanted, always=True, rule=case)


@pytest.mark.parametrize(("name", "rule"), CASES, ids=lambda item: item if isinstance(item, str) else item.path[0])
def test_ended_unpublished_and_other_objects_are_not_found(name, rule, world, unchanged):
    operation = BY_NAME[name]
    for view in matrix.choose_views(operation, SPECIAL, rule):
        wanted = matrix.get_expected_status(operation, view, SPECIAL, rule)
        check_answer(operation, view, world, unchanged, wanted, rule=rule)


@pytest.mark.parametrize("operation", WITH_IDS, ids=lambda o: o.name)
def test_foreign_deleted_and_missing_ids_in_a_path_answer_alike(operation, world, not_found):
    """To everybody who may not see it, as to somebody of each role for whom there is none."""
    rule = RULES[operation.name]
    ids = [world.value(name) for name in rule.path]
    allowed = {view: matrix.get_expected_status(operation, view, SPECIAL) for view in PEOPLE}
    heard = set()
    for view in ONE_OF_A_KIND:
        if allowed[view] in (401, 403):
            continue
        for place, name in enumerate(rule.path):
            if not isinstance(getattr(world, name), Model):
                continue
            absent = [*ids[:place], str(uuid4()), *ids[place + 1 :]]
            nothing = matrix.ask(world, operation, view, path=absent)
            assert nothing[0] == 404, (view, name)
            heard.add(str(nothing))
            if view not in OTHER_SIDE and hasattr(world, f"other_{name}"):
                foreign = [*ids[:place], world.value(f"other_{name}"), *ids[place + 1 :]]
                assert matrix.ask(world, operation, view, path=foreign) == nothing
    for view in PEOPLE:
        if heard and allowed[view] == 404:
            if (operation.name, view) not in not_found:
                not_found[operation.name, view] = matrix.ask(world, operation, view)
            assert {str(not_found[operation.name, view])} == heard, view


@pytest.mark.parametrize("operation", NAMING, ids=lambda o: o.name)
def test_foreign_and_missing_ids_in_a_body_answer_alike(operation, world):
    body = matrix.build_body(operation, RULES[operation.name])
    assert body is not None
    for field, value in body.items():
        if not isinstance(value, str) or not value.startswith("@"):
            continue
        other = f"other_{value[1:]}"
        for view in ONE_OF_A_KIND:
            if matrix.get_expected_status(operation, view, SPECIAL) in (401, 403) or view in OTHER_SIDE:
                continue
            nothing = matrix.ask(world, operation, view, body={**body, field: str(uuid4())})
            assert nothing[0] >= 400, (view, field)
            if hasattr(world, other):
                assert matrix.ask(world, operation, view, body={**body, field: f"@{other}"}) == nothing


FILTER_THINGS = {
    "group": "other_group", "student": "other_pupil", "assignment": "other_assignment", "homework": "other_homework",
    "lesson": "other_lesson", "parent": "other_parent", "child": "other_pupil",
    "teacher": "other_teacher", "branch": "other_branch",
    "room": "other_room", "payment": "other_payment", "learner": "other_pupil", "desk": "other_desk",
    "receipt": "other_receipt", "user": "other_pupil", "actor": "other_pupil", "author": "other_teacher",
    "cashier": "other_teacher", "by": "other_teacher", "import_id": "other_students_import",
    "media": "foreign_media", "quiz": "other_quiz", "gradebook": "other_gradebook", "forum": "other_forum",
    "person": "other_pupil", "owner": "other_teacher", "stage": "other_lead_stage", "assignee": "other_teacher",
    "reporter": "other_pupil",
}  # fmt: skip
SEEN_HERE = {("GET /lessons/", "teacher"): "manager_elsewhere"}
"""Filters for which the usual thing is none of the other side: `other_teacher` stands in for a lesson of the group."""
OPEN_TO_ALL = {"course", "category", "test", "skill"}


def test_every_filter_by_id_is_of_a_known_kind():
    assert {name for operation in FILTERED for name in operation.id_filters} <= set(FILTER_THINGS) | OPEN_TO_ALL


@pytest.mark.parametrize("operation", FILTERED, ids=lambda o: o.name)
def test_foreign_and_missing_ids_in_a_filter_answer_alike(operation, world):
    for name in set(operation.id_filters) - OPEN_TO_ALL:
        thing = SEEN_HERE.get((operation.name, name), FILTER_THINGS[name])
        for view in ONE_OF_A_KIND:
            if matrix.get_expected_status(operation, view, SPECIAL) in (401, 403) or view in OTHER_SIDE:
                continue
            foreign = matrix.ask(world, operation, view, query={name: f"@{thing}"})
            assert foreign == matrix.ask(world, operation, view, query={name: str(uuid4())}), (view, name)


WHO_READS = {
    "resource": "child",
    "notification": "child", "session": "child", "lesson": "child", "attempt": "child", "homework": "child",
    "guardian": "parent", "own_role": "admin", "invitation": "admin", "institution": "admin",
    "mark": "teacher", "excuse": "teacher",
}  # fmt: skip
OF_ONE_THING = [operation for operation in WITH_IDS if RULES[operation.name].path[0] in WHO_READS]


@pytest.mark.parametrize("operation", OF_ONE_THING, ids=lambda o: o.name)
def test_deleted_object_answers_as_a_missing_one(operation, world):
    """Also for whoever could read it a moment ago."""
    [name] = RULES[operation.name].path
    view, deleted = WHO_READS[name], world.value(name)
    with roll_back():
        nothing = matrix.ask(world, operation, view, path=[str(uuid4())])
        type(getattr(world, name)).objects.filter(pk=deleted).delete()
        assert matrix.ask(world, operation, view, path=[deleted]) == nothing

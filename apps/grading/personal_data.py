"""Personal data of grading: what was written for a pupil goes with the pupil; what staff wrote stays without them."""

from apps.core.personal_data import DELETE, KEEP, PersonalData

PERSONAL_DATA = [
    PersonalData(
        "grading.GradeEntry", "student", DELETE, "id created_at item__name number points is_excused reason cause"
    ),
    PersonalData("grading.GradeExtension", "student", DELETE, "id created_at item__name due_at reason"),
    PersonalData("grading.GradeAppeal", "student", DELETE, "id created_at item__name reason answer answered_at"),
    PersonalData(
        "grading.GradeAppeal",
        "author",
        KEEP,
        "id created_at item__name reason",
        empty={"author": None, "reason": ""},
        own=False,
    ),
    PersonalData(
        "grading.GradeAppeal", "answered_by", KEEP, "id created_at answer", empty={"answered_by": None}, own=False
    ),
    PersonalData("grading.ProvisionalMark", "student", DELETE, "id created_at marking__item__name"),
    PersonalData("grading.ProvisionalMark", "author", KEEP, "id created_at points", empty={"author": None}, own=False),
    PersonalData("grading.SecondMarking", "first", KEEP, "id created_at", empty={"first": None}, own=False),
    PersonalData("grading.SecondMarking", "second", KEEP, "id created_at", empty={"second": None}, own=False),
    PersonalData(
        "grading.GradeEntry", "author", KEEP, "id created_at item__name points", empty={"author": None}, own=False
    ),
    PersonalData(
        "grading.GradeExtension", "author", KEEP, "id created_at item__name", empty={"author": None}, own=False
    ),
    PersonalData("grading.GradeScale", "author", KEEP, "id created_at name", empty={"author": None}, own=False),
    PersonalData("grading.FilledRubric", "homework__student", DELETE, "id created_at levels"),
    PersonalData("grading.FilledRubric", "author", KEEP, "id created_at", empty={"author": None}, own=False),
    PersonalData(
        "grading.RubricVersion", "author", KEEP, "id created_at rubric__name", empty={"author": None}, own=False
    ),
    PersonalData("grading.SavedComment", "author", DELETE, "id created_at text"),
    # What counts is the work of the teachers of its group.
    PersonalData("grading.Gradebook", "group__lead_teacher", KEEP, own=False),
    PersonalData("grading.GradeCategory", "gradebook__group__lead_teacher", KEEP, own=False),
    PersonalData("grading.GradeItem", "gradebook__group__lead_teacher", KEEP, own=False),
    PersonalData("grading.Rubric", "group__lead_teacher", KEEP, own=False),
    PersonalData("grading.AssignmentRubric", "assignment__author", KEEP, own=False),
]

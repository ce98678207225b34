"""Why rows of grading have no age limit."""

KEPT = {
    "some for each centre": "grading.GradeScale",
    "what counts in a grade; goes with its group or course": (
        "grading.Gradebook grading.GradeCategory grading.GradeItem"
    ),
    "what a grade comes from; goes with the pupil": (
        "grading.GradeEntry grading.GradeExtension grading.GradeAppeal grading.SecondMarking grading.ProvisionalMark"
    ),
    "what works are judged by; works keep their version": (
        "grading.Rubric grading.RubricVersion grading.AssignmentRubric"
    ),
    "what a teacher chose for a homework; goes with it": "grading.FilledRubric",
    "some for each teacher, who deletes them": "grading.SavedComment",
}

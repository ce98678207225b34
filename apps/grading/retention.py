"""Why rows of grading have no age limit."""

KEPT = {
    "some for each centre": "grading.GradeScale",
    "what counts in a grade; goes with its group or course": (
        "grading.Gradebook grading.GradeCategory grading.GradeItem"
    ),
    "what a grade comes from; goes with the pupil": "grading.GradeEntry grading.GradeExtension",
}

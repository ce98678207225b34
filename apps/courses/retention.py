"""Why rows of this app are kept without an age limit."""

KEPT = {
    "courses.Category": "the catalogue",
    "courses.Level": "the catalogue",
    "courses.Course": "the catalogue",
    "courses.CoursePrice": "the catalogue",
    "courses.CourseTeacher": "the catalogue",
    "courses.Placement": "a pupil's record",
    "courses.Group": "who learnt what with whom: the centre's record",
    "courses.LeadChange": "who led a group when: pay is reckoned from it",
    "courses.Membership": "a pupil's record",
    "courses.MembershipChange": "a pupil's record",
    "courses.Freeze": "a pupil's record; prices are reckoned from it",
    "courses.WaitingEntry": "one row for each person who waits for a group",
    "courses.Holiday": "the calendar",
    "courses.Import": "the list of imports; the file goes after 90 days (`courses.forget_imports`)",
    "courses.ImportRow": "what an import made, so that it can be undone; what the table said goes after 90 days",
}

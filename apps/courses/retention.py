"""Why rows of this app are kept without an age limit."""

KEPT = {
    "the catalogue": "courses.Category courses.Level courses.Course courses.CoursePrice courses.CourseTeacher",
    "the picture of a course in its sizes; files of a changed one are removed": "courses.CourseThumbnail",
    "a pupil's record": "courses.Placement courses.Membership courses.MembershipChange",
    "who learnt what with whom: the centre's record": "courses.Group",
    "who led a group when: pay is reckoned from it": "courses.LeadChange",
    "a pupil's record; prices are reckoned from it": "courses.Freeze",
    "one row for each person who waits for a group": "courses.WaitingEntry",
    "the calendar": "courses.Holiday",
    "the list of imports; the file goes after 90 days (`courses.forget_imports`)": "courses.Import",
    "one row for each set of headings": "courses.ImportMapping",
    "what an import made, so that it can be undone; what the table said goes after 90 days": "courses.ImportRow",
}

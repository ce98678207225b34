"""Why no row of this app goes by its age."""

KEPT = {
    "learning.Enrollment": "who bought which course",
}

"""Why rows of this app are kept without an age limit."""

KEPT = {"learning.Enrollment": "who bought which course"}

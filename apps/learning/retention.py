"""Why rows of this app are kept without an age limit."""

KEPT = {"who bought which course": "learning.Enrollment"}

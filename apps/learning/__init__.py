"""Online courses: their content and progress, and enrolments: which user may learn which course, and until when.

Imports: this app may import `courses` and `gamification`; `lessons` and above may import it.
"""

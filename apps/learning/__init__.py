"""Enrolments: which user may learn which course online, and until when.

Imports: this app may import `courses` and `gamification`; `lessons` and above may import it.
"""

"""Enrolments: who may learn which course online, from where and until when. Its place in the order of imports
is kept: above `courses` and `gamification`, under `lessons`; its models come with the online courses."""

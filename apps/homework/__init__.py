"""Assignments, each pupil's homework, attempts, scores and reviews."""

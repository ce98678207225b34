"""The kinds of blocks that learners hand something in for."""

from apps.homework.course_blocks import (
    ASSIGNMENT,
    ASSIGNMENT_FIELDS,
    SPOKEN,
    SPOKEN_FIELDS,
    find_missing_in_task,
    render_task,
)
from apps.learning.blocks.kinds import BlockKind

BLOCK_KINDS = [
    BlockKind(ASSIGNMENT, ASSIGNMENT_FIELDS, find_missing=find_missing_in_task, render=render_task),
    BlockKind(SPOKEN, SPOKEN_FIELDS, files=("audio/",), find_missing=find_missing_in_task, render=render_task),
]
"""The file of a `spoken` block is its model audio: how the text should sound."""

"""Lists of lessons for a child, with scores and reasons. Knows no database."""

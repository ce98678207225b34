"""Statistics of a quiz and its questions: how they are calculated, and what they are read from."""

"""Activities: what children of the kindergarten play in a lesson, one on a screen, with nothing to read."""

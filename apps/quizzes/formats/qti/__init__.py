"""QTI of all versions: packages, items of 2.x and 3.0 that share one core, and assessments of 1.2."""

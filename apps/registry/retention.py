"""Why no row of this app goes by its age."""

KEPT = {
    "registry.MLModel": "one row for each model that ever marked something: marks name it",
}

"""Why no row of this app expires."""

KEPT = {"one row for each model that ever marked something: marks name it": "registry.MLModel"}

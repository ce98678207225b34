"""Why no row of this app expires."""

KEPT = {"registry.MLModel": "one row for each model that ever marked something: marks name it"}

"""Examples of schemas, for the API's documentation."""

from typing import Any

from pydantic import ConfigDict


def build_example(**values: Any) -> ConfigDict:
    """Return the `model_config` of a schema with this example. Values are as in JSON.

    An answer names only what does not follow from its fields (`api.base_schemas.derive_example`) and from the schema it
    extends.
    """
    return ConfigDict(json_schema_extra={"examples": [values]})

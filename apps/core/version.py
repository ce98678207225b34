"""The version of the platform: `pyproject.toml`, the API, the images and the TypeScript packages carry the same one."""

VERSION = "1.0.0"

"""The outside pipeline: its tables in the schema `ai`, its rights, and what of its rows is used."""

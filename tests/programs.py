"""Programs that tests write themselves."""


def write_program(path, text):
    """Write an executable script, in a folder that need not exist."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)

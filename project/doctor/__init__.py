"""The doctor checks an installation and says what to do: `manage.py doctor`.

Each check is a function without arguments that yields findings. It is defined in the module of its subject and listed
in `project.doctor.runner.CHECKS`. No finding holds a secret.
"""

"""The doctor: looks at everything the platform stands on and says what to do. `manage.py doctor` is its mouth.

Each check is a function without arguments that answers with findings; it stands in the module of its subject and is
listed in `project.doctor.examination.CHECKS`. No finding holds a secret.
"""

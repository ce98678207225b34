"""Why rows of this app are kept without an age limit."""

KEPT = {
    "goes with the file that it was unpacked from": "packages.Package",
    "how far a learner is in a package; goes with the person": "packages.LearnerPackage",
}

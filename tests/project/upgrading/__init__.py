"""An app that only these tests migrate, from release to release."""

"""Online courses of the demo: one that is published and learnt, and one in draft. All media are made here."""

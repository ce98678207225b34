"""The adaptive placement test: the estimate of an ability, the next item, levels, and the calibration of items."""

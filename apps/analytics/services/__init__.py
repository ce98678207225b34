"""Services of analytics: what changed, counting facts, builds, the nightly proof."""

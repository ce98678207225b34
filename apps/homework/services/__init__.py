"""Services of homework: everything that writes."""

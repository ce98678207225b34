"""Analytics: measures, daily facts, series and dashboards."""

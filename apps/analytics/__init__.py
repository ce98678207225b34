"""Analytics: daily facts of declared measures, and the series and dashboards that are made of them."""

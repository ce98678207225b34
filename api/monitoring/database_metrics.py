"""Metrics from database rows: jobs, heartbeats, deliveries, SMS and database connections."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric

from apps.jobs import queries as job_queries
from apps.messaging.queries import count_sms_left_today
from apps.notifications.queries import count_deliveries_by_channel_and_state, get_sms_budget

DELIVERY_PERIOD = timedelta(hours=1)


def collect_jobs() -> Iterator[Metric]:
    """Return waiting, running and dead jobs by queue and kind, and the longest waits."""
    labels = ["queue", "kind"]
    waiting = GaugeMetricFamily("talim_jobs_waiting", "Jobs that could run now", labels=labels)
    age = GaugeMetricFamily("talim_jobs_oldest_wait_seconds", "How long the first of them has waited", labels=labels)
    running = GaugeMetricFamily("talim_jobs_running", "Jobs that are being done", labels=labels)
    dead = GaugeMetricFamily("talim_jobs_dead", "Jobs that failed for the last time", labels=labels)
    for state in job_queries.count_jobs_by_kind():
        names = [state.queue, state.kind]
        waiting.add_metric(names, state.due)
        age.add_metric(names, state.oldest_wait_s)
        running.add_metric(names, state.running)
        dead.add_metric(names, state.dead)
    yield from (waiting, age, running, dead)


def collect_heartbeats() -> Iterator[Metric]:
    """Return ready processes and heartbeat ages by role."""
    ready = GaugeMetricFamily("talim_processes_ready", "Processes of a role that can take work", labels=["role"])
    age = GaugeMetricFamily("talim_beat_age_seconds", "Since the newest sign of life of a role", labels=["role"])
    for role, seconds in job_queries.get_heartbeat_ages().items():
        ready.add_metric([role], job_queries.count_ready_processes(role))
        if seconds is not None:
            age.add_metric([role], seconds)
    yield from (ready, age)


def collect_periodic_jobs() -> Iterator[Metric]:
    """Return the age of the last slot and the period of each periodic job."""
    age = GaugeMetricFamily("talim_periodic_slot_age_seconds", "Since the last slot of a periodic job", labels=["name"])
    every = GaugeMetricFamily("talim_periodic_every_seconds", "From one slot of it to the next", labels=["name"])
    for periodic, seconds in job_queries.list_periodic_job_ages():
        age.add_metric([periodic.name], seconds)
        every.add_metric([periodic.name], periodic.every.total_seconds())
    yield from (age, every)


def collect_notification_deliveries() -> Iterator[Metric]:
    """Return deliveries of the last hour by channel and current state."""
    gauge = GaugeMetricFamily(
        "talim_deliveries_last_hour", "Deliveries begun in the last hour, by state", labels=["channel", "state"]
    )
    for (channel, state), number in count_deliveries_by_channel_and_state(timezone.now() - DELIVERY_PERIOD).items():
        gauge.add_metric([channel, state], number)
    yield gauge


def collect_sms_budget() -> Iterator[Metric]:
    """Return the SMS left today (SMS_PER_DAY) and the money left of this month's budget."""
    yield GaugeMetricFamily("talim_sms_left_today", "SMS left of SMS_PER_DAY (UTC day)", value=count_sms_left_today())
    left = get_sms_budget(timezone.now()).left
    yield GaugeMetricFamily("talim_sms_budget_left_tiyin", "Left of the month's SMS budget, in tiyin", value=left)


def collect_database_connections_and_size() -> Iterator[Metric]:
    """Return the connections, their limit, and the size of the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
            " current_setting('max_connections')::int, pg_database_size(current_database())"
        )
        used, limit, size = cursor.fetchone()
    yield GaugeMetricFamily("talim_db_connections", "Client connections of the PostgreSQL server", value=used)
    yield GaugeMetricFamily("talim_db_connections_max", "Connections that it allows", value=limit)
    yield GaugeMetricFamily("talim_db_bytes", "Size of the database", value=size)
    yield GaugeMetricFamily(
        "talim_db_pool_size", "DATABASE_POOL_SIZE of a serving process", value=settings.ENV.database_pool_size
    )

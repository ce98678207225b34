"""Metrics of the machine: disk space, and the certificate of FRONTEND_URL."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric

from api.monitoring import certificates
from apps.core.disks import get_disk, list_local_disks

ASK_SECONDS = 3.0
REMEMBERED_SECONDS, REMEMBERED_BADLY_SECONDS = 3600, 60
UNKNOWN = -1.0


def collect_disk_space() -> Iterator[Metric]:
    """Return the free space of the file store's disk and of other local disks."""
    if not settings.ENV.s3_bucket:
        store = get_disk("store", Path(settings.MEDIA_ROOT))
        labels = {
            "talim_store_free_bytes": ("Bytes free where files lie", store.free),
            "talim_store_bytes": ("Bytes in all where files lie", store.size),
            "talim_store_free_inodes": ("Files that can still be made there", store.free_files),
        }
        for name, (text, value) in labels.items():
            yield GaugeMetricFamily(name, text, value=value)
    free = GaugeMetricFamily("talim_disk_free_bytes", "Bytes free on a disk that is not the store's", labels=["place"])
    size = GaugeMetricFamily("talim_disk_bytes", "Bytes in all on it", labels=["place"])
    for other in list_local_disks():
        if other.place != "store":
            free.add_metric([other.place], other.free)
            size.add_metric([other.place], other.size)
    yield free
    yield size


def collect_certificate() -> Iterator[Metric]:
    """Return the seconds until the certificate of FRONTEND_URL ends (0: browsers refuse it), and whether it could be
    read. It is read once an hour, or once a minute after a problem.
    """
    known = GaugeMetricFamily("talim_certificate_known", "1 when the certificate of FRONTEND_URL could be looked at")
    left = GaugeMetricFamily("talim_certificate_seconds_left", "Until the certificate of FRONTEND_URL ends")
    address = settings.ENV.frontend_url
    if address.startswith("https://"):
        key = f"metrics:certificate:{address}"
        ends, now = cache.get(key), timezone.now().timestamp()
        if ends is None:
            ends = _fetch_certificate_end(address)
            cache.set(key, ends, REMEMBERED_SECONDS if ends > now else REMEMBERED_BADLY_SECONDS)
        known.add_metric([], ends != UNKNOWN)
        if ends != UNKNOWN:
            left.add_metric([], max(0.0, ends - now))
    yield known
    yield left


def _fetch_certificate_end(address: str) -> float:
    """Return the end as Unix time; 0 when browsers refuse it, UNKNOWN when no TLS server answers."""
    try:
        return certificates.get_certificate_end(address, timeout_seconds=ASK_SECONDS).timestamp()
    except certificates.CertificateNotTrusted:
        return 0.0
    except OSError:
        return UNKNOWN

"""VdoCipher with a store on S3: it fetches films itself, by a link; and how the centre learns what waits."""

import pytest
import requests
from django.conf import settings

from apps.video.vdocipher import client as vdocipher_client
from project.doctor.videos import check_videos
from project.env import load_environment
from tests.accounts.entry.conftest import run_jobs  # noqa: F401
from tests.project.doctor_findings import get_texts
from tests.resources.conftest import moto, s3_store  # noqa: F401
from tests.servers.vdocipher import API_SECRET
from tests.video.test_vdocipher import FILM, add_film, author, pass_time, the_video, vdocipher  # noqa: F401


def test_vdocipher_fetches_a_film_from_the_store_by_a_link(vdocipher, s3_store, author, pass_time):  # noqa: F811
    file = add_film(author)
    pass_time()
    there = vdocipher.videos[the_video().provider_id]
    assert vdocipher.calls[0] == "PUT /api/videos/importUrl"
    assert there["url"].startswith(f"{s3_store.server.url}/")
    assert requests.get(there["url"], timeout=60).content == FILM
    assert (there["bytes"], there["title"], the_video().state) == (b"", str(the_video().pk), "transcoding")
    vdocipher.says(the_video().provider_id, "ready", 12.5)
    pass_time()
    file.refresh_from_db()
    assert (the_video().state, file.duration_ms) == ("ready", 12_500)


@pytest.mark.parametrize("name", ["VIDEO_SERVICE_SECRET_KEY", "VDOCIPHER_API_SECRET"])
def test_the_secret_turns_vdocipher_on_by_either_name(monkeypatch, name):
    for variable in ("VIDEO_SERVICE_SECRET_KEY", "VDOCIPHER_API_SECRET"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(settings, "ENV", load_environment())
    assert not vdocipher_client.is_on()
    monkeypatch.setenv(name, API_SECRET)
    monkeypatch.setattr(settings, "ENV", load_environment())
    assert vdocipher_client.is_on()


def test_the_doctor_says_that_a_film_waits_while_nothing_prepares_it(author, run_jobs):  # noqa: F811
    assert "films that are sent will wait" in get_texts(check_videos())
    add_film(author)
    run_jobs()
    assert "no media is ready: 1 films wait -> Start it: manage.py media" in get_texts(check_videos())

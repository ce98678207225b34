"""Files of questions that a teacher imports and exports over REST."""

from urllib.parse import unquote

from django.test import Client

from apps.quizzes.services.question_exports import WRITE_EXPORT
from apps.quizzes.services.question_imports import CHECK_IMPORT, RUN_IMPORT
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.resources.upload_requests import send_file


class Importer:
    """A teacher with a bank; runs the jobs."""

    def __init__(self, teacher, bank):
        self.client, self.bank = client_for(teacher), bank
        self.path = f"/quizzes/banks/{bank}/"

    def send(self, **body):
        return self.client.post(f"{self.path}imports/", body)

    def upload(self, content, name, **more):
        way = send_file(self.client, content, name, purpose="question_file")
        return self.send(upload=way["id"], **more)

    def check(self, answer):
        assert answer.status == 202, answer.json
        assert run_jobs(CHECK_IMPORT) == 1
        return self.get(answer.json["id"])

    def run(self, sent):
        answer = self.client.post(f"{self.path}imports/{sent['id']}/run/")
        assert answer.status == 202, answer.json
        assert run_jobs(RUN_IMPORT) == 1
        return self.get(sent["id"])

    def get(self, key):
        return self.client.get(f"{self.path}imports/{key}/").json

    def export(self, name):
        """The export when it is ready, and its bytes."""
        answer = self.client.post(f"{self.path}exports/", {"format": name})
        assert answer.status == 202, answer.json
        assert run_jobs(WRITE_EXPORT) == 1
        ready = self.client.get(f"{self.path}exports/{answer.json['id']}/").json
        assert ready["state"] == "ready"
        return ready, b"".join(Client().get(unquote(ready["url"])).streaming_content)

    def questions(self):
        return self.client.get(f"{self.path}questions/", {"ordering": "name"}).json["results"]

"""What a stranger sees of a certificate, and that a revoked one says so everywhere."""

import json

import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

from apps.certificates.models import Certificate, CertificateKey
from apps.certificates.services.keys import renew_key
from apps.certificates.signing import SignatureState, check_pdf
from tests.certificates.certificate_requests import award, make_template, open_page
from tests.factories import client_for, make_django_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(group, manager, pupil):
    return award(manager, pupil, group.course, make_template(manager), hours=72, level="B1")


def read_document(reader, certificate):
    return client_for(reader).get(f"/certificates/{certificate['id']}/document/").content


def read_badge(reader, certificate):
    return client_for(reader).get(f"/certificates/{certificate['id']}/badge/").json


def check(certificate):
    """What the API says to everybody."""
    return client_for(None).get(f"/certificates/public/{certificate['address'].rpartition('/')[2]}/")


def revoke(office, certificate, reason="The exam was taken by another person."):
    return client_for(office).post(f"/certificates/{certificate['id']}/revoke/", {"reason": reason})


def verify_badge(badge):
    """Verify the badge with the list of revoked ones that our own server gives."""

    def download(address):
        answer = make_django_client().get(f"/c/{address.partition('/c/')[2]}")
        assert answer.status_code == 200
        return answer.content

    return OB3LdpVerifier().verify(json.dumps(badge), check_status=True, download=download, verify_status_list=False)


@pytest.mark.parametrize(("language", "words"), [("uz", "Kim bergan"), ("ru", "Кем выдан"), ("en", "Awarded by")])
def test_the_page_shows_what_is_certified_in_three_languages(certificate, pupil, language, words):
    page = open_page(certificate, language)
    text = page.content.decode()
    assert (page.status_code, page["Content-Language"]) == (200, language)
    assert all(word in text for word in (words, certificate["number"], certificate["course_title"], "72"))
    assert page["X-Robots-Tag"] == "noindex"
    assert (pupil.first_name in text) is False
    assert "J. O." in text


def test_the_full_name_is_shown_with_consent_and_nothing_else_of_the_person(certificate, pupil, teacher):
    client = client_for(pupil)
    assert check(certificate).json["name"] == "J. O."
    answer = client.put("/auth/users/me/consents/certificate/", {"given": True})
    assert answer.status == 200, answer.json
    shown = check(certificate).json
    assert shown["name"] == pupil.full_name
    assert set(shown) == {
        "public_id", "name", "course", "hours", "level", "day", "number", "centre", "is_valid", "revoked_at",
    }  # fmt: skip
    text = open_page(certificate).content.decode()
    assert pupil.full_name in text
    for secret in (certificate["id"], str(pupil.pk), str(teacher.pk), "Final exam", pupil.email):
        assert secret not in text


def test_unknown_addresses_and_other_methods_tell_nothing(certificate):
    stranger = make_django_client()
    for path in ("/c/7k3m9p2q8r4t6v5w2x3y4z7a", f"/c/{certificate['id']}", f"/c/status/{certificate['id']}/1", "/c/x"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"/c/{certificate['address'].rpartition('/')[2]}").status_code == 405
    client_for(None).get("/certificates/public/7k3m9p2q8r4t6v5w2x3y4z7a/").check_refused(404)


def test_a_revoked_certificate_says_so_on_its_page_and_in_the_list_of_badges(certificate, manager, teacher, pupil):
    badge = read_badge(pupil, certificate)
    assert verify_badge(badge).id == certificate["address"]
    revoke(teacher, certificate).check_refused(403)
    revoke(manager, certificate, reason="").check_refused(422, field="reason")
    answer = revoke(manager, certificate)
    assert (answer.json["state"], answer.json["revoked_by"]["id"]) == ("revoked", str(manager.pk))
    revoke(manager, certificate).check_refused(409)
    assert check(certificate).json["is_valid"] is False
    text = open_page(certificate).content.decode()
    assert "Revoked" in text
    assert "another person" not in text
    with pytest.raises(OB3VerificationError):
        verify_badge(badge)
    told = client_for(pupil).get("/notifications/").json["results"][0]
    assert certificate["number"] in told["text"]
    assert "another person" not in told["text"], "an erasure empties the reason, which stands with the certificate"
    read = client_for(pupil).get(f"/certificates/{certificate['id']}/").json
    assert read["revoke_reason"] == "The exam was taken by another person."


def test_documents_stay_valid_when_the_key_is_lost_and_renewed(
    certificate, group, manager, pupil, second_pupil, settings
):
    old = read_document(pupil, certificate)
    settings.SECRET_KEY = "another key, as the old one was lost, of more than fifty letters"
    template = {"id": certificate["template"]}
    with pytest.raises(Exception, match="SECRET_KEY does not open the key"):
        award(manager, second_pupil, group.course, template)
    renew_key()
    Certificate.objects.filter(student=second_pupil).delete()
    new = award(manager, second_pupil, group.course, template)
    keys = [bytes(row.certificate) for row in CertificateKey.objects.all()]
    assert len(keys) == 2
    for document in (old, read_document(second_pupil, new)):
        assert check_pdf(document, keys) == SignatureState.INTACT
    assert check_pdf(old[:-1] + b" ", keys) == SignatureState.CHANGED
    assert OB3LdpVerifier().verify(json.dumps(read_badge(pupil, certificate))).id == certificate["address"]
    assert verify_badge(read_badge(pupil, certificate)).id == certificate["address"], "another key signs its list"
    revoke(manager, certificate)
    with pytest.raises(OB3VerificationError):
        verify_badge(read_badge(pupil, certificate))
    key = Certificate.objects.get(pk=certificate["id"]).key_id
    assert make_django_client().get(f"/c/keys/{key}.pem").content.startswith(b"-----BEGIN CERTIFICATE-----")

"""Certificates in every state, with the template and the rules that awarded them."""

from tests.certificates.certificate_requests import award, make_template, post_award, post_rule
from tests.factories import client_for

LONG = "Abdurahmonjon-Muhammadyusuf Xoʻjamurodov-Toshpoʻlatzoda"


def award_certificates(office, course, pupils):
    """The template's id: one certificate is valid with a long name, one revoked, one being made."""
    signature = {"name": {"uz": "Akmal Qodirov"}, "position": {"uz": "Oʻquv markazi direktori"}, "picture": None}
    template = make_template(office, "Certificate of all our long and intensive summer courses", signatures=[signature])
    other = make_template(office, "Certificate of the exam", layout="modern", orientation="portrait")
    answer = post_rule(office, course, template, least_progress=100, least_attendance=80, not_before="2099-01-01")
    assert answer.status == 201, answer.json
    first, second = pupils[:2]
    award(office, first, course, template, name=LONG, hours=72, level="B1")
    revoked = award(office, first, course, other)
    answer = client_for(office).post(
        f"/certificates/{revoked['id']}/revoke/", {"reason": "The exam was taken by a friend."}
    )
    assert answer.status == 200, answer.json
    assert post_award(office, second, course, template).status == 201
    return template["id"]

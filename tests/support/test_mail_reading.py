"""What an e-mail says, also when it is broken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.support.mail_reading import read_mail, split_quote

OFFICE = frozenset({"office@centre.uz"})


def build(body=b"Hello", **headers):
    """The bytes of a letter."""
    head = {"From": "Gulnora <gulnora@example.uz>", "Subject": "Prices", "Message-ID": "<1@example.uz>"} | headers
    lines = [f"{name.replace('_', '-')}: {value}".encode() for name, value in head.items()]
    return b"\r\n".join([*lines, b"", body])


def read(raw):
    return read_mail(raw, own_addresses=OFFICE)


def test_a_letter_is_read():
    mail = read(build(In_Reply_To="<a@b>", References="<x@y> <a@b>", Subject="Re: [#57-00112233445566ff] Prices"))
    assert (mail.sender, mail.name, mail.text) == ("gulnora@example.uz", "Gulnora", "Hello")
    assert (mail.ids, mail.token, mail.is_automatic, mail.failed) == (
        ("<a@b>", "<x@y>"),
        "00112233445566ff",
        False,
        None,
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"List_Id": "<news.example.uz>"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
    ],
)
def test_machines_are_recognised(headers):
    assert read(build(**headers)).is_automatic


def test_people_are_not_machines():
    assert not read(build(Auto_Submitted="no", Precedence="normal")).is_automatic


@pytest.mark.parametrize("headers", [{"X_Loop": "Office@centre.uz"}, {"From": "Centre <office@centre.uz>"}])
def test_own_letters_are_loops(headers):
    assert read(build(**headers)).is_loop


@pytest.mark.parametrize(
    "head", ["On Mon, 2 Mar 2026, Office wrote:", "пн, 2 марта 2026 г., Офис написал(а):", "-----Original Message-----"]
)
def test_quotes_are_kept_apart(head):
    text = f"It is missing.\r\n\r\n{head}\r\n> We have sent it.\r\n> Bye"
    assert split_quote(text) == ("It is missing.", f"{head}\n> We have sent it.\n> Bye")
    assert split_quote("> only\n> a quote") == ("> only\n> a quote", "")
    assert split_quote("Yes\n\n> Did you pay?") == ("Yes", "> Did you pay?")
    assert split_quote("> Did you pay?\nYes") == ("> Did you pay?\nYes", "")


@pytest.mark.parametrize(
    "kind, body, text",
    [
        ("text/plain; charset=windows-1251", "Чек".encode("cp1251"), "Чек"),
        ("text/plain; charset=x-no-such", "Чек".encode(), "Чек"),
        ("text/plain; charset=utf-8", b"\xff\xfe\x00abc", "ÿþabc"),
        ("text/plain; charset=\"'\x01", b"abc", "abc"),
        ("text/html", b"<style>p {}</style><p>One</p><p>Two<br>Three<script>alert(1)</script>", "One\nTwo\nThree"),
    ],
)
def test_charsets_and_html_become_text(kind, body, text):
    assert read(build(body, Content_Type=kind)).text == text


def test_bounces_name_the_letters_that_failed():
    report = (
        b"--b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: %s\r\nStatus: 5.1.1\r\n\r\n"
        b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID: <ticket-1@centre.uz>\r\n--b--\r\n"
    )
    kind = 'multipart/report; report-type=delivery-status; boundary="b"'
    assert read(build(report % b"failed", Content_Type=kind)).failed == ("<ticket-1@centre.uz>",)
    assert read(build(report % b"delayed", Content_Type=kind)).failed == ()


def test_a_letter_without_id_has_one_by_its_bytes():
    raw = build().replace(b"Message-ID: <1@example.uz>\r\n", b"")
    assert read(raw).message_id == read(raw).message_id != read(raw + b"!").message_id
    assert read(raw).message_id.startswith("sha256:")


@settings(deadline=None, max_examples=150)
@given(
    st.binary(max_size=400), st.text(max_size=80), st.sampled_from(["text/plain", "multipart/mixed; boundary=b", "x"])
)
def test_nonsense_is_read_without_an_error(body, header, kind):
    header = header.replace("\r", "").replace("\n", "").encode("utf-8", "replace")
    raw = b"From: " + header + b"\r\nSubject: =?" + header + b"\r\nReferences: " + header
    mail = read(raw + b"\r\nContent-Type: " + kind.encode() + b"; charset=" + header + b"\r\n\r\n--b\r\n" + body)
    assert "\x00" not in mail.text + mail.subject + mail.name


def test_files_are_found_and_limited():
    part = b'--b\r\nContent-Disposition: attachment; filename="%d.txt"\r\n\r\nabc\r\n'
    parts = b"".join(part % number for number in range(14))
    mail = read(build(b"--b\r\n\r\nSee\r\n" + parts + b"--b--", Content_Type="multipart/mixed; boundary=b"))
    assert (mail.text, len(mail.files), mail.files[0].name, mail.files[0].content) == ("See", 10, "0.txt", b"abc")

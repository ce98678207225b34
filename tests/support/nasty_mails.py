"""Letters that no mail program writes: parsers fail at them, take long, or find in them what no database holds."""

HEAD = b"From: Gulnora <gulnora@example.uz>\r\nSubject: Prices\r\n"
HTML = HEAD + b"Content-Type: text/html\r\n\r\n"


def _text(kind, body):
    return HEAD + b"Content-Type: " + kind + b"\r\n\r\n" + body


def _nested(levels):
    level = b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n'
    return b"".join(level % (number, number) for number in range(levels))


def _bounce(message_id):
    """A report with the letter that failed in it."""
    return (
        b"From: mailer-daemon@example.uz\r\nSubject: Undelivered\r\nReturn-Path: <>\r\nContent-Type: multipart/report;"
        b' report-type=delivery-status; boundary="r"\r\n\r\n--r\r\n\r\nSorry\r\n--r\r\nContent-Type: '
        b"message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: failed\r\n\r\n--r\r\nContent-Type: "
        b"message/rfc822\r\n\r\nMessage-ID: " + message_id + b"\r\n\r\nHello\r\n--r--\r\n"
    )


UNREADABLE = {
    "declaration": HTML + b"<![>",
    "declaration in words": HTML + b"<p>Hello</p><![>",
    "open tags": HTML + (b"<" + b"a" * 40) * 50,
    "growing open tags": HTML + b"".join(b"<" + b"a" * count for count in range(80)),
    "NUL in Message-ID": b"Message-ID: <a\x00b@example.uz>\r\n" + HEAD + b"\r\nHello",
    "NUL in In-Reply-To": b"In-Reply-To: <a\x00b@example.uz>\r\n" + HEAD + b"\r\nHello",
    "NUL in References": b"References: <a@b> <a\x00b@example.uz>\r\n" + HEAD + b"\r\nHello",
    "NUL in a bounce": _bounce(b"<a\x00b@example.uz>"),
    "unicode_escape": _text(b"text/plain; charset=unicode_escape", b"Hello \\ud800"),
    "raw_unicode_escape": _text(b"text/plain; charset=raw_unicode_escape", b"Hello \\ud800"),
    "utf-7": _text(b"text/plain; charset=utf-7", b"Hello +2AA-"),
    "punycode": _text(b"text/plain; charset=punycode", b"abc-" + b"a9" * 20_000),
    "idna": _text(b"text/plain; charset=idna", b"xn--" + b"a" * 5000),
    "rot13": _text(b"text/plain; charset=rot13", b"Uryyb"),
    "base64 as a charset": _text(b"text/plain; charset=base64_codec", b"SGVsbG8="),
    "zlib": _text(b"text/plain; charset=zlib", b"x\x9c\xcbH"),
    "undefined": _text(b"text/plain; charset=undefined", b"Hello"),
    "long charset": _text(b"text/plain; charset=" + b"a" * 5000, b"Hello"),
    "encoded charset": _text(b"text/plain; charset*=punycode''" + b"a9" * 500, b"Hello"),
    "cut word": b"From: gulnora@example.uz\r\nSubject: =?utf-8?b?0JrQsNC6I?=\r\n\r\nHello",
    "cut word without end": b"From: gulnora@example.uz\r\nSubject: =?utf-8?b?0JrQsNC6INC\r\n\r\nHello",
    "word of five letters": b"From: gulnora@example.uz\r\nSubject: =?utf-8?b?aaaaa?=\r\n\r\nHello",
    "word in unicode_escape": b"From: gulnora@example.uz\r\nSubject: =?unicode_escape?q?\\ud800?=\r\n\r\nHello",
    "words that do not end": b"From: gulnora@example.uz\r\nSubject: " + b"=?a?q?" * 20_000 + b"\r\n\r\nHello",
    "file in punycode": HEAD
    + b"Content-Disposition: attachment; filename*=punycode''" + b"a9" * 500 + b"\r\n\r\nabc",
    "levels": HEAD + _nested(3000) + b"Hello",
    "levels with lines": HEAD + _nested(300) + b"\r\n" * 300_000,
    "letters in letters": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3000,
    "semicolons": HEAD + b"Content-Type: text/plain" + b";" * 400_000 + b"\r\n\r\nHello",
    "brackets in From": b"From: " + b"(" * 5000 + b"\r\nSubject: Prices\r\n\r\nHello",
    "numbered parameters": HEAD + b"Content-Type: text/plain; charset*" + b"9" * 5000 + b"=a\r\n\r\nHello",
}  # fmt: skip
READABLE = {
    "UTF-8 called ASCII": _text(b"text/plain; charset=us-ascii", "Чек".encode()),
    "Outlook": HTML + b"<!--[if mso]><xml>x</xml><![endif]--><p>Hello<![if !vml]><br><![endif]> 3 < 4</p>",
    "a file of dots": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n"
    b'Content-Disposition: attachment; filename=".."\r\n\r\nwords\r\n--b--',
    "a file without a name": HEAD + b"Content-Disposition: attachment; filename=\"/\"\r\n\r\nwords",
    "brackets": HTML + b"<p>Hello</p>" + b"<b>" * 5000,
    "no body": HEAD + b"\r\n",
}  # fmt: skip

"""Text with markup that people write and browsers show: only harmless HTML is kept (nh3, the ammonia library)."""

from collections.abc import Mapping

import nh3

TAGS = {*"p br strong b em i u s ul ol li a h2 h3 h4 blockquote code pre".split()}
SCHEMES = {"https", "http", "mailto", "tel"}


def sanitize_html(text: str) -> str:
    """The text without anything that could run, load or disguise itself.

    Tags outside of TAGS go and their words stay; scripts and styles go with their content; links keep an address of
    SCHEMES only and tell nobody where the reader came from. Cleaning twice changes nothing.
    """
    return nh3.clean(
        text,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def sanitize_translations(texts: Mapping[str, str]) -> dict[str, str]:
    """The same for a text in several languages."""
    return {language: sanitize_html(text) for language, text in texts.items()}

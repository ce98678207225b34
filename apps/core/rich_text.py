"""Sanitize HTML that users write (nh3, the ammonia library)."""

from collections.abc import Mapping

import nh3

TAGS = {*"p br strong b em i u s ul ol li a h2 h3 h4 blockquote code pre".split()}
SCHEMES = {"https", "http", "mailto", "tel"}


def sanitize_html(text: str) -> str:
    """Return the HTML without anything that runs, loads or disguises itself.

    Tags outside of TAGS are removed and their text stays; scripts and styles are removed with their content. Links keep
    only addresses of SCHEMES and send no referrer. Sanitizing twice changes nothing.
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
    """Sanitize a text in several languages."""
    return {language: sanitize_html(text) for language, text in texts.items()}

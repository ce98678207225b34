"""Formulas of blocks: LaTeX to MathML."""

from functools import lru_cache

import nh3
import structlog
from latex2mathml.converter import convert

log = structlog.get_logger(__name__)

TAGS = {
    *"math mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom".split(),
    *"menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd".split(),
}
ATTRIBUTES = {
    "*": {
        *"display mathvariant stretchy fence separator form largeop movablelimits accent accentunder".split(),
        *"linethickness columnalign rowspacing columnspacing columnlines rowlines notation width height depth".split(),
        *"lspace rspace minsize maxsize symmetric displaystyle scriptlevel mathcolor mathsize".split(),
    }
}


@lru_cache(maxsize=2048)
def render_formula(latex: str) -> str:
    """Return the MathML of a formula; "" when it is empty or cannot be read.

    Only elements and attributes of formulas stay: the converter lets HTML and links through. Formulas are kept in
    memory: 2,000 letters take about 30 ms.
    """
    if not latex.strip():
        return ""
    try:
        mathml = convert(latex, display="block")
    # The converter raises errors of many kinds for a broken formula; the author is told that it cannot be read.
    except Exception as error:
        log.info("formula_unreadable", error=type(error).__name__)
        return ""
    return nh3.clean(mathml, tags=TAGS, clean_content_tags={"script", "style"}, attributes=ATTRIBUTES)

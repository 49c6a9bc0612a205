"""The fonts that certificates are set in, and which signs they lack."""

from functools import cache
from threading import Lock

import typst

# Packages of Debian: the first covers what names mostly need, the second most of what is rare.
FAMILIES = {"Noto Serif CJK SC": "fonts-noto-cjk", "HanaMinA": "fonts-hanazono", "HanaMinB": "fonts-hanazono"}
STANDARD = "a-2b"  # archival PDF: a sign without a glyph is an error, never an empty box
_SIGN = '#set text(font: json(bytes(sys.inputs.fonts)), fallback: false)\n#sys.inputs.sign'
_one_at_a_time = Lock()


class NoFont(RuntimeError):
    """No Chinese font is installed; the message says which package brings one."""


@cache
def fonts() -> typst.Fonts:
    """Every font of this machine, looked up once."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)


@cache
def families() -> tuple[str, ...]:
    """Those of `FAMILIES` that are installed; raises NoFont when none is."""
    known = set(fonts().families())
    found = tuple(name for name in FAMILIES if name in known)
    if not found:
        raise NoFont("没有中文字体，不能打印证书：apt-get install fonts-noto-cjk fonts-hanazono")
    return found


def compiled(source: str, **inputs: str) -> bytes:
    """`source` as an archival PDF; raises TypstError, also for a sign that no font has."""
    with _one_at_a_time:
        return typst.compile(source.encode(), format="pdf", font_paths=fonts(), ignore_system_fonts=True,
                             sys_inputs=inputs, pdf_standards=[STANDARD])


@cache
def is_covered(sign: str, chosen: str) -> bool:
    """Whether some of the `chosen` families (JSON) has a glyph for one sign."""
    try:
        compiled(_SIGN, fonts=chosen, sign=sign)
    except typst.TypstError:
        return False
    return True

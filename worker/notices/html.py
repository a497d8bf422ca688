"""A notice as HTML that mail clients can show: one column, styles in place, nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from worker.notices.plain import ANSWERS, NONE, QUOTES
from worker.notices.safe import safe

if TYPE_CHECKING:
    from jinja2 import Template

    from worker.notices.notice import Notice


def html(notice: Notice) -> str:
    """Write a notice as a page in which every word is escaped."""
    return _template().render(notice=safe(notice), quotes=QUOTES, answers=ANSWERS, none=NONE) + "\n"


@cache
def _template() -> Template:
    loader = PackageLoader("worker.notices", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("notice.html")

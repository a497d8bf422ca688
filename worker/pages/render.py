"""Values as HTML, by the templates of a theme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.pages.octets import octets
from worker.pages.theme import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.pages.site import Site

# Nothing from elsewhere, nothing inline. Where the pages are served, the same stands in a header.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def render(template: str, site: Site, *, root: str, values: Mapping[str, object]) -> bytes:
    """Write a page by a template; ``root`` leads from it to the folder of the site."""
    # The folder of its theme is a way to every file of the machine.
    told = replace(site, theme=None)
    html = theme(site.theme).render(template, site=told, root=root, policy=POLICY, **values)
    return octets(html)

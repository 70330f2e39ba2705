"""Programs from outside that judge what the toolkit makes: veraPDF on the PDFs, LibreOffice on the Word files.

Where one is not installed its tests are skipped with the reason; with CONFORMANCE=required they fail instead.
"""

from __future__ import annotations

import os
from pathlib import Path

import office
import pytest
import verapdf as vera
from example import FORMATS, Made, copy_of_example, slugs

from toolkit.session import Session


def present(missing: str) -> None:
    if missing and os.environ.get("CONFORMANCE") == "required":
        pytest.fail(missing, pytrace=False)
    if missing:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def verapdf(request: pytest.FixtureRequest) -> vera.VeraPdf:
    present(vera.missing())
    return vera.VeraPdf(Path(request.config.cache.mkdir("verapdf")))


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> office.LibreOffice:
    present(office.missing())
    return office.LibreOffice(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session", params=slugs())
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Each response of this repository, built in a copy of it."""
    root = copy_of_example(tmp_path_factory.mktemp("made") / "workspace")
    session = Session.open(root)
    session.build(request.param, to=FORMATS)
    return Made(root, request.param, session.draft(request.param))

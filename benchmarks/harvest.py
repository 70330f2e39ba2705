"""How well notes of old responses are read: the worked example's sources printed in five styles, as Word files and as PDFs, and read back.

python benchmarks/harvest.py [--print] [--wrong]

Writes the table of docs/explanation/harvest.md. `--bibliography FILE` takes other entries.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from tests.harvest.rendered import FIELDS, STYLES, Rate, measure  # noqa: E402

PAGE = HERE.parent / "docs" / "explanation" / "harvest.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bibliography", type=Path, default=HERE.parent / "bibliography.bib")
    parser.add_argument("--print", action="store_true", help="print the table only, and leave the page as it is")
    parser.add_argument("--wrong", action="store_true", help="print what was read wrongly as well")
    arguments = parser.parse_args()
    text = arguments.bibliography.read_text(encoding="utf-8")
    sums = {form: {name: Rate() for name in FIELDS} for form in ("docx", "pdf")}
    for form, rates in sums.items():
        for style in STYLES:
            for name, rate in measure(text, style, form).items():
                rates[name].printed += rate.printed
                rates[name].right += rate.right
                rates[name].read += rate.read
                for wrong in rate.wrong if arguments.wrong else ():
                    print(f"{form} {style} {name}: {wrong}")
    lines = ["| field | printed | Word: recall | precision | PDF: recall | precision |", "| --- | --- | --- | --- | --- | --- |"]
    for name in FIELDS:
        word, pdf = sums["docx"][name], sums["pdf"][name]
        lines.append(f"| {name} | {word.printed} | {word.recall:.1%} | {word.precision:.1%} | {pdf.recall:.1%} | {pdf.precision:.1%} |")
    table = "\n".join(lines)
    print(table)
    if not arguments.print:
        between = re.compile(r"(?<=<!-- rates -->\n).*(?=<!-- /rates -->)", re.DOTALL)
        PAGE.write_text(between.sub(lambda _: f"\n{table}\n\n", PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Pages of the reference that are made from the program itself at each build of the manual, so that they cannot fall behind it.

MkDocs calls `on_files`. Commands come from click, formats from the JSON Schemas that editors use, the pages of checks from their modules.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
from mkdocs.structure.files import File, Files

from toolkit.check.engine import Known, known_rules
from toolkit.faces.cli import COMMANDS, cli
from toolkit.faces.explaining import families
from toolkit.faces.rule_page import SCOPES, rule_page
from toolkit.load.schemas import FILES, json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

Schema = dict[str, Any]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add ``reference/commands.md``, one page for each schema, and one for each check with a table of them all."""
    pages = {"commands": commands(), **{name: schema_page(name) for name in FILES}, "rules/index": rules_index()}
    pages |= {f"rules/{code}": rule(known) for code, known in known_rules().items()}
    for name, text in pages.items():
        files.append(File.generated(config, f"reference/{name}.md", content=text))
    return files


def commands() -> str:
    """Every command with its own help text, in the order in which the command line lists them."""
    root = click.Context(cli, info_name="consult")
    sections = ["# Commands", "What `consult --help` and `consult COMMAND --help` print.", fenced(cli.get_help(root))]
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        sections += [f"## consult {name}", fenced(command.get_help(context))]
        for below, each in command.commands.items() if isinstance(command, click.Group) else ():
            sections += [f"### consult {name} {below}", fenced(each.get_help(click.Context(each, info_name=below, parent=context)))]
    return "\n\n".join(sections) + "\n"


def fenced(text: str) -> str:
    return f"```text\n{text}\n```"


def schema_page(name: str) -> str:
    """The fields of a file, then those of each kind of thing in it."""
    schema = json_schema(name)
    kinds = schema["$defs"]
    sections = [f"# `{schema['title']}`", INTRODUCTIONS[name], *table(schema, kinds)]
    for kind in sorted(kinds):
        if fields(kinds[kind]):
            sections += [f"## {kind}", kinds[kind].get("description", "").split("\n\n")[0], *table(kinds[kind], kinds)]
    return "\n\n".join(section for section in sections if section) + "\n"


INTRODUCTIONS = {
    "workspace": "What an organisation sets once, for all of its responses.",
    "evidence": "The library: claims and exhibits, one file a topic. The names below `claims` and `exhibits` are their ids.",
    "consultation": "What is asked: by whom, until when, in which questions.",
    "outline": "What is said, in what order, in what form.",
    "kind": "What a kind of document is made of; beside it lies `template.md`. [Make a kind of your own](../how-to/own-kind.md) tells how.",
    "impact": "What the body did with what was sent; written when it has answered.",
}


def fields(schema: Schema) -> dict[str, Schema]:
    return schema.get("properties", {})


def table(schema: Schema, kinds: dict[str, Schema]) -> Iterator[str]:
    """One row a field, in the order of the schema; nothing where it has none."""
    if not fields(schema):
        return
    rows = ["| field | value | if left out | meaning |", "| --- | --- | --- | --- |"]
    for name, field in fields(schema).items():
        left_out = "must be there" if name in schema.get("required", []) else default(field)
        meaning = field.get("description", "").replace("|", "\\|")
        rows.append(f"| `{name}` | {value(field, kinds)} | {left_out} | {meaning} |")
    yield "\n".join(rows)


def default(field: Schema) -> str:
    given = field.get("default")
    if given in (None, "", []) or isinstance(given, dict):
        return ""
    return f"`{given if isinstance(given, str) else json.dumps(given)}`"


def value(field: Schema, kinds: dict[str, Schema]) -> str:
    """What can be written, in words: a link for things that have a table of their own."""
    if "$ref" in field:
        kind = field["$ref"].rpartition("/")[2]
        return f"[{kind}](#{kind.lower()})" if fields(kinds[kind]) else value(kinds[kind], kinds)
    if "enum" in field:
        return ", ".join(f"`{item}`" for item in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    for several in ("anyOf", "oneOf", "allOf"):
        if several in field:
            options = dict.fromkeys(value(option, kinds) for option in field[several] if option.get("type") != "null")
            return " or ".join(options)
    kind = field.get("type", "")
    if isinstance(kind, list):
        kind = kind[0]  # text that looks like a number need not be quoted: that is for editors, not for people
    if kind == "array":
        items = field.get("items") or {}
        return f"list of {value(items, kinds)}" if items else "list"
    if kind == "object":
        inner = field.get("additionalProperties") or next(iter(field.get("patternProperties", {}).values()), None)
        return f"by name: {value(inner, kinds)}" if isinstance(inner, dict) else "names and values"
    plain = {"string": "text", "integer": "whole number", "number": "number", "boolean": "`true` or `false`"}
    return {"date": "date"}.get(field.get("format", ""), plain.get(kind, "anything"))


def rules_index() -> str:
    """All checks in a table, family by family."""
    sections = ["# Checks", CHECKS]
    for title, rules in families():
        rows = ["| code | level | finds |", "| --- | --- | --- |"]
        for known in rules:
            rows.append(f"| [{known.rule.code}]({known.rule.code}.md) | {known.rule.level} | {rule_page(known).fault_in_markdown} |")
        sections += [f"## {title}", "\n".join(rows)]
    return "\n\n".join(sections) + "\n"


CHECKS = """\
What `consult check` looks for. A code never changes its meaning and is never used again. [Check before sending](../../how-to/check.md)
tells how to use them, [Set the level of a check](../../how-to/levels.md) how to change a level."""


def rule(known: Known) -> str:
    """The page of one check."""
    page = rule_page(known)
    facts = f"`{known.rule.name}` · {known.rule.level} · looks at {SCOPES[known.rule.scope]}"
    ending = WAIVING.format(code=known.rule.code)
    return "\n\n".join([f"# {known.rule.code}: {page.fault_in_markdown.rstrip('.')}", facts, page.markdown, "---", ending]) + "\n"


WAIVING = """\
To let one stand, [waive it](../../how-to/waive.md) with a reason; to change the level, write `{code}: warning` (or another level)
under `rules` in [workspace.yaml](../workspace.md). [All checks](index.md)."""

"""What does the page of a service's events say? Every announcement it makes, field by field, and whom it hears."""

from collections.abc import Sequence
from html import escape
from typing import Any

from chassis.asyncapi import announcements
from chassis.blueprint import Blueprint
from chassis.published import Announcement

REQUIRED, OPTIONAL = "必有 / always", "可缺 / may be missing"


def events_page(blueprint: Blueprint) -> str:
    """HTML; its style is a file of this service."""
    name = escape(blueprint.name)
    told = announcements(blueprint.tells)
    tells = "".join(announcement(t) for t in told) or "<p>无 / nothing</p>"
    hears = "".join(producer(p, announcements(union)) for p, union in blueprint.hears.items()) or "<p>无 / nobody</p>"
    return f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{name} · 事件 / Events</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/pages.css">
</head>
<body>
<nav><strong>{name}</strong> <a href="docs">接口 / API</a> <a aria-current="page" href="events">事件 / Events</a>
<a href="openapi.json">openapi.json</a> <a href="asyncapi.json">asyncapi.json</a></nav>
<main class="events">
<h1>{name}：发布与收听 / what it tells and hears</h1>
<h2>发布 / It tells ({len(told)})</h2>
{tells}
<h2>收听 / It hears</h2>
{hears}
</main>
</body>
</html>
"""


def announcement(told: type[Announcement]) -> str:
    """One announcement: its sentence, its key, its fields."""
    schema = told.model_json_schema()
    required = frozenset[str](schema.get("required", ()))
    fields: dict[str, Any] = schema.get("properties", {})
    rows = "".join(row(name, shape(of, schema), name in required) for name, of in fields.items())
    sentence = escape((told.__doc__ or "").strip().splitlines()[0])
    name = escape(told.__name__)
    return (
        f'<article id="{name}"><h3>{name}<span class="key">键 / key: {escape(told.key_field)}</span></h3>'
        f"<p>{sentence}</p><table>{rows}</table></article>\n"
    )


def row(name: str, kind: str, required: bool) -> str:
    """One field."""
    return f"<tr><td>{escape(name)}</td><td>{escape(kind)}</td><td>{REQUIRED if required else OPTIONAL}</td></tr>"


def shape(of: dict[str, Any], whole: dict[str, Any]) -> str:
    """The kind of a field, in words: `uuid`, `"collect" | "post"`, `list of {item, …}`."""
    if "$ref" in of:
        part = whole["$defs"][of["$ref"].rsplit("/", 1)[1]]
        return "{" + ", ".join(part.get("properties", {})) + "}"
    if "anyOf" in of:
        return " | ".join(shape(each, whole) for each in of["anyOf"])
    if "const" in of or "enum" in of:
        return " | ".join(f'"{value}"' for value in of.get("enum", [of.get("const")]))
    if of.get("type") == "array":
        return f"list of {shape(of.get('items', {}), whole)}"
    return str(of.get("format") or of.get("type", "anything"))


def producer(name: str, heard: Sequence[type[Announcement]]) -> str:
    """A producer, and which of its announcements are heard."""
    items = "".join(f"<li>{escape(t.__name__)}</li>" for t in heard)
    return f"<h3>{escape(name)}</h3><ul>{items}</ul>"

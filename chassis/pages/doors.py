"""What does the page of a service's doors look like? Swagger UI over `/openapi.json`."""

from html import escape


def doors_page(service: str) -> str:
    """HTML; every script and style is a file of this service."""
    return f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(service)} · 接口 / API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/pages.css">
</head>
<body>
<nav><strong>{escape(service)}</strong> <a aria-current="page" href="docs">接口 / API</a> <a href="events">事件 / Events</a>
<a href="openapi.json">openapi.json</a> <a href="asyncapi.json">asyncapi.json</a></nav>
<main id="doors"></main>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/doors.js"></script>
</body>
</html>
"""

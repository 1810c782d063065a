"""How is an upload examined without holding up everybody else?"""

import asyncio

from services.application import scans
from services.application.ports import Examined, Unacceptable
from services.application.values.form import Shown


class ThreadedExaminer:
    """Decodes in a worker thread."""

    async def examine(self, content: bytes, *, size_below: int) -> Examined:
        try:
            scan = await asyncio.to_thread(scans.examine, content, limit_bytes=size_below)
        except scans.Unacceptable as fault:
            raise Unacceptable(fault.code, zh=fault.zh, en=fault.en) from fault
        marks = (
            Shown(application_number=mark.application_number, document=mark.document, revision=mark.revision)
            for mark in scan.marks
        )
        return Examined(
            format=scan.format,
            size=scan.size,
            width=scan.width,
            height=scan.height,
            shown=tuple(marks),
            sha256=scan.sha256,
        )

"""What does a PostgreSQL server look like that insists on TLS? A front that ends TLS before the embedded server, which is built without it."""

import asyncio
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

SSL_REQUEST = bytes.fromhex("0000000804d2162f")  # length 8, code 80877103: PostgreSQL's protocol, "SSLRequest"
GONE = (OSError, asyncio.IncompleteReadError)


@dataclass(kw_only=True)
class TlsFront:
    """Listens on a loopback port; remembers the TLS version of every connection that came through."""

    behind: str
    context: ssl.SSLContext
    port: int = 0
    versions: list[str] = field(default_factory=list[str])

    def dsn(self, *, host: str = "127.0.0.1", **query: str) -> str:
        """The address of the database behind, by way of this front."""
        parts = urlsplit(self.behind)
        netloc = f"{parts.username}:{parts.password}@{host}:{self.port}"
        return urlunsplit(parts._replace(netloc=netloc, query=urlencode(query)))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Who does not ask for TLS is not answered."""
        try:
            with suppress(*GONE):
                if await reader.readexactly(len(SSL_REQUEST)) == SSL_REQUEST:
                    writer.write(b"S")
                    await writer.start_tls(self.context)
                    await self._pass_on(reader, writer)
        finally:
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tls: ssl.SSLObject = writer.get_extra_info("ssl_object")
        self.versions.append(tls.version() or "")
        parts = urlsplit(self.behind)
        back_reader, back_writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            await asyncio.gather(_copy(reader, back_writer), _copy(back_reader, writer))
        finally:
            back_writer.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(*GONE):
        while some := await source.read(65536):
            target.write(some)
            await target.drain()
    target.close()


@asynccontextmanager
async def tls_front(dsn: str, keystore: Path) -> AsyncGenerator[TlsFront]:
    """A front for the server of `dsn`, with the key and certificate of `keystore` (PEM)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keystore)
    front = TlsFront(behind=dsn, context=context)
    server = await asyncio.start_server(front.serve, "127.0.0.1", 0)
    front.port = server.sockets[0].getsockname()[1]
    try:
        yield front
    finally:
        server.close()

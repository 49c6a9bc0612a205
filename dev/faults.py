"""A TCP line that can be made bad on purpose: late, cut, silent or slow."""

import asyncio
import contextlib
import socket
import struct
import threading
from enum import StrEnum

from dev.ports import HOST, free_port

CHUNK = 65536
LATE_SECONDS = 0.15
TRICKLE_BYTES, TRICKLE_SECONDS = 512, 0.02
LINGER_ZERO = struct.pack("ii", 1, 0)  # closing then sends a reset


class Line(StrEnum):
    """What a line does with what it is given."""

    GOOD = "good"
    LATE = "latency"
    RESET = "reset"
    SILENT = "black_hole"
    SLOW = "trickle"


class FaultyLine:
    """Passes TCP on to `target`; `become(Line.SILENT)` changes all its connections, old and new."""

    def __init__(self, target: int):
        self.target, self.port = target, free_port()
        self.line = Line.GOOD
        self._loop = asyncio.new_event_loop()
        self._changed = asyncio.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> "FaultyLine":
        """Listen on `port`."""
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError(f"the line to port {self.target} did not start")
        return self

    def become(self, line: Line) -> None:
        """From now on the line is so; RESET also cuts what is connected."""
        self._loop.call_soon_threadsafe(self._become, line)

    def stop(self) -> None:
        """Cut everything and leave."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _become(self, line: Line) -> None:
        self.line = line
        self._changed.set()
        self._changed.clear()
        if line is Line.RESET:
            self._cut_all()

    def _cut_all(self) -> None:
        for writer in list(self._writers):
            _cut(writer)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, HOST, self.port))
        self._ready.set()
        self._loop.run_forever()
        server.close()
        self._cut_all()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with contextlib.suppress(OSError):  # the server behind is away; so is the line
            if self.line is not Line.RESET:
                far_reader, far_writer = await asyncio.open_connection(HOST, self.target)
                self._writers.add(far_writer)
                await self._both_ways((reader, far_writer), (far_reader, writer))
        _cut(writer)
        self._writers.discard(writer)

    async def _both_ways(self, *ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        tasks = [asyncio.ensure_future(self._pass_on(*way)) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            for _, writer in ways:
                self._forget(writer)

    def _forget(self, writer: asyncio.StreamWriter) -> None:
        self._writers.discard(writer)
        with contextlib.suppress(OSError):
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK):
                await self._suffer(chunk, writer)

    async def _suffer(self, chunk: bytes, writer: asyncio.StreamWriter) -> None:
        while self.line is Line.SILENT:
            await self._changed.wait()
        if self.line is Line.LATE:
            await asyncio.sleep(LATE_SECONDS)
        while self.line is Line.SLOW and chunk:
            writer.write(chunk[:TRICKLE_BYTES])
            chunk = chunk[TRICKLE_BYTES:]
            await writer.drain()
            await asyncio.sleep(TRICKLE_SECONDS)
        writer.write(chunk)
        await writer.drain()


def _cut(writer: asyncio.StreamWriter) -> None:
    """Close with a reset instead of in order."""
    if raw := writer.get_extra_info("socket"):
        with contextlib.suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
    if writer.transport is not None:
        writer.transport.abort()

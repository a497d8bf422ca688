"""Servers on this machine alone, each in a thread of its own, for as long as the demo runs."""

from __future__ import annotations

import asyncio
import logging
import warnings
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

HOST = "127.0.0.1"
STARTED, STOPPED = 10, 10  # seconds it may take
SILENT = ("pymap", "asyncio", "mail.log")  # whose warnings are of no use to who tries this out


@contextmanager
def listening(name: str, listen: Callable[[], Awaitable[asyncio.Server]]) -> Iterator[int]:
    """Run a server and give its port; what keeps it from starting is raised here."""
    levels = {name: logging.getLogger(name).level for name in SILENT}
    for silent in SILENT:
        logging.getLogger(silent).setLevel(logging.CRITICAL)
    loop = asyncio.new_event_loop()
    ready: Future[int] = Future()
    stop = asyncio.Event()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        thread = Thread(target=run, args=(loop, ready, stop, listen), name=name, daemon=True)
        thread.start()
        try:
            yield ready.result(STARTED)
        finally:
            if thread.is_alive():
                loop.call_soon_threadsafe(stop.set)
            thread.join(STOPPED)
            for silent, level in levels.items():
                logging.getLogger(silent).setLevel(level)


def run(
    loop: asyncio.AbstractEventLoop,
    ready: Future[int],
    stop: asyncio.Event,
    listen: Callable[[], Awaitable[asyncio.Server]],
) -> None:
    """Run a server in a thread of its own; what keeps it from starting is told to who waits."""
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        try:
            runner.run(serve(ready, stop, listen))
        except Exception as error:  # noqa: BLE001 - it is raised where the port is waited for
            if not ready.done():
                ready.set_exception(error)


async def serve(ready: Future[int], stop: asyncio.Event, listen: Callable[[], Awaitable[asyncio.Server]]) -> None:
    """Serve until told to stop."""
    server = await listen()
    async with server:
        ready.set_result(server.sockets[0].getsockname()[1])
        await stop.wait()

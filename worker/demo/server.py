"""A real IMAP server on this machine alone, for as long as the demo runs."""

from __future__ import annotations

import asyncio
import logging
import warnings
from argparse import Namespace
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from worker.errors import Refused

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Awaitable, Callable, Iterator

HOST = "127.0.0.1"
MISSING = "the demo needs the mail server pymap, which is not installed: pip install -e '.[demo]'"
STARTED, STOPPED = 10, 10  # seconds it may take
SILENT = ("pymap", "asyncio")  # whose warnings are of no use to who tries this out


@contextmanager
def serving(username: str, password: str) -> Iterator[int]:
    """Serve one empty mailbox on a free port, and give the port; refuse in one line if the server is not installed."""
    levels = {name: logging.getLogger(name).level for name in SILENT}
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    loop = asyncio.new_event_loop()
    ready: Future[int] = Future()
    stop = asyncio.Event()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        thread = Thread(target=run, args=(loop, ready, stop, username, password), name="pymap", daemon=True)
        thread.start()
        try:
            yield ready.result(STARTED)
        finally:
            if thread.is_alive():
                loop.call_soon_threadsafe(stop.set)
            thread.join(STOPPED)
            for name, level in levels.items():
                logging.getLogger(name).setLevel(level)


def run(loop: asyncio.AbstractEventLoop, ready: Future[int], stop: asyncio.Event, username: str, password: str) -> None:
    """Run the server in a thread of its own; what keeps it from starting is told to who waits."""
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        try:
            runner.run(serve(ready, stop, username, password))
        except Exception as error:  # noqa: BLE001 - it is raised where the port is waited for
            if not ready.done():
                ready.set_exception(error)


async def serve(ready: Future[int], stop: asyncio.Event, username: str, password: str) -> None:
    """Serve until told to stop."""
    server = await asyncio.start_server(await answering(username, password), host=HOST, port=0)
    async with server:
        ready.set_result(server.sockets[0].getsockname()[1])
        await stop.wait()


async def answering(username: str, password: str) -> Callable[[StreamReader, StreamWriter], Awaitable[None]]:
    """Give what answers a connection."""
    try:
        from proxyprotocol.reader import ProxyProtocolReader  # noqa: PLC0415 - an extra
        from pymap.backend.dict import DictBackend  # noqa: PLC0415 - the same
        from pymap.imap import IMAPServer  # noqa: PLC0415 - the same
        from pysasl.hashing import BuiltinHash  # noqa: PLC0415 - the same
    except ModuleNotFoundError as error:
        raise Refused(MISSING) from error
    told = Namespace(
        host=HOST, port=0, debug=False, cert=None, key=None, tls=False, proxy_protocol=None, passlib_cfg=None,
        demo_data=False, demo_user=username, demo_password=password,
    )  # fmt: skip
    # The password is random and lives for seconds: half a million rounds of hashing at every login protect nothing.
    backend, config = await DictBackend.init(told, secure_auth=False, hash_context=BuiltinHash(rounds=1))
    config.apply_context()
    return ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))

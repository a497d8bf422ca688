"""A real IMAP server on this machine alone, for as long as the demo runs."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from worker.demo.loopback import HOST, listening
from worker.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSING = "the demo needs the mail server pymap, which is not installed: pip install -e '.[demo]'"


@contextmanager
def serving(username: str, password: str) -> Iterator[int]:
    """Serve one empty mailbox on a free port, and give the port; refuse in one line if the server is not installed."""
    with listening("pymap", partial(serve, username, password)) as port:
        yield port


async def serve(username: str, password: str) -> asyncio.Server:
    """Begin to answer connections."""
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
    answering = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
    return await asyncio.start_server(answering, host=HOST, port=0)

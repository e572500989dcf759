"""Phones that scan at once, in a process of their own: ``python -m tests.benchmarks.web_load PORT PATH COUNT BEGIN``.

Reads codes from stdin, one a line. Every phone has a connection of its own that stays open, asks, waits for the
answer, and asks again. Prints the rate, the waits, and what was not answered by 200.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
import uuid
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import cast

PHONES = 32


def token(phone: int) -> str:
    """What the phone of that number shows."""
    return f"phone-{phone}-of-the-benchmark"


class _Phone(asyncio.Protocol):
    def __init__(self, requests: Sequence[bytes], done: asyncio.Future[None]) -> None:
        self.requests, self.done = iter(requests), done
        self.waits: list[float] = []
        self.wrong = 0
        self.transport: asyncio.Transport | None = None
        self.buffer = b""
        self.asked = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def ask(self) -> None:
        request = next(self.requests, None)
        if request is None or self.transport is None:
            self.done.set_result(None)
            return
        self.asked = perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, ended, body = self.buffer.partition(b"\r\n\r\n")
        if not ended:
            return
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return
        self.waits.append(perf_counter() - self.asked)
        self.wrong += not head.startswith(b"HTTP/1.1 200")
        self.buffer = b""
        self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.wrong += 1
            self.done.set_result(None)


def _request(path: str, phone: int, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: __Host-gate={token(phone)}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _scan(code: str) -> bytes:
    sent = {
        "scan_id": str(uuid.uuid4()),
        "code": code,
        "gate": "G1",
        "direction": "in",
    }
    return json.dumps(sent).encode()


async def _load(port: int, path: str, bodies: Sequence[bytes]) -> dict[str, float]:
    loop = asyncio.get_running_loop()
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    phones = []
    for phone in range(PHONES):
        requests = [_request(path, phone, body) for body in bodies[phone::PHONES]]
        made = _Phone(requests, loop.create_future())
        await loop.create_connection(lambda made=made: made, "127.0.0.1", port, ssl=trusting)  # type: ignore[misc]
        phones.append(made)
    begun = perf_counter()
    for made in phones:
        made.ask()
    await asyncio.gather(*(made.done for made in phones))
    took = perf_counter() - begun
    waits = sorted(wait for made in phones for wait in made.waits)
    return {
        "rate": len(waits) / took,
        "median": waits[len(waits) // 2],
        "p99": waits[len(waits) * 99 // 100],
        "wrong": sum(made.wrong for made in phones),
    }


def main(port: str, path: str, count: str, begin: str) -> None:
    """Ask so many times; the first code is the one of that number."""
    codes = [line.strip() for line in sys.stdin]
    first = int(begin)
    bodies = [_scan(codes[number % len(codes)]) for number in range(first, first + int(count))]
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        print(json.dumps(runner.run(_load(int(port), path, bodies))))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ModuleNotFoundError:
        return None
    made: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return made


if __name__ == "__main__":
    main(*sys.argv[1:])

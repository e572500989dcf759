"""Phones that scan at once, in a process of their own: ``python -m tests.benchmarks.web_load PORT PATH COUNT BEGIN``.

Reads codes from stdin, one a line. Every phone has a connection of its own that stays open, asks, waits for the
answer, and asks again. Prints the rate, the waits, and what was not answered by 200.

It shares the cores with what it measures, so it does no more than phones must: one loop over plain sockets, and no
event loop's protocols and transports in between.
"""

from __future__ import annotations

import json
import socket
import ssl
import sys
from collections.abc import Sequence
from contextlib import suppress
from selectors import EVENT_READ, DefaultSelector
from time import perf_counter

import uuid_utils

PHONES = 32
_LARGEST = 65_536
_PATIENCE = 30.0
"""Seconds without any answer after which the rest counts as not answered."""


def token(phone: int) -> str:
    """What the phone of that number shows."""
    return f"phone-{phone}-of-the-benchmark"


class _Phone:
    def __init__(self, port: int, trusting: ssl.SSLContext, requests: Sequence[bytes]) -> None:
        self.socket = trusting.wrap_socket(socket.create_connection(("127.0.0.1", port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.requests = iter(requests)
        self.waits: list[float] = []
        self.wrong = 0
        self.asking = True
        self._heard = b""
        self._asked = 0.0

    def ask(self) -> None:
        request = next(self.requests, None)
        if request is None:
            self.asking = False
            return
        self._asked = perf_counter()
        self.socket.send(request)

    def hear(self) -> None:
        """What has come; when it is an answer, the next is asked."""
        with suppress(ssl.SSLWantReadError):
            came = self.socket.recv(_LARGEST)
            if not came:
                self.asking, self.wrong = False, self.wrong + 1
                return
            self._heard += came
            if _whole(self._heard):
                self.waits.append(perf_counter() - self._asked)
                self.wrong += not self._heard.startswith(b"HTTP/1.1 200")
                self._heard = b""
                self.ask()


def _whole(heard: bytes) -> bool:
    head, ended, body = heard.partition(b"\r\n\r\n")
    return bool(ended) and len(body) >= int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])


def _request(path: str, phone: int, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: __Host-gate={token(phone)}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _scan(code: str) -> bytes:
    sent = {
        "scan_id": str(uuid_utils.uuid7()),
        "code": code,
        "gate": "G1",
        "direction": "in",
    }
    return json.dumps(sent).encode()


def _load(port: int, path: str, bodies: Sequence[bytes]) -> dict[str, float]:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    phones = [
        _Phone(port, trusting, [_request(path, phone, body) for body in bodies[phone::PHONES]])
        for phone in range(PHONES)
    ]
    begun = perf_counter()
    with DefaultSelector() as selector:
        for phone in phones:
            selector.register(phone.socket, EVENT_READ, phone)
            phone.ask()
        busy = len(phones)
        while busy:
            ready = selector.select(_PATIENCE)
            if not ready:
                break
            for key, _ in ready:
                phone = key.data
                phone.hear()
                if not phone.asking:
                    selector.unregister(phone.socket)
                    busy -= 1
    took = perf_counter() - begun
    for phone in phones:
        phone.socket.close()
    waits = sorted(wait for phone in phones for wait in phone.waits)
    return {
        "rate": len(waits) / took,
        "median": waits[len(waits) // 2],
        "p99": waits[len(waits) * 99 // 100],
        "wrong": len(bodies) - len(waits) + sum(phone.wrong for phone in phones),
    }


def main(port: str, path: str, count: str, begin: str) -> None:
    """Ask so many times; the first code is the one of that number."""
    codes = [line.strip() for line in sys.stdin]
    first = int(begin)
    bodies = [_scan(codes[number % len(codes)]) for number in range(first, first + int(count))]
    print(json.dumps(_load(int(port), path, bodies)))


if __name__ == "__main__":
    main(*sys.argv[1:])

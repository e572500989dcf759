"""A fault while the desk is open is one modal with what happened and what to do; what is on the screen stays."""

from __future__ import annotations

import logging
from typing import Protocol, cast

from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerFailed, WorkerState

from conclave_desk.errors import WrongUse


class Stumbling(Protocol):
    """An app that tells of faults."""

    def stumbled(self, fault: Exception, *, again: bool = True) -> None:
        """Tell of it; not ``again`` where it may come by itself over and over."""


class Steadfast(MessagePump):
    """Goes on after a fault in a handler or a worker of its own. Textual would end the app, and the widget before."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as fault:
            _tell(self.app, fault)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that failed is told of, too."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            event.stop()
            _tell(self.app, event.worker.error)


def _tell(app: object, fault: Exception) -> None:
    cast(Stumbling, app).stumbled(cause_of(fault))


def cause_of(fault: Exception) -> Exception:
    """What went wrong in a worker, which Textual wraps."""
    return fault.error if isinstance(fault, WorkerFailed) and isinstance(fault.error, Exception) else fault


def noted(fault: Exception) -> None:
    """Into the log file; what was only used wrongly is told and no more."""
    if not isinstance(fault, WrongUse):
        logging.getLogger(__name__).error("a fault at the screen", exc_info=fault)

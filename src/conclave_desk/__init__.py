"""conclave-desk: a terminal desk for running the delegations of an event."""

__version__ = "0.1.0"

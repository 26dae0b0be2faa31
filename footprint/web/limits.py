"""How long, how much and how often: every bound of the client in one place."""

from __future__ import annotations

from dataclasses import dataclass

from footprint.web import MEGABYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one run. Times are seconds, sizes are bytes.

    Attributes:
        connect: for one connection, the handshake included.
        read: between two pieces of an answer.
        write: for sending one piece of a request.
        deadline: for one request from its connection to the last byte, however lively the answer drips.
        attempts: for one address, the first included, where asking again may help.
        backoff: before the second attempt, and the jitter on every wait; doubled with each attempt.
        backoff_most: the longest such wait.
        patience: the longest wait that a service may ask for in Retry-After.
        crawl_delay: the longest wait between two pages that a robots.txt may ask for.
        misses: unanswered requests in a row after which a host is not asked again in this run.
        redirects: hops after the first address.
        hosts: asked at the same time. One that waits for its pace takes no place from another.
        robots: of a robots.txt that are read; RFC 9309 wants 500 KiB at least.
        kept: of answers kept for sources that ask for the same address.
    """

    connect: float = 10.0
    read: float = 20.0
    write: float = 10.0
    deadline: float = 90.0
    attempts: int = 3
    backoff: float = 1.0
    backoff_most: float = 10.0
    patience: float = 60.0
    crawl_delay: float = 30.0
    misses: int = 3
    redirects: int = 5
    hosts: int = 128
    robots: int = 512_000
    kept: int = 64 * MEGABYTE

"""A channel that is no mail: its URL is one that can be used; nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass

from worker.checking.finding import Finding, works
from worker.notices.channel import opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel whose URL was understood."""

    service: str


def read(url: str) -> Channel:
    """Read a URL; Refused where nobody can."""
    return Channel(service=str(opened(url).service_name))


def name(channel: str) -> str:
    """Name a channel as the first column does."""
    return f"channel {channel}"


def told(title: str, channel: Channel) -> Finding:
    """Say what a URL leads to."""
    return works(title, f"its address is one of {channel.service}; nothing was sent")

"""robots.txt: which pages of a site a program may ask for (RFC 9309)."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

_LONGEST = 500_000
_MOST_STARS = 20


class _Rule(NamedTuple):
    path: str
    allows: bool


class Robots:
    """The rules of one robots.txt for the program whose name is ``agent``."""

    def __init__(self, text: str, agent: str) -> None:
        """``text`` is that of the file, empty where there is none. The groups that name ``agent`` count, else those for ``*``."""
        groups: dict[str, list[_Rule]] = {}
        names: list[str] = []
        in_rules = True
        for line in text[:_LONGEST].splitlines():
            key, _, value = line.partition("#")[0].partition(":")
            key, value = key.strip().lower(), value.strip()
            if key == "user-agent":
                if in_rules:
                    names, in_rules = [], False
                names.append(value.lower())
                groups.setdefault(value.lower(), [])
            elif key in ("allow", "disallow"):
                in_rules = True
                if value:
                    for name in names:
                        groups[name].append(_Rule(_plain(value), key == "allow"))
        own = [rule for name, rules in groups.items() if name != "*" and name == agent.lower() for rule in rules]
        self._rules = own if agent.lower() in groups else groups.get("*", [])

    def allow(self, url: str) -> bool:
        """Whether ``url`` may be asked for: of the rules that fit its path the longest decides, of two as long the one that allows."""
        parts = urlsplit(url)
        path = _plain((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        fitting = [rule for rule in self._rules if _fits(rule.path, path)]
        return max(fitting, key=lambda rule: (len(rule.path), rule.allows)).allows if fitting else True


def _plain(path: str) -> str:
    """One way to write what may be percent-encoded or not."""
    return quote(unquote(path), safe="/*?$&=%:@+,;~!'()")


def _fits(rule: str, path: str) -> bool:
    ends = rule.endswith("$")
    first, *rest = re.split(r"\*+", rule.removesuffix("$"), maxsplit=_MOST_STARS)
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest, 1):
        if ends and number == len(rest):
            return len(path) - len(part) >= at and path.endswith(part)
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not ends or at == len(path)

"""onrecord: who said what, when, to whom, and who passed it on.

>>> import onrecord
>>> record = onrecord.read('"We open on Monday," said Ines Okafor.')
>>> for quotation in record.quotations:
...     print(quotation.contents, record.entity(quotation.speaker))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["Archive", "Record", "Report", "__version__", "read", "read_all", "schema"]

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.model import Record, Report, schema
    from onrecord.verbs import read, read_all

# Each is imported when it is first asked for (PEP 562), so that `import onrecord` and `onrecord --help` cost next to nothing.
_ROOMS = {
    "Archive": "onrecord.archive",
    "Record": "onrecord.model",
    "Report": "onrecord.model",
    "schema": "onrecord.model",
    "read": "onrecord.verbs",
    "read_all": "onrecord.verbs",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_ROOMS[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

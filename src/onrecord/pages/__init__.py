"""The pages that ``onrecord serve`` opens: a report with its record laid over it, people, search, sources, corrections.

Rendered here, by templates; what the browser runs is one small script beside htmx, and every page works without either. Nothing is
fetched from another machine.
"""

from onrecord.pages.app import make_app
from onrecord.pages.site import LOOPBACK, Site, new_token

__all__ = ["LOOPBACK", "Site", "make_app", "new_token"]

"""onrecord: who said what, when, to whom, and who passed it on."""

__version__ = "0.1.0"

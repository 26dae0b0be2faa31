"""Footprint: what a stranger can find out about a councillor, and what to do about it.

Everything runs on the councillor's own computer. The way through the house is one direction:
profile → plan → sources and photos → evidence → detectors → findings → remedies → audit → history → report.
"""

__version__ = "0.1.0"

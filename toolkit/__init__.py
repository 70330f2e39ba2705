"""Consultation responses from a library of evidence: drafted, footnoted, checked and recorded."""

__version__ = "0.1.0"

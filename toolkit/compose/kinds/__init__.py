"""Kinds of document: each is a folder with a template, which says which parts stand in which order, and with what it asks for.

They are read by `toolkit.load.kinds`. A workspace holds kinds of its own in a folder ``kinds``, in the same shape; other packages add
theirs through the entry point group ``toolkit.kinds``, whose objects are :class:`Kind`.
"""

from toolkit.model.kind import Kind

__all__ = ["Kind"]

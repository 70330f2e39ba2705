"""Frozen types that every other room shares. No I/O and no third party but pydantic."""

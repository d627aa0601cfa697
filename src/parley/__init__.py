"""Parley: a workbench for peace negotiations."""

__version__ = "0.1.0"

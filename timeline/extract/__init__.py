"""Extractors: one module for each kind of mention in a story."""

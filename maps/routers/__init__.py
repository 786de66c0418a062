"""Routers: one module for each way of finding a way."""

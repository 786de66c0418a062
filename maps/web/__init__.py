"""The page: list, map and time axis in one file."""

"""Run the command line as ``python -m maps``."""

from maps.cli import main

main()

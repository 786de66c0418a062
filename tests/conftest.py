"""What the tests share."""

import sys
from pathlib import Path

# Helper modules of the tests (marked.py, journeys.py) are imported by name.
sys.path.insert(0, str(Path(__file__).parent))

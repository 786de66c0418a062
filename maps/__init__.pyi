from .door import draw as draw
from .door import route as route
from .draw import page as page
from .geojson import journey_geojson as journey_geojson
from .journey import Journey as Journey
from .journey import build_journey as build_journey
from .reach import Terms as Terms
from .reach import reach as reach

__all__ = ["Journey", "Terms", "build_journey", "draw", "journey_geojson", "page", "reach", "route"]

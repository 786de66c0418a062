from .door import draw as draw
from .door import route as route
from .draw import page as page
from .geojson import journey_geojson as journey_geojson
from .journey import Journey as Journey
from .journey import build_journey as build_journey
from .picture import card_png as card_png
from .picture import journey_png as journey_png
from .picture import journey_svg as journey_svg
from .reach import Terms as Terms
from .reach import reach as reach

__all__ = [
    "Journey",
    "Terms",
    "build_journey",
    "card_png",
    "draw",
    "journey_geojson",
    "journey_png",
    "journey_svg",
    "page",
    "reach",
    "route",
]

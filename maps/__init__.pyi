from .door import draw as draw
from .door import route as route
from .export.geojson import journey_geojson as journey_geojson
from .image.picture import card_png as card_png
from .image.picture import journey_png as journey_png
from .image.picture import journey_svg as journey_svg
from .journey import Journey as Journey
from .journey import build_journey as build_journey
from .timing.reach import Terms as Terms
from .timing.reach import reach as reach
from .web.draw import page as page

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

"""How they travelled: from a timeline to a journey along real lines, and to a map of it."""

import sys

import lazy_loader

from timeline.lazy import PublicNamesFirst

# Heavy parts load when they are first asked for (SPEC 1): folium alone takes seconds.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
sys.modules[__name__].__class__ = PublicNamesFirst

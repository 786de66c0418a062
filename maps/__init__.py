"""How they travelled: from a timeline to a journey along real lines, and to a map of it."""

import lazy_loader

# Heavy parts load when they are first asked for (SPEC 1): folium alone takes seconds.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

"""How they travelled: from a timeline to a journey along real lines, and to a map of it."""

import sys
from types import ModuleType

import lazy_loader

# Heavy parts load when they are first asked for (SPEC 1): folium alone takes seconds.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


class _Package(ModuleType):
    """Keeps `maps.draw`, `maps.reach` and `maps.route` the functions, although importing the modules of these names sets them."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in __all__):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

"""What happened, when and where: from a story to a table of dated places.

>>> import timeline
>>> story = timeline.extract(timeline.read("seeds/kim-2023.md"))  # doctest: +SKIP
>>> timeline.build(story)[["start", "place", "role"]]  # doctest: +SKIP
"""

import sys

import lazy_loader

from timeline.lazy import PublicNamesFirst

__version__ = "0.1.0"

# Heavy parts load when they are first asked for (SPEC 1): `import timeline` must stay cheap.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
sys.modules[__name__].__class__ = PublicNamesFirst

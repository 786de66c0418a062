from .annotated import read_annotated as read_annotated
from .find import find as find
from .find import find_where as find_where
from .merge import Merged as Merged
from .merge import merge as merge
from .run import annotate as annotate

__all__ = ["Merged", "annotate", "find", "find_where", "merge", "read_annotated"]

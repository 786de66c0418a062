from .annotated import read_annotated as read_annotated
from .merge import Merged as Merged
from .merge import merge as merge
from .run import annotate as annotate

__all__ = ["Merged", "annotate", "merge", "read_annotated"]

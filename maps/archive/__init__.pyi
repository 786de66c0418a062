from .run import annotate as annotate

__all__ = ["annotate"]

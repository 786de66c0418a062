from .annotate import Annotation as Annotation
from .annotate import extract as extract
from .article import Article as Article
from .errors import DatelineError as DatelineError
from .events import Event as Event
from .extract.readers import Reader as Reader
from .extract.readers import open_reader as open_reader
from .gazetteer import Gazetteer as Gazetteer
from .places import Place as Place
from .reader import make_article as make_article
from .reader import read as read
from .table import build as build
from .table import from_frame as from_frame
from .table import read_table as read_table
from .table import to_frame as to_frame
from .table import write_table as write_table
from .times import Day as Day
from .times import TimeValue as TimeValue

__version__: str
__all__ = [
    "Annotation",
    "Article",
    "DatelineError",
    "Day",
    "Event",
    "Gazetteer",
    "Place",
    "Reader",
    "TimeValue",
    "build",
    "extract",
    "from_frame",
    "make_article",
    "open_reader",
    "read",
    "read_table",
    "to_frame",
    "write_table",
]

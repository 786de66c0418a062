"""What can go wrong, as one tree.

DatelineError
├── InputError (ValueError)            what the person gave can't be used
│   ├── StoryError                     a story that can't be read as text
│   ├── MissingDateError               relative dates and no publication date
│   ├── TableError                     a timeline file with a bad column or cell
│   └── UnknownPlaceError (LookupError)
├── ServiceError (ConnectionError)     a server or geocoder that failed
│   └── RefusedError                   a service that will answer nothing we may ask
└── OutputError (OSError)              a file or folder that can't be written

A message is one sentence: what was asked, what is wrong, what to do.
"""


class DatelineError(Exception):
    """Base of every error this project raises on purpose."""


class InputError(DatelineError, ValueError):
    """What the person gave can't be used."""


class StoryError(InputError):
    """A story that can't be read as text."""


class MissingDateError(InputError):
    """A story with relative dates and no publication date to count from."""


class TableError(InputError):
    """A timeline file with a missing column or a cell that can't be read."""


class UnknownPlaceError(InputError, LookupError):
    """A place name that no gazetteer at hand knows."""


class ServiceError(DatelineError, ConnectionError):
    """A web page, geocoder or routing server that failed to answer."""


class RefusedError(ServiceError):
    """A service that will answer nothing, whatever it is asked: a wrong key, a model it doesn't have."""


class OutputError(DatelineError, OSError):
    """A file or folder that can't be written."""

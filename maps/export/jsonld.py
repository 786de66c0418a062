"""A journey in the words of schema.org, as JSON-LD: a `Trip` whose stops are `Event` at a `Place`.

schema.org has no word for certainty or uncertain dates on an event, so that they are carried as keyword,
in the description, and as `additionalProperty` of the place. Candidates and doubtful sites stand outside
the itinerary.
"""

from __future__ import annotations

import json
from typing import Any

from maps.export.account import ON_THE_WAY, Account, Entry, tell
from maps.journey import Journey
from maps.markup import printable
from timeline.places import Place

_GEONAMES = "https://sws.geonames.org/{}/"


def journey_jsonld(journey: Journey) -> str:
    """Return the journey as JSON-LD that may also be pasted into a page's `script` element."""
    account = tell(journey)
    stops = [entry for entry in account.entries if entry.certainty in ON_THE_WAY]
    trip = {
        "@type": "Trip",
        "@id": "#trip",
        "name": account.title,
        "description": account.summary or None,
        "itinerary": {
            "@type": "ItemList",
            "numberOfItems": len(stops),
            "itemListElement": [
                {"@type": "ListItem", "position": entry.number, "item": {"@id": _id(entry)}}
                for entry in stops
            ],
        },
    }
    document = {
        "@context": "https://schema.org",
        "@graph": [_known(trip | {"subjectOf": _article(journey, account)}), *map(_event, account.entries)],
    }
    # Inside a script element only "<" could end it or open a comment.
    return json.dumps(document, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n"


def _article(journey: Journey, account: Account) -> dict[str, Any] | None:
    if not (journey.source or journey.published):
        return None
    publisher = None
    if journey.source and not account.address:
        publisher = {"@type": "Organization", "name": printable(journey.source)}
    article = {"@type": "NewsArticle", "url": account.address, "publisher": publisher}
    return _known(article | {"datePublished": journey.published})


def _event(entry: Entry) -> dict[str, Any]:
    time = entry.time
    return _known(
        {
            "@type": "Event",
            "@id": _id(entry),
            "name": entry.headline,
            "startDate": time.start if time else None,
            "endDate": time.end if time else None,
            "keywords": entry.certainty,
            "description": entry.text,
            "location": _place(entry.place, entry),
        }
    )


def _place(place: Place, entry: Entry) -> dict[str, Any]:
    country = {"@type": "PostalAddress", "addressCountry": place.country} if place.country else None
    return _known(
        {
            "@type": "Place",
            "name": place.name,
            "geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon},
            "address": country,
            "sameAs": _GEONAMES.format(place.geonameid) if place.geonameid is not None else None,
            "additionalProperty": [
                _property("certainty", entry.certainty),
                *([_property("EDTF date", entry.time.edtf)] if entry.time else []),
            ],
        }
    )


def _property(name: str, value: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "name": name, "value": value}


def _id(entry: Entry) -> str:
    return f"#e{entry.number}"


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}

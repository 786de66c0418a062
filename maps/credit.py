"""Whose data a journey's lines are made of."""

from __future__ import annotations

from maps.journey import Journey

CREDIT = "Lines: © OpenStreetMap contributors (ODbL 1.0)"  # data/rail/NOTICE and data/road/NOTICE ask for it


def line_credit(journey: Journey) -> str | None:
    """Return the credit that whoever shows the journey's lines owes, None where nobody is owed any."""
    methods = {leg.route.method for leg in journey.legs}
    return CREDIT if methods & {"network:rail", "network:road"} else None

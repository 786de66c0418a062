"""Whose data a journey's lines are made of."""

from __future__ import annotations

from maps.journey import Journey

RAIL_CREDIT = "Railways: © OpenStreetMap contributors (ODbL 1.0)"  # data/rail/NOTICE asks for it


def line_credit(journey: Journey) -> str | None:
    """Return the credit that whoever shows the journey's lines owes, None where nobody is owed any."""
    is_on_rails = any(leg.route.method == "network:rail" for leg in journey.legs)
    return RAIL_CREDIT if is_on_rails else None

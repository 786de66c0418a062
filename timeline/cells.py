"""Cells of a CSV file that a spreadsheet may open without running them."""

from __future__ import annotations

# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, "CSV injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutralised(cell: str) -> str:
    """Return the cell with an apostrophe before it where a spreadsheet would run it as a formula.

    A cell that begins with an apostrophe gets another, so that `restored` is exact; negative numbers and
    years before 1 BCE stay as they are.
    """
    if cell.startswith((*_FORMULA_STARTS, "'")) and not _is_negative_number_or_date(cell):
        return "'" + cell
    return cell


def restored(cell: str) -> str:
    """Return what `neutralised` was given."""
    if cell.startswith("'") and cell[1:2] in (*_FORMULA_STARTS, "'"):
        return cell[1:]
    return cell


def _is_negative_number_or_date(cell: str) -> bool:
    """True for "-43" and "-0043-03-15", which no spreadsheet can run."""
    return cell[0] == "-" and all(mark.isdigit() or mark in "-./~T:" for mark in cell[1:])

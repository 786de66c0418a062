"""Text and XML that any reader takes, whatever the story says."""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree as ET

# What XML 1.0 (section 2.2) lets no document hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return the text without the characters that XML 1.0 forbids and no other format has a use for."""
    return _FORBIDDEN.sub("", text)


def html_text(text: str) -> str:
    """Return text for a field that is shown as HTML: nothing in it is markup, and lines stay lines."""
    return escape(printable(text)).replace("\n", "<br>")


class Writer:
    """A document in one namespace that grows element by element.

    In the names of attributes ``_`` stands for ``-``; numbers are written with at most two decimals.
    """

    def __init__(self, namespace: str, root: str, /, **attributes: str | float) -> None:
        self._namespace = namespace
        self.root = ET.Element(self._name(root), _attributes(attributes))

    def add(
        self, parent: ET.Element, name: str, text: str | None = None, /, **attributes: str | float
    ) -> ET.Element:
        """Add an element at the end of `parent` and return it."""
        child = ET.SubElement(parent, self._name(name), _attributes(attributes))
        if text is not None:
            child.text = printable(text)
        return child

    def document(self) -> str:
        """Return the whole document as text, with an XML declaration."""
        ET.indent(self.root, space=" ")
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + self.fragment() + "\n"

    def fragment(self) -> str:
        """Return the root element as text, to stand inside another document."""
        ET.register_namespace("", self._namespace)
        return ET.tostring(self.root, encoding="unicode")

    def _name(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"


def _attributes(values: dict[str, str | float]) -> dict[str, str]:
    return {
        name.replace("_", "-"): printable(value) if isinstance(value, str) else f"{round(value, 2):g}"
        for name, value in values.items()
    }

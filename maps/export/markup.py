"""Text and XML that any reader takes, whatever the story says."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

# What XML 1.0 (section 2.2) lets no document hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return the text without the characters that XML 1.0 forbids and no other format has a use for."""
    return _FORBIDDEN.sub("", text)


class Writer:
    """A document in one namespace that grows element by element."""

    def __init__(self, namespace: str, root: str, **attributes: str) -> None:
        self._namespace = namespace
        self.root = ET.Element(self._name(root), {key: printable(value) for key, value in attributes.items()})

    def add(self, parent: ET.Element, name: str, text: str | None = None, /, **attributes: str) -> ET.Element:
        """Add an element at the end of `parent` and return it."""
        child = ET.SubElement(
            parent, self._name(name), {key: printable(value) for key, value in attributes.items()}
        )
        if text is not None:
            child.text = printable(text)
        return child

    def document(self) -> str:
        """Return the whole document as text."""
        ET.register_namespace("", self._namespace)
        ET.indent(self.root, space=" ")
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(self.root, encoding="unicode") + "\n"

    def _name(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"

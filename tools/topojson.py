"""What the builders of maps and tables share: a TopoJSON file out of a package of npm."""

from __future__ import annotations

import json
import tarfile
from typing import Any

Arc = list[tuple[float, float]]


def read_topology(archive: tarfile.TarFile, member: str) -> dict[str, Any]:
    """Read one TopoJSON file, its arcs turned from quantized steps to degrees of longitude and latitude."""
    file = archive.extractfile(member)
    if file is None:
        raise FileNotFoundError(
            f"{member} is no file of the package: take the version that the builder names"
        )
    topology: dict[str, Any] = json.load(file)
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    return topology | {"arcs": [_in_degrees(arc, scale, origin) for arc in topology["arcs"]]}


def _in_degrees(arc: list[list[int]], scale: list[float], origin: list[float]) -> Arc:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
    return points


def ring_of(indices: list[int], arcs: list[Arc]) -> Arc:
    """Return a ring of the arcs it is made of; a negative index stands for the reverse of an arc."""
    points: Arc = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points

"""Packages whose public functions share a name with a module of theirs (`timeline.extract`)."""

from __future__ import annotations

from types import ModuleType


class PublicNamesFirst(ModuleType):
    """A package in which importing a module doesn't hide the public function of the same name.

    Python sets every imported module as an attribute of its package; for names in ``__all__`` that is left out.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in self.__all__):
            super().__setattr__(name, value)

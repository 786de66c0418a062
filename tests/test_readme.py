"""What README says must hold: its Python runs, and every command it has or lacks is one the program has."""

import ast
import re
from pathlib import Path

import pytest
import typer.main

from maps.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_described() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    described = set(re.findall(r"`dateline (\w+)", README))
    assert described == commands


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_the_python_runs(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ast.parse(block)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target

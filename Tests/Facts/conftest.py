"""What the tests need from outside: the program (MOTCUA_BIN) and a prepared demonstration (MOTCUA_DATA)."""

import os
import subprocess
from pathlib import Path

import pytest

import recount

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def motcua() -> str:
    """The release build unless MOTCUA_BIN names another."""
    path = Path(os.environ.get("MOTCUA_BIN", ROOT / ".build/release/motcua")).resolve()
    if not path.exists():
        pytest.fail(f"{path} is not there; build it: swift build -c release --product motcua")
    return str(path)


@pytest.fixture(scope="session")
def data(motcua, tmp_path_factory) -> str:
    """A prepared demonstration, made at 1:50 unless MOTCUA_DATA names one."""
    if "MOTCUA_DATA" in os.environ:
        return str(Path(os.environ["MOTCUA_DATA"]).resolve())
    folder = tmp_path_factory.mktemp("facts") / "small.motcua"
    subprocess.run([motcua, "demo", "--prepare-only", "--data", folder, "--scale", "1:50"], check=True)
    return str(folder)


@pytest.fixture(scope="session")
def facts(motcua, data) -> list[recount.Dossier]:
    return recount.read(recount.run(motcua, "facts", "--data", data))

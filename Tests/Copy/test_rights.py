"""Which role of the database `motcua serve` takes: one that may change no record."""

import os
import re
import subprocess

import pytest
from test_copy import MOTCUA, run, server  # noqa: F401

SCHEMA = f"rights_{os.getpid()}"


@pytest.fixture(scope="module")
def province(server, tmp_path_factory):  # noqa: F811
    """A province that is no demonstration, made by the owner: how the owner and the application reach it."""
    folder = tmp_path_factory.mktemp("rights") / "province.motcua"
    words = ["--data", folder, "--database-schema", SCHEMA, "--database"]
    run("init", *words, server, "--name", "Tỉnh thử nghiệm", "--code", "H98")
    assert "motcua_owner@" in server
    yield {"owner": [*words, server], "app": [*words, server.replace("motcua_owner@", "motcua_app@")]}
    for keyring in ("", "_keyring"):
        database = re.sub(r"/motcua(?=\?|$)", f"/motcua{keyring}", server)
        subprocess.run(["psql", "-X", "-q", "-d", database, "-c", f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"],
                       check=False, capture_output=True)


def serve(words) -> list[str]:
    return [MOTCUA, "serve", *map(str, words), "--listen", "127.0.0.1:0"]


def test_a_role_that_may_change_records_is_refused(province):
    done = subprocess.run(serve(province["owner"]), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 78, done.stderr
    assert "may change records" in done.stderr and "có quyền sửa bản ghi" in done.stderr
    assert "motcua_app" in done.stderr and "http://" not in done.stdout


def test_a_role_that_owns_no_table_serves(province):
    serving = subprocess.Popen(
        serve(province["app"]), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    told = []
    try:
        # It ends by itself where it is refused, and so does this.
        for line in serving.stdout:
            told.append(line)
            if line.startswith("MotCua: http://"):
                break
    finally:
        serving.terminate()
        serving.communicate(timeout=60)
    assert told and told[-1].startswith("MotCua: http://"), told
    assert not any("may change records" in line for line in told)

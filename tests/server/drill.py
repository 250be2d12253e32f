"""himthough drill: what would happen, tried on a copy."""
import glob
import os
import tempfile

import forms
from server import Server, command
from suite import expect, expect_same, test


def contents(folder):
    """Without what SQLite keeps beside a database that somebody looks into."""
    found = {}
    for name in os.listdir(folder):
        if os.path.isfile(os.path.join(folder, name)) and not name.endswith(("-shm", "-wal")):
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = file.read()
    return found


@test(quick=True)
def a_flood_on_a_copy_loses_nothing_lets_honest_people_through_and_touches_nothing():
    with Server() as server:
        with server.connect() as line:
            forms.me_too(line, "made up, and here before the drill")
        server.stop()
        before = contents(server.data)
        status, said, wrong = command("drill", "surge", "--data", server.data, "--texts", "300", "--seconds", "2", "--honest", "10", "--slow-wait", "2 s", seconds=120)
        expect_same((status, wrong), (0, ""), f"what the drill did ({said[-900:]!r})")
        expect("The drill went well." in said and "10 of 10 got through" in said, f"the drill said {said!r}")
        expect("310 were answered with nine words, 310 are kept" in said, f"the drill said {said!r}")
        expect("Read as usual again" in said, f"the drill said {said!r}")
        after = contents(server.data)
        expect_same(sorted(name for name in after if after[name] != before.get(name)), [], "the files that the drill changed")
    expect_same(glob.glob(os.path.join(tempfile.gettempdir(), "himthough-drill-*")), [], "what the drill left behind")


@test
def a_drill_works_beside_a_running_server():
    with Server(surge_per_minute="60") as server, server.connect() as line:
        status, said, _ = command("drill", "surge", "--data", server.data, "--texts", "100", "--seconds", "1", "--honest", "2", "--slow-wait", "1 s", seconds=120)
        expect_same(status, 0, f"what the drill did ({said[-900:]!r})")
        expect(not line.get("/himthough").shows("more slowly"), "the server itself was flooded")
        forms.me_too(line, "made up, after the drill")

"""Somebody writes as a survivor, has it accepted, and asks for every public address ten times a second."""
import os
import re
import subprocess
import time

import desk
import forms
from server import MOVEMENT, SLOW, TOP, Server, init, new_folder
from suite import expect, expect_same, test

PERIOD = 5  # seconds between survivors' editions, counted from 1970; everything else is cut every second


def addresses(own):
    """The public pages as docs/HTTP.md lists them."""
    with open(os.path.join(TOP, "docs/HTTP.md"), encoding="utf-8") as file:
        listed = file.read().split("## Public pages")[1].split("\n## ")[0]
    for pattern in re.findall(r"`GET (/[^`]*)`", listed):
        if "..." in pattern:
            continue
        path = pattern.replace("/{movement}", MOVEMENT).replace("/c/{id}", own)
        yield from {path.replace("{n}", n).replace("{name}", name) for n in "012" for name in ("voices", "map.svg", "lasting.png", "asking-a-friend")}


def look(line, paths, method="GET", encoding="identity"):
    return {path: line.ask(method, path, headers={"accept-encoding": encoding}).but_date() for path in paths}


def look_every_way(line, paths):
    """All that an answer tells: also its size when it is packed, and what stands before it."""
    return {f"{method} {encoding} {path}": answer for method in ("GET", "HEAD") for encoding in ("identity", "gzip") for path, answer in look(line, paths, method, encoding).items()}


def changed(one, other):
    return sorted(path for path in one if one[path] != other[path])


def wait_for_a_new_period():
    """Until its edition has surely been cut; so the next is far enough away."""
    time.sleep(PERIOD - time.time() % PERIOD + 1.5 * SLOW)


def watch(line, paths, before, until):
    """Asks until the clock shows that: when something was first another than before, and what it was."""
    while time.time() < until:
        asked = time.time()
        now = look(line, paths)
        if now != before:
            return asked, now
        time.sleep(max(0, 0.1 - (time.time() - asked)))
    return None, before


@test
def whoever_posts_and_watches_every_public_address_sees_nothing_but_days_and_only_with_an_edition():
    data = init(os.path.join(new_folder(), "data"))
    subprocess.run([f"{TOP}/tools/made_up_figures.py", data, MOVEMENT.strip("/"), "6"], check=True)
    with Server(data, survivors_every=f"{PERIOD} s") as server, server.connect() as line, server.connect() as attacker:
        reviewer = desk.desk_of(server, line)
        receipt = forms.me_too(attacker, "made up, at the station")
        own = "/c/" + forms.public_id(attacker, receipt)
        paths = sorted(set(addresses(own)))
        expect(len(paths) > 30 and MOVEMENT + "/wall.atom" in paths, "docs/HTTP.md lists no public pages any more")
        pictures = [path for path in paths if re.search("/(reach|embed)/(voices|map.svg|lasting.png)$", path)]
        wait_for_a_new_period()
        before, before_every_way = look(attacker, paths), look_every_way(attacker, paths)
        expect_same([before[path][0] for path in pictures].count(200), 4, "pictures that are watched")
        reviewer.accept_all()
        forms.me_too(attacker, "")
        forms.me_too(attacker, "made up, and waiting")
        edition = (time.time() // PERIOD + 1) * PERIOD
        seen, after = watch(attacker, paths, before, edition + 3 * SLOW)
        expect(seen is not None, "what was accepted is on no page after its edition")
        expect(seen > edition - 0.2 * SLOW, f"{changed(before, after)} changed {edition - seen:.1f} s before an edition")
        time.sleep(0.5 * SLOW)  # a look may have met the edition half way
        after = look(attacker, paths)
        only = {"/wall", "/wall/1", "/wall.atom", "/both", own}
        expect({MOVEMENT + path for path in only} >= set(changed(before, after)), f"other pages changed too: {changed(before, after)}")
        every_way = {path.split(" ")[2] for path in changed(before_every_way, look_every_way(attacker, paths))}
        expect_same(sorted(every_way), changed(before, after), "what changed, looked at in every way")
        for path in changed(before, after):
            status, headers, body = after[path]
            expect_same(status, 200, f"the status of {path}")
            names = {name.lower() for name, _ in headers}
            expect(not names & {"last-modified", "age", "expires", "set-cookie"}, f"a header of {path} tells a time")
            lines = set(body.decode().splitlines()) - set(before[path][2].decode().splitlines())
            clocks = {clock for clock in re.findall(r"\d{1,2}:\d{2}(?::\d{2})?", "\n".join(lines))} - {"00:00:00", "00:00"}
            expect_same(clocks, set(), f"times of day in what is new on {path}")
        wait_for_a_new_period()
        before = look(attacker, paths)
        form = attacker.get(MOVEMENT + own + "/report")
        reported = attacker.post(MOVEMENT + own + "/report", {"token": form.field("token"), "part": form.field("part"), "reason": "attacks", "words": "", "looked": "1"})
        expect_same(reported.status, 200, "the status of a report")
        reviewer.decide(reviewer.waiting()[0], "decline", "attacks")
        seen, after = watch(attacker, paths, before, (time.time() // PERIOD + 1) * PERIOD + 2)
        expect(seen is None, f"a report or what was declined moved {changed(before, after)}")

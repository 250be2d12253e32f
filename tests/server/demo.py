"""What somebody sees who only wants to look: ./run --demo."""
import html
import os
import re

import forms
from server import MOVEMENT, Server, command, new_folder
from suite import expect, expect_same, test


DEMO = "/common-room"  # the movement that the demonstration serves in place of the real ones


def links_in(answer):
    return {html.unescape(link).split("#")[0] for link in re.findall(r'href="(/[^"/][^"]*|/)"', answer.text)}


@test(quick=True)
def every_page_of_the_demonstration_answers_and_every_wall_is_full_and_labelled():
    with Server(demo=True) as server, server.connect() as line:
        walls = [DEMO + path for path in ("/wall", "/accountable", "/both")]
        forms.until(lambda: all("class=\"words\"" in line.get(path).text for path in walls), 15, "a wall of the demonstration is empty")
        seen, left = {}, {"/"}
        while left:
            path = left.pop()
            seen[path] = answer = line.get(path)
            expect_same(answer.status, 303 if path.split("?")[0] in ("/leave", "/desk") else 200, f"the status of {path}")
            if answer.header("Content-Type").startswith("text/html"):
                left |= links_in(answer) - set(seen)
        expect(len(seen) > 20, f"only {len(seen)} pages are linked")
        expect(sum(path.startswith(DEMO + "/c/") for path in seen) > 5, "the contributions have no pages")
        for path, answer in seen.items():
            if path == DEMO or path.startswith(DEMO + "/") and answer.header("Content-Type").startswith("text/html"):
                expect("made up" in answer.text.lower(), f"{path} does not say that it is made up")
        for language, word in (("es", "inventad"), ("fr", "invent")):
            expect(word in line.get(DEMO + "/wall", {"Accept-Language": language}).text.lower(), f"the wall in {language} does not say it is made up")
        expect_same(line.get(DEMO + "/wall.atom").status, 200, "the status of the feed")


@test(quick=True)
def the_demonstration_is_filled_once_and_takes_words_like_any_other():
    with Server(demo=True) as server:
        with server.connect() as line:
            forms.until(lambda: "class=\"words\"" in line.get(DEMO + "/wall").text, 15, "the wall is empty")
            receipt = forms.kept(forms.send_me_too(line, "made up by a visitor", movement=DEMO))
        expect_same(server.stop(), 0, "the exit status")
        server.start()
        with server.connect() as line:
            forms.until(lambda: "class=\"words\"" in line.get(DEMO + "/both").text, 15, "the wall is empty at the second start")
            entries = re.findall(r'href="(/common-room/c/[^"]+)"', line.get(DEMO + "/both").text)
            words = [re.sub(r"\s+", " ", text) for text in re.findall(r'<div class="words"[^>]*>(.*?)</div>', line.get(DEMO + "/both").text, re.S)]
            expect_same(len(words), len(set(words)), "how many of the words on the walls differ")
            expect(entries, "nothing has a page")
            expect_same(forms.open_mine(line, receipt).status, 200, "the status of opening what a visitor wrote")


@test(quick=True)
def made_up_words_and_real_ones_never_share_a_directory():
    def refused(data, *more):
        status, _, wrong = command("serve", "--data", data, "--port", "0", "--ops-port", "0", *more)
        expect_same(status, 1, "the exit status")
        return wrong

    with Server(demo=True) as demo:
        expect_same(demo.stop(), 0, "the exit status")
        expect("made up" in refused(demo.data), "nothing says that it is a demonstration")
    with Server() as real:
        with real.connect() as line:
            forms.delete(line, forms.me_too(line, "made up, and taken back"))
        expect_same(real.stop(), 0, "the exit status")
        expect("a directory of its own" in refused(real.data, "--demo").replace("\n", " "), "nothing says what a demonstration needs")
        real.start()
        expect_same(real.stop(), 0, "the exit status")
        made_up, from_people = (os.path.join(new_folder(), name) for name in ("demo", "real"))
        for data, folder in ((demo.data, made_up), (real.data, from_people)):
            expect_same(command("backup", folder, "--data", data)[0], 0, "the exit status of backup")
        for folder in (made_up, from_people):
            status, _, wrong = command("restore", os.path.join(folder, os.listdir(folder)[0]), "--data", real.data)
            expect_same(status, 0, f"the exit status of restore, which says {wrong}")
            if folder == made_up:
                expect("made up" in refused(real.data), "a restored demonstration passes for real")
        real.start()


@test(quick=True)
def a_server_without_demo_starts_empty_and_says_nothing_of_a_demonstration():
    with Server() as server, server.connect() as line:
        front = line.get(MOVEMENT)
        expect_same(front.status, 200, "the status of the front page")
        expect("is made up" not in front.text, "it says that it is made up")
        expect("class=\"words\"" not in line.get(MOVEMENT + "/both").text, "somebody's words are there")

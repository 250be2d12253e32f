"""What somebody who takes part does: fetches a form, sends it, opens what they wrote, takes it back."""
import json
import re
import time

from server import MOVEMENT
from suite import Failed, expect_same

SENT = {"words": "", "audience": "everyone", "answers": "nobody", "note": "", "language": "en", "looked": "1"}
OWNED = {"deed": "looked_away", "words": "", "vow_action": "", "vow_shows": "", "vow_day": "", "language": "en", "looked": "1"}


def token(line, form="/me-too", movement=MOVEMENT):
    answer = line.get(movement + form)
    expect_same(answer.status, 200, "the status of an empty form")
    return answer.field("token")


def receipt_in(answer):
    """The nine words that an answer shows, parted by blanks, or None."""
    found = re.search(r'<ol class="receipt".*?</ol>', answer.text, re.S)
    words = re.findall(r"</span>\s*([a-z-]+)</li>", found.group(0)) if found else []
    return " ".join(words) if len(words) == 9 else None


def send_me_too(line, words, carried=None, headers=None, movement=MOVEMENT, **changed):
    fields = SENT | {"token": carried or token(line, movement=movement), "words": words} | changed
    return line.post(movement + "/me-too", fields, headers)


def send_did_that(line, words, headers=None, **changed):
    fields = OWNED | {"token": token(line, "/did-that"), "words": words} | changed
    return line.post(MOVEMENT + "/did-that", fields, headers)


def kept(answer):
    """The receipt of something that was kept."""
    expect_same(answer.status, 200, "the status of a form that was sent")
    receipt = receipt_in(answer)
    if not receipt:
        raise Failed("the answer to a form shows no nine words")
    return receipt


def me_too(line, words, **changed):
    return kept(send_me_too(line, words, **changed))


def did_that(line, words, **changed):
    return kept(send_did_that(line, words, **changed))


def open_mine(line, receipt):
    return line.post("/p", {"receipt": receipt})


def opened(line, receipt):
    """The sealed text that opening gives, or Failed."""
    answer = open_mine(line, receipt)
    expect_same(answer.status, 200, "the status of opening what somebody wrote")
    return answer.field("open")


def export(line, receipt):
    answer = line.post("/p/export", {"open": opened(line, receipt)})
    expect_same(answer.status, 200, "the status of an export")
    return json.loads(answer.body)["contributions"]


def public_id(line, receipt):
    return export(line, receipt)[0]["id"]


def delete(line, receipt):
    answer = line.post("/p/delete", {"open": opened(line, receipt), "id": ""})
    expect_same(answer.status, 200, "the status of taking everything back")


def until(holds, seconds, why):
    """Asks again and again until it holds; how long that took."""
    start = time.monotonic()
    while not holds():
        if time.monotonic() - start > seconds:
            raise Failed(f"{why}, after {seconds} s")
        time.sleep(0.05)
    return time.monotonic() - start

"""What is taken back is gone: from every page at once, from every byte after the sweep, and a backup does not bring it back."""
import os
import re

import desk
import forms
from server import MOVEMENT, Server, command, new_folder
from suite import expect, expect_same, test

GONE = "made up and taken back by the old windmill"
STAYS = "made up and staying by the new bakery"
NOTE = "made up note about a windmill"
GONE_VOW = "made up promise about the narrow footbridge"
SWEEP = 45  # seconds: the sweep looks every 30
PUBLIC = ["", "/wall", "/wall/1", "/both", "/wall.atom", "/accountable", "/accountable/1", "/accountable.atom"]


def pages_with(line, words, more=()):
    """Public pages that show these words, in every encoding that Python reads."""
    found = []
    for path in [MOVEMENT + page for page in PUBLIC] + ["/", *more]:
        for headers in ({}, {"Accept-Language": "es"}):
            if line.get(path, headers).shows(words):
                found.append(path)
    return sorted(set(found))


def files_with(server, words):
    return sorted(name for name, content in server.files() if words.encode() in content)


def released(server, line, reviewer):
    """One of each voice to be taken back and one that stays, all on the walls. Their receipts."""
    stays = forms.me_too(line, STAYS)
    gone = forms.me_too(line, GONE, note=NOTE)
    owned = forms.did_that(line, GONE + " too", vow_action=GONE_VOW, vow_shows="made up witness", vow_day="2027-01-15")
    reviewer.accept_all()
    forms.until(lambda: line.get(MOVEMENT + "/wall").shows(GONE) and line.get(MOVEMENT + "/accountable").shows(GONE_VOW), 10,
                "what was accepted is on no wall")
    return stays, gone, owned


@test
def what_is_taken_back_is_off_every_page_at_once_and_out_of_every_byte_after_the_sweep():
    with Server() as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        stays, gone, owned = released(server, line, reviewer)
        own_pages = [forms.export(line, receipt)[0]["path"] for receipt in (gone, owned)]
        before = pages_with(line, GONE, own_pages)
        for path in ["/wall", "/wall/1", "/both", "/accountable", "/accountable/1", "/accountable.atom"]:
            expect(MOVEMENT + path in before, f"{path} did not show what was accepted")
        expect(set(own_pages) <= set(before), "a contribution's own page did not show it")
        expect(MOVEMENT + "/wall.atom" in pages_with(line, NOTE, own_pages), "the feed did not show the note that stands in front")
        expect("himthough.db" in str(files_with(server, GONE)), "the words are in no file, so this test looks in the wrong place")

        for receipt in (gone, owned):
            forms.delete(line, receipt)
        for words in (GONE, NOTE):
            expect_same(pages_with(line, words, own_pages), [], "pages that show it afterwards")
        for path in own_pages:
            expect_same(line.get(path).status, 404, "the status of its own page")
        for receipt in (gone, owned):
            expect_same(forms.open_mine(line, receipt).status, 422, "the status of opening it")
        expect(line.get(MOVEMENT + "/wall").shows(STAYS), "what stays has gone too")

        for words in (GONE, GONE_VOW, NOTE):
            forms.until(lambda: not files_with(server, words), SWEEP, f"bytes of it are left in {files_with(server, words)}")
        expect(files_with(server, STAYS), "what stays is in no file")
        expect_same(forms.open_mine(line, stays).status, 200, "the status of opening what stays")
        server.kill()  # what a crash leaves
        expect_same(files_with(server, GONE), [], "files that hold it after a crash")


@test
def what_was_edited_away_is_out_of_every_byte_after_a_stop():
    with Server() as server, server.connect() as line:
        receipt = forms.me_too(line, GONE)
        answer = line.post("/p/edit", {"open": forms.opened(line, receipt), "id": forms.public_id(line, receipt), "words": STAYS, "note": ""})
        expect_same(answer.status, 200, "the status of an edit")
        expect_same(server.stop(), 0, "the exit status")
        expect_same(files_with(server, GONE), [], "files that hold what was edited away")


@test
def an_old_backup_does_not_bring_back_what_was_taken_back_and_no_id_is_given_twice():
    backups = new_folder()
    with Server() as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        stays, gone, owned = released(server, line, reviewer)
        ids = {forms.public_id(line, receipt) for receipt in (stays, gone, owned)}
        status, said, wrong = command("backup", backups, "--data", server.data)
        expect_same((status, wrong), (0, ""), "what backup did")
        backup = re.search(r"Made (\S+)\.", said).group(1)
        expect(not os.path.exists(os.path.join(backup, "key")), "the key lies in the backup")
        for name in os.listdir(backup):
            expect_same(os.stat(os.path.join(backup, name)).st_mode & 0o077, 0, f"what others may do with {name}")

        for receipt in (gone, owned):
            forms.delete(line, receipt)
        later = [forms.me_too(line, f"made up after the backup {word}") for word in ("one", "two", "three")]
        ids |= {forms.public_id(line, receipt) for receipt in later}
        status, _, wrong = command("restore", backup, "--data", server.data)
        expect_same(status, 1, "the status of a restore beside the running server")
        expect_same(server.stop(), 0, "the exit status")

        status, said, wrong = command("restore", backup, "--data", server.data)
        expect_same((status, wrong), (0, ""), "what restore did")
        expect(re.search(r"taken back since: [1-9]", said), f"restore said {said!r}")
        expect_same(files_with(server, GONE), [], "files that hold what was taken back")
    with Server(server.data) as again, again.connect() as line:
        expect_same(pages_with(line, GONE), [], "pages that show what was taken back")
        for receipt in (gone, owned, *later):
            expect_same(forms.open_mine(line, receipt).status, 422, "the status of opening what is not in the restored data")
        expect_same(forms.open_mine(line, stays).status, 200, "the status of opening what stays")
        expect(line.get(MOVEMENT + "/wall").shows(STAYS), "what stays is off its wall")
        new = {forms.public_id(line, forms.me_too(line, f"made up after the restore {word}")) for word in ("one", "two", "three", "four")}
        expect_same(len(new), 4, "how many new ids there are")
        expect(not new & ids, "an id was given twice")


@test
def what_a_reviewer_took_out_is_out_of_every_byte_after_the_sweep_and_no_backup_brings_it_back():
    backups = new_folder()
    span = "Old Windmill Yard"
    with Server() as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        receipt = forms.me_too(line, f"made up near {span}, long ago", note=f"about {span}", looked="1")
        _, said, _ = command("backup", backups, "--data", server.data)
        backup = re.search(r"Made (\S+)\.", said).group(1)
        [path] = reviewer.waiting()
        expect_same(reviewer.redact(path, span, "address").status, 303, "the status of redacting")
        own = forms.open_mine(line, receipt)
        expect(own.shows("A reviewer replaced something here") and "<mark>[address]</mark>" in own.text, "its writer does not see where")
        expect(not own.shows(span), "what stood there is shown to its writer")
        forms.until(lambda: line.get(MOVEMENT + "/wall").shows("made up near [address], long ago"), 10, "it is on no wall")
        forms.until(lambda: not files_with(server, span), SWEEP, f"bytes of it are left in {files_with(server, span)}")
        expect(files_with(server, "made up near"), "the rest of the text is in no file")
        expect_same(server.stop(), 0, "the exit status")
        expect_same(command("restore", backup, "--data", server.data)[0], 0, "the status of restore")
        expect_same(files_with(server, span), [], "files that hold it after a restore")
    with Server(server.data) as again, again.connect() as line:
        expect_same(pages_with(line, "made up near"), [], "pages that show what is to be read again")
        own = forms.open_mine(line, receipt)
        expect("made up near <mark>[…]</mark>, long ago" in own.text, "its writer has lost the rest")


@test
def a_reviewer_and_a_session_of_an_old_backup_do_not_come_back_signed_in():
    backups = new_folder()
    with Server() as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        expect_same(reviewer.get("/desk").status, 200, "the status of the desk")
        _, said, _ = command("backup", backups, "--data", server.data)
        backup = re.search(r"Made (\S+)\.", said).group(1)
        server.stop()
        expect_same(command("restore", backup, "--data", server.data)[0], 0, "the status of restore")
        server.start()
        with server.connect() as other:
            reviewer.line = other
            expect_same(reviewer.get("/desk").status, 303, "the status of the desk with a session of the backup")


@test(quick=True)
def one_of_several_can_be_taken_back_alone_and_export_holds_the_rest():
    with Server() as server, server.connect() as line:
        receipt = forms.me_too(line, STAYS)
        carried = forms.opened(line, receipt)
        expect_same(line.post("/p/delete", {"open": carried, "id": "AAAAAAAAAAAAAAAAAAAAAA"}).status // 100, 4, "the status class of a foreign id")
        expect_same(line.post("/p/delete", {"open": carried[:-4] + "AAAA", "id": ""}).status, 422, "the status of a forged text")
        expect_same([one["words"] == STAYS for one in forms.export(line, receipt)], [True], "what the export holds")

"""A circle on the real server: what its members write is readable on their pages and nowhere else."""
import re

import forms
from privacy import found_in, shapes_of
from server import MOVEMENT, Server, command, new_folder
from suite import expect, expect_same, test

WRITTEN = ["made up in a circle by the old mill", "made up in a circle at the ferry", "made up in a circle on the hill"]
QUESTION = "Made up: whom did I not ask?"


def sit_down(line, link):
    form = line.get(link)
    expect_same(form.status, 200, "the status of a seat nobody has taken")
    return forms.kept(line.post(link, {"token": form.field("token")}))


def gather(line):
    """A circle of three. Their receipts, and the links they came by."""
    opened = line.post(MOVEMENT + "/circle", {"token": forms.token(line, "/circle"), "seats": "3", "rhythm": "weekly"})
    links = re.findall(r"class=.address.[^>]*>https?://[^/<]*(/seat/[^<]+)<", opened.text)
    expect_same(len(links), 2, "how many links an opener of three seats is shown")
    return [forms.kept(opened)] + [sit_down(line, link) for link in links], links


def send(line, receipt, form, **fields):
    return line.post("/p/circle/" + form, {"receipt": receipt} | fields)


def page(line, receipt):
    return line.post("/p/circle", {"receipt": receipt})


@test(quick=True)
def what_a_circle_writes_is_in_no_file_no_log_and_no_backup_and_is_there_after_a_restart():
    backups = new_folder()
    with Server(posts_at_once="100") as server, server.connect() as line:
        receipts, links = gather(line)
        expect_same(send(line, receipts[0], "begin", question=QUESTION).status, 200, "the status of beginning")
        for receipt, words in zip(receipts, WRITTEN):
            expect_same(send(line, receipt, "note", round="1", words=words).status, 200, "the status of writing")
        for receipt in receipts:
            shown = page(line, receipt)
            expect(all(shown.shows(words) for words in [*WRITTEN, QUESTION]), "a member cannot read what all have written")
        expect_same(command("backup", backups, "--data", server.data)[0], 0, "the status of a backup")
        expect_same(server.stop(), 0, "the exit status")

        never = {"what was written": [words.encode() for words in [*WRITTEN, QUESTION]], "a link": [link.encode() for link in links],
                 "a receipt": [shape for receipt in receipts for shape in shapes_of(receipt)]}
        expect(not found_in(server.output().encode(), never), f"the log holds {found_in(server.output().encode(), never)}")
        for name, content in [*server.files(), *server.files(root=backups)]:
            expect(not found_in(content, never), f"{name} holds {found_in(content, never)}")
        server.start()
        with server.connect() as again:
            expect(page(again, receipts[2]).shows(WRITTEN[0]), "what was written is gone after a restart")


@test(quick=True)
def a_used_link_a_foreign_one_and_one_that_never_was_answer_alike():
    with Server(posts_at_once="100") as server, server.connect() as line:
        _, links = gather(line)
        token = forms.token(line, "/circle")
        answers = [line.get(path) for path in (links[0], "/seat/" + "A" * 43, "/seat/x")] + [
            line.post(path, {"token": token}) for path in (links[0], "/seat/" + "A" * 43, "/seat/x")]
        expect_same({answer.status for answer in answers}, {404}, "the statuses")
        expect_same(len({answer.body for answer in answers}), 1, "how many different answers there are")


@test
def a_circle_that_fell_below_three_does_not_come_back_with_a_backup():
    backups = new_folder()
    with Server(posts_at_once="100") as server, server.connect() as line:
        receipts, _ = gather(line)
        send(line, receipts[0], "begin")
        send(line, receipts[0], "note", round="1", words=WRITTEN[0])
        _, said, _ = command("backup", backups, "--data", server.data)
        backup = re.search(r"Made (\S+)\.", said).group(1)
        expect_same(send(line, receipts[1], "leave").status, 200, "the status of leaving")
        server.stop()
        expect_same(command("restore", backup, "--data", server.data)[0], 0, "the status of restore")
        server.start()
        with server.connect() as again:
            expect_same(page(again, receipts[1]).status, 422, "the status of nine words of somebody who left")
            expect_same(page(again, receipts[0]).status, 422, "the status of a circle that closed")
            expect_same(forms.open_mine(again, receipts[0]).status, 200, "the status of the opener's own page")

#!/usr/bin/env python3
"""Reads every text that people will read and says where one is not as it should be: "file:line: what", one a line.

  movements/, demo/, help/, guides/ (TOML; guides/talk/: Markdown), locales/*.po, src/web/templates/, src/report/templates/
- no phrase of tools/banned_phrases.txt, in the language of the text
- English reads easily: paragraphs and long sentences at about grade 7 (age 12) or below, by Flesch and Kincaid's formula
- every catalog is complete: each key of en.po has its sentence, with the same {{MARKERS}}, and every movement's language a catalog
- templates hold no sentences of their own, and only keys that en.po has
- help lines were not verified in the future; with --release, not longer ago than 180 days
Exit status 1 when anything was found. Lines that begin with "note:" are for the reader only.
"""
import argparse
import datetime
import os
import re
import sys
import tomllib
from collections import namedtuple

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GRADE, PARAGRAPH, SENTENCE = 7.0, 20, 18  # the highest grade; from how many words a paragraph, a catalog sentence is judged
STALE = 180

# A piece of text: where it begins, in which language, what it is ("" for what is only searched for phrases), what it may hold.
Text = namedtuple("Text", "file line language words kind allowed")


# --- reading ---------------------------------------------------------------------------------------------------------------------

def lines_of_toml(source):
    """Path of each key → the line its value begins on, as tomllib names them: ("line", 0, "hours"). tomllib keeps no lines."""
    found, table, counts, closing = {}, (), {}, None
    for number, line in enumerate(source.splitlines(), 1):
        if closing:
            closing = None if closing in line else closing
            continue
        header = re.match(r"\s*(\[\[?)\s*([\w.\- ]+?)\s*\]", line)
        if header:
            table = tuple(header.group(2).split("."))
            if header.group(1) == "[[":
                counts[table] = counts.get(table, -1) + 1
                table += (counts[table],)
            continue
        key = re.match(r"\s*([\w.\-]+)\s*=\s*(.*)", line)
        if key:
            found[table + tuple(key.group(1).split("."))] = number
            for quotes in ('"""', "'''"):
                if key.group(2).startswith(quotes) and quotes not in key.group(2)[3:]:
                    closing = quotes
    return found


def allowed_at(lines, number):
    """What "texts-ok:" in the line before allows."""
    before = lines[number - 2] if number > 1 else ""
    return [phrase.strip().lower() for phrase in re.findall(r"texts-ok:\s*(.+)$", before)]


def read_toml(path, say):
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        source = file.read()
    try:
        return tomllib.loads(source), lines_of_toml(source), source.splitlines()
    except tomllib.TOMLDecodeError as why:
        at = re.search(r"line (\d+)", str(why))
        say(path, int(at.group(1)) if at else 1, f"not TOML: {why}")
        return {}, {}, []


def toml_text(path, lines, source, key, language, words, kind):
    line = lines.get(key, 1)
    if "\n" in words and source[line - 1].rstrip().endswith('"""'):
        line += 1  # the first line break after """ is not part of the text
    return Text(path, line, language, words, kind, allowed_at(source, line))


def texts_of_movement(path, say):
    movement, lines, source = read_toml(path, say)
    for language, texts in movement.get("text", {}).items():
        for key, words in texts.items():
            yield toml_text(path, lines, source, ("text", language, key), language, words, "paragraphs")
    for number, credit in enumerate(movement.get("credits", [])):
        for language, words in credit.get("what", {}).items():
            yield toml_text(path, lines, source, ("credits", number, "what", language), language, words, "")


def texts_of_demo(path, say):
    demo, lines, source = read_toml(path, say)
    for voice, said in demo.items():
        for number, one in enumerate(said):
            for key in ("words", "note", "vow", "vow_shows"):
                if key in one:
                    yield toml_text(path, lines, source, (voice, number, key), one.get("language", "en"), one[key], "paragraphs")


def texts_of_help(path, say, today, release):
    table, lines, source = read_toml(path, say)
    for number, line in enumerate(table.get("line", [])):
        language = (line.get("languages") or ["en"])[0]
        for key in ("name", "hours"):
            if key in line:
                yield toml_text(path, lines, source, ("line", number, key), language, line[key], "")
        verified = line.get("verified")
        at = lines.get(("line", number, "verified"), 1)
        if isinstance(verified, datetime.date):
            if verified > today:
                say(path, at, f"verified on {verified}, which is not here yet")
            elif release and (today - verified).days > STALE:
                say(path, at, f"verified on {verified}, more than {STALE} days ago: open the source or call, then write the new date")


def texts_of_guide(path, say):
    """Every text of guides/reflect.<language>.toml, on the line where it stands; lists have a line for each text."""
    guide, _, source = read_toml(path, say)
    language = path.rsplit(".", 2)[1]
    at = 0

    def texts(value):
        nonlocal at
        if isinstance(value, dict):
            for key, inside in value.items():
                if key != "id":
                    yield from texts(inside)
        elif isinstance(value, list):
            for inside in value:
                yield from texts(inside)
        elif isinstance(value, str):
            first = value.split("\n", 1)[0].replace('"', '\\"')
            line = next((n for n in range(at, len(source)) if first in source[n]), at)
            at = line if line + 1 == len(source) else line + value.count("\n")
            yield Text(path, line + 1, language, value, "paragraphs", allowed_at(source, line + 1))

    yield from texts(guide)


def texts_of_talk(path):
    """Each paragraph, heading and item of guides/talk/<name>.<language>.md, without its sign, on the line where it begins."""
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        source = file.read().splitlines()
    began, so_far = 0, []
    for number, line in enumerate([*source, ""], 1):
        starts = re.match(r"(#+|-)\s+", line)
        if so_far and (starts or not line.strip()):
            yield Text(path, began, path.rsplit(".", 2)[1], "\n".join(so_far), "paragraphs", allowed_at(source, began))
            so_far = []
        if line.strip():
            began = began if so_far else number
            so_far.append(line[starts.end():] if starts else line)


Entry = namedtuple("Entry", "key sentences line fuzzy allowed")


def read_po(path):
    """The entries of a gettext file; obsolete ones are left out. `sentences`: one, or one for each plural form."""
    entries, now, field = {}, None, None

    def keep():
        if now and now["msgid"] is not None:
            key = "".join(now["msgid"])
            if key:
                entries[key] = Entry(key, ["".join(s) for s in now["msgstr"].values()], now["line"], now["fuzzy"], now["allowed"])

    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if line.startswith("#~"):
                continue
            if line.startswith("#") or line.startswith("msgid ") or line.startswith("msgctxt "):
                if now is None or now["msgstr"]:
                    keep()
                    now = {"msgid": None, "msgstr": {}, "line": number, "fuzzy": False, "allowed": []}
            if line.startswith("#"):
                now["fuzzy"] |= line.startswith("#,") and "fuzzy" in line
                now["allowed"] += [p.strip().lower() for p in re.findall(r"texts-ok:\s*(.+)$", line)]
                continue
            start = re.match(r'(msgid|msgid_plural|msgctxt|msgstr(?:\[\d+\])?)\s+"(.*)"$', line)
            more = re.match(r'"(.*)"$', line)
            if start:
                field = start.group(1)
                if field == "msgid":
                    now["msgid"], now["line"] = [unescape(start.group(2))], number
                elif field.startswith("msgstr"):
                    now["msgstr"][field] = [unescape(start.group(2))]
            elif more and now:
                if field == "msgid":
                    now["msgid"].append(unescape(more.group(1)))
                elif field and field.startswith("msgstr"):
                    now["msgstr"][field].append(unescape(more.group(1)))
    keep()
    return entries


def unescape(text):
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), text)


# --- judging ---------------------------------------------------------------------------------------------------------------------

def read_phrases(path):
    phrases = []
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                language, rest = line.split("|", 1)
                phrase, instead = rest.rsplit("|", 1)
                pattern = re.sub(r" +", r"\\s+", phrase.strip())
                phrases.append((language.strip(), re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I), instead.strip()))
    return phrases


def banned_in(text, phrases):
    """(line, words, what to do) of each banned phrase."""
    for language, pattern, instead in phrases:
        if language != text.language.split("-")[0]:
            continue
        for hit in pattern.finditer(text.words):
            words = re.sub(r"\s+", " ", hit.group(0))
            if words.lower() not in text.allowed:
                yield text.line + text.words.count("\n", 0, hit.start()), words, instead


def syllables(word):
    word = re.sub(r"[^a-z]", "", word.lower())
    if not word:
        return 1
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$", word) or re.search(r"[^aeiouytd]ed$", word) or re.search(r"[^aeiouyscxz]es$", word):
        count -= 1  # a silent e: "come", "laughed", "rules"
    return max(count, 1)


def words_of(sentence):
    """Its words; tags and addresses are not read aloud."""
    return re.findall(r"[A-Za-z][\w’'-]*|\d+", re.sub(r"#\S+|https?://\S+|\{\{[^}]*\}\}", " ", sentence))


def grade(text):
    """(Flesch and Kincaid's grade, number of words) of English. A name within a sentence counts as an easy word."""
    count = sounds = sentences = 0
    for sentence in re.split(r"(?<=[.!?:])[”’\")]*\s+|\n", text):
        words = words_of(sentence)
        if not words:
            continue
        sentences += 1
        count += len(words)
        sounds += sum(1 if at and word[0].isupper() else syllables(word) for at, word in enumerate(words))
    return (0.39 * count / sentences + 11.8 * sounds / count - 15.59, count) if count else (0.0, 0)


def hard_parts(text):
    """(line, grade) of each paragraph, or of a catalog's long sentence, that is too hard."""
    least = PARAGRAPH if text.kind == "paragraphs" else SENTENCE
    for part in re.finditer(r"\S.*?(?=\n\s*\n|\Z)", text.words, re.S):
        found, count = grade(part.group(0).replace("\n", " "))
        if count >= least and found > GRADE + 0.05:
            yield text.line + text.words.count("\n", 0, part.start()), found


def check_catalogs(paths, movements, say):
    catalogs = {os.path.splitext(os.path.basename(path))[0]: read_po(path) for path in paths}
    english = catalogs.get("en")
    if english is None:
        return
    for language, entries in catalogs.items():
        path = f"locales/{language}.po"
        for key, entry in entries.items():
            if entry.fuzzy:
                say(path, entry.line, f"{key}: marked fuzzy, so it is not used")
            if not all(sentence.strip() for sentence in entry.sentences):
                say(path, entry.line, f"{key}: has no sentence")
            if key not in english:
                say(path, entry.line, f"{key}: en.po has no such key")
            elif language != "en" and markers(entry) != markers(english[key]):
                say(path, entry.line, f"{key}: its markers differ from en.po's: {' '.join(sorted(markers(english[key]))) or 'none'}")
        for key, entry in english.items():
            if key not in entries:
                say(path, 1, f"{key}: is missing (en.po has it in line {entry.line})")
    for path, languages in movements.items():
        for language in languages:
            if language not in catalogs:
                say(path, 1, f"there is no locales/{language}.po for its language \"{language}\"")


def markers(entry):
    return {marker for sentence in entry.sentences for marker in re.findall(r"\{\{.*?\}\}", sentence)}


def check_template(path, english, say):
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        source = file.read()
    for key in re.finditer(r"\{\{t:([\w.]+)\}\}", source):
        if english is not None and key.group(1) not in english:
            say(path, source.count("\n", 0, key.start()) + 1, f"en.po has no {key.group(1)}")
    blank = lambda match: re.sub(r"[^\n]", " ", match.group(0))
    seen = re.sub(r"\{\{.*?\}\}", blank, source, flags=re.S)
    seen = re.sub(r"<!--.*?-->|<\?.*?\?>|<!.*?>|<(script|style)\b.*?</\1>|<[^<>]*>|&\w+;|&#\d+;", blank, seen, flags=re.S)
    for number, line in enumerate(seen.splitlines(), 1):
        if re.search(r"[^\W\d_]{2,}", line):
            say(path, number, f"\"{line.strip()[:60]}\" stands in the template: sentences belong into the catalogs")


# --- all of it -------------------------------------------------------------------------------------------------------------------

def files(folder, *endings):
    for path, _, names in sorted(os.walk(os.path.join(TOP, folder))):
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.relpath(os.path.join(path, name), TOP)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--release", action="store_true", help="help lines must have been verified within 180 days")
    asked.add_argument("--today", type=datetime.date.fromisoformat, default=datetime.date.today(), help="2026-11-22; for tests")
    asked = asked.parse_args()
    found = []

    def say(path, line, what):
        found.append((path, line, what))

    texts, languages = [], {}
    for path in [*files("movements", ".toml"), *files("demo/movements", ".toml")]:
        texts += texts_of_movement(path, say)
        languages[path] = read_toml(path, lambda *_: None)[0].get("languages", [])
    for path in files("demo", "contributions.toml"):
        texts += texts_of_demo(path, say)
    for path in files("help", ".toml"):
        texts += texts_of_help(path, say, asked.today, asked.release)
    for path in files("guides", ".toml"):
        texts += texts_of_guide(path, say)
    for path in files("guides/talk", ".md"):
        texts += texts_of_talk(path)
    catalogs = list(files("locales", ".po"))
    check_catalogs(catalogs, languages, say)
    english = read_po("locales/en.po") if "locales/en.po" in catalogs else None
    for path in catalogs:
        language = os.path.splitext(os.path.basename(path))[0]
        for entry in read_po(path).values():
            texts += [Text(path, entry.line, language, s.replace("\n", " "), "sentence", entry.allowed) for s in entry.sentences]
    for path in [*files("src/web/templates", ".html", ".xml"), *files("src/report/templates", ".html")]:
        check_template(path, english, say)

    phrases = read_phrases("tools/banned_phrases.txt")
    for text in texts:
        for line, words, instead in banned_in(text, phrases):
            say(text.file, line, f"\"{words}\": {instead}")
        if text.kind and text.language.split("-")[0] == "en":
            for line, hard in hard_parts(text):
                say(text.file, line, f"reads at grade {hard:.1f}, more than {GRADE:.0f}: shorter sentences, shorter words")
    for path, line, what in sorted(set(found)):
        print(f"{path}:{line}: {what}")
    print(f"note: {len(texts)} texts read, {len(set(found))} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

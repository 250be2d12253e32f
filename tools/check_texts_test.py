#!/usr/bin/env python3
"""Tests of tools/check_texts.py, against small files in a folder of their own."""
import contextlib
import io
import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_texts  # noqa: E402

PHRASES = os.path.join(check_texts.TOP, "tools", "banned_phrases.txt")


class Texts(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.addCleanup(setattr, check_texts, "TOP", check_texts.TOP)
        check_texts.TOP = self.folder
        os.mkdir(os.path.join(self.folder, "tools"))
        shutil.copy(PHRASES, os.path.join(self.folder, "tools"))

    def write(self, path, text):
        os.makedirs(os.path.join(self.folder, os.path.dirname(path)), exist_ok=True)
        with open(os.path.join(self.folder, path), "w", encoding="utf-8") as file:
            file.write(text)

    def found(self, *arguments):
        printed, asked, sys.argv = io.StringIO(), sys.argv, ["check_texts.py", "--today", "2026-11-22", *arguments]
        try:
            with contextlib.redirect_stdout(printed):
                status = check_texts.main()
        finally:
            sys.argv = asked
        lines = [line for line in printed.getvalue().splitlines() if not line.startswith("note:")]
        self.assertEqual(status, 1 if lines else 0)
        return lines

    def test_finds_a_banned_phrase_in_the_line_where_it_stands(self):
        self.write("movements/m.toml", 'languages = ["en"]\n[text.en]\nabout = """\nFirst.\n\nThen the alleged\nthing.\n"""\n')
        self.assertEqual(self.found(), ['movements/m.toml:6: "alleged": say who says so, or leave it out'])

    def test_finds_it_over_a_line_break_and_only_in_its_language(self):
        self.write("movements/m.toml", '[text.en]\nabout = "She was\\nraped."\n[text.fr]\nabout = "The alleged thing."\n')
        self.assertEqual(len(self.found()), 1)

    def test_allows_what_the_line_before_allows(self):
        self.write("movements/m.toml", '[text.en]\n# texts-ok: alleged\nabout = "Do not say alleged."\n')
        self.assertEqual(self.found(), [])

    def test_reads_guides_too_and_says_the_line_of_a_text_in_a_list(self):
        self.write("guides/reflect.en.toml", 'title = "Look"\n[[part]]\ntitle = "One"\n[[part.situation]]\nid = "alleged"\n'
                   'recognise = [\n  "I was there.",\n  "The alleged thing.",\n]\nmeans = """\nIt hurt.\n\nOr the alleged\nthing did.\n"""\n')
        self.assertEqual(self.found(), ['guides/reflect.en.toml:8: "alleged": say who says so, or leave it out',
                                        'guides/reflect.en.toml:13: "alleged": say who says so, or leave it out'])

    def test_reads_guides_for_talking_item_by_item(self):
        self.write("guides/talk/one.en.md", "# Ask\n\nFirst.\n\n- Say it.\n- Say the\n  alleged thing.\n")
        self.write("guides/talk/one.es.md", "# Pide\n\nThe alleged thing.\n")
        self.assertEqual(self.found(), ['guides/talk/one.en.md:7: "alleged": say who says so, or leave it out'])

    def test_says_that_english_is_too_hard(self):
        hard = ("Notwithstanding the aforementioned considerations, participating organisations are nevertheless encouraged to "
                "implement comprehensive accountability mechanisms, particularly regarding institutional responsibilities, "
                "organisational transparency and communication.")
        self.write("movements/m.toml", f'[text.en]\nabout = """\nIt is short.\n\n{hard}\n"""\n')
        self.assertRegex(self.found()[0], r"^movements/m.toml:5: reads at grade \d\d")

    def test_wants_every_catalog_complete(self):
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        self.write("locales/en.po", head + 'msgid "a.b"\nmsgstr "By {{DAY}}"\n\nmsgid "c"\nmsgstr "C"\n\nmsgid "d"\nmsgstr "D"\n')
        self.write("locales/es.po", head + 'msgid "a.b"\nmsgstr "Para"\n\nmsgid "c"\nmsgstr ""\n\nmsgid "e"\nmsgstr "E"\n')
        self.assertEqual(self.found(), [
            "locales/es.po:1: d: is missing (en.po has it in line 10)",
            "locales/es.po:4: a.b: its markers differ from en.po's: {{DAY}}",
            "locales/es.po:7: c: has no sentence",
            "locales/es.po:10: e: en.po has no such key"])

    def test_wants_a_catalog_for_every_language_of_a_movement(self):
        self.write("locales/en.po", 'msgid "c"\nmsgstr "C"\n')
        self.write("movements/m.toml", 'languages = ["en", "es"]\n')
        self.assertEqual(self.found(), ['movements/m.toml:1: there is no locales/es.po for its language "es"'])

    def test_wants_no_sentence_and_no_unknown_key_in_a_template(self):
        self.write("locales/en.po", 'msgid "c"\nmsgstr "C"\n')
        self.write("src/web/templates/t.html", '{{! A comment. }}\n<p class="x" title="{{t:c}}">{{t:c}} · {{DAY}}</p>\n<p>Hello {{t:d}}</p>\n')
        self.assertEqual(self.found(), ['src/web/templates/t.html:3: "Hello" stands in the template: sentences belong into the catalogs',
                                        "src/web/templates/t.html:3: en.po has no d"])

    def test_minds_how_old_a_help_line_is_at_a_release_only(self):
        line = '[[line]]\nname = "A"\nlanguages = ["en"]\nverified = {}\n'
        self.write("help/gb.toml", line.format("2026-05-25") + line.format("2026-05-26") + line.format("2026-11-23"))
        self.assertEqual(self.found(), ["help/gb.toml:12: verified on 2026-11-23, which is not here yet"])
        self.assertEqual(len(self.found("--release")), 2)

    def test_every_phrase_is_a_pattern_with_a_language_and_a_way_out(self):
        phrases = check_texts.read_phrases("tools/banned_phrases.txt")
        self.assertGreater(len(phrases), 30)
        for language, _, instead in phrases:
            self.assertIn(language, ("en", "es", "fr"))
            self.assertTrue(instead)

    def test_a_silent_e_is_no_syllable(self):
        for word, count in {"come": 1, "laughed": 1, "people": 2, "table": 2, "somebody": 4, "the": 1, "wanted": 2}.items():
            self.assertAlmostEqual(check_texts.syllables(word), count, delta=1)
        self.assertLess(check_texts.grade("I did it. I am here. You may go.")[0], 2)


if __name__ == "__main__":
    unittest.main()

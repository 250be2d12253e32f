#!/usr/bin/python3
"""names_table.py OUT: writes the first names that the guard knows, one a line, folded (small letters, no accents) and sorted.

They come from two packages that are made to invent people (python3-fake-factory and php-faker, both under the Expat license) and
from src/guard/more_names.txt, which we wrote. Never from lists of real people. A name that is also a word (hope, grace, mark) stays
in: whether a person is meant is for the pattern around it to say.
"""
import glob
import importlib.util
import os
import re
import sys
import unicodedata

# Languages whose names are written in Latin letters, as PHP's and Python's folders call their places. Icelandic, Latvian and
# Lithuanian lists are left out: they hold thousands of names that are seldom met, and many are everyday words elsewhere.
PLACES = ("ar cs da de dk en es fi fr he hi hr hu id it ja me ms nb ne nl no pl pt ro sk sl sr sv tr tw vi").split()
ENGLISH = ("en",)
PHP_LIST = re.compile(r"\$(?:\w*[fF]irstName\w*|nickname\w*)\s*=\s*(?:\[|array\()(.*?)(?:\]|\))\s*;", re.S)
PYTHON_LIST = re.compile(r"\bfirst_names?\w*\s*=\s*(?:set\()?[(\[{](.*?)[)\]}]+\n", re.S)
TEXT = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
# Words that stand in capitals everywhere and are hardly ever somebody's name.
NO_NAMES = set("""the she her his you they them and not new old san sir her our out one two how who why what when
los las del una uno con por sin mas que ella ellos les des une aux est pas son ses mon mes sur qui""".split())
# What letters become that have no accent to lose. guard/names.cpp does the same.
LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


def fold(name):
    apart = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(LETTERS)


def lists():
    """(place, text of one list) of all that is installed."""
    found = importlib.util.find_spec("faker")
    python = glob.glob(os.path.join(os.path.dirname(found.origin), "providers/person/*/__init__.py")) if found else []
    php = glob.glob("/usr/share/php/Faker/Provider/*/Person.php")
    for package, files in (("python3-fake-factory", python), ("php-faker", php)):
        if not files:
            sys.exit(f"the names come from the Debian package {package}, which is not installed; tools/install build installs it")
    for files, pattern in ((python, PYTHON_LIST), (php, PHP_LIST)):
        for path in sorted(files):
            with open(path, encoding="utf-8") as file:
                for one in pattern.findall(file.read()):
                    yield os.path.basename(os.path.dirname(path)), one


def main():
    names = set()
    for place, one in lists():
        if place[:2] not in PLACES:
            continue
        for single, double in TEXT.findall(one):
            for word in re.split(r"[\s.-]+", fold(single or double)):
                if re.fullmatch(r"[a-z']+", word) and len(word) >= (2 if place[:2] in ENGLISH else 3) and word not in NO_NAMES:
                    names.add(word)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../src/guard/more_names.txt"), encoding="utf-8") as file:
        for line in file:
            names.update(fold(line.split("#")[0]).split())
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("".join(f'"{name}\\n"\n' for name in sorted(names)))


main()

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
# Everyday words that some list has and that are hardly ever somebody's first name.
NO_NAMES = set("""a about add age al all alias also alta among an and ante any are as ask at aun aux avec bajo bas be beat because boss bosse
both but by can canal cap captain car carry case cat cena cet cette chat chez chien cierra clabe colonel con contact council dans de deja
del demi des deviner dieu do doctor dont dos dot due duro each edit eje elle elles else era esa esos esta este even ever every feliz
floor for friend from fui general gracia gusta hacer hall han harm has hasta he her his hoy hui if in is it job jeu judge just kine king lap
las law lawyer le lei les less ley lien lieu line linea link lis lit little live long los lot love lue lui loi mala male maman man many mas
mate mayo me men mentor metro mal male marry miles moi mom mon monsieur more most mr mum my nada nee new next no nor north not now of oh
old on one or our out over owe page pan par pay paye per pero por porter prima primo press que qui radio reason red rei ring risa said
sale same san santa say scene see seeing señora senora server ses set she should show side sign signe sin sir sister sit skip so soi some
son song soon spring stale star steward still such sur tal tan tel ten that the them then there these they this those till tik tio to tok
too trace true tue twice two un una une unique unknown up van vice vida vino viva von was way we wey what when where which while who whom
why will with without won worth yet yoga you your""".split()) - {"will"}
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
            for word in re.split(r"[\s.'-]+", fold(single or double)):
                if re.fullmatch(r"[a-z]+", word) and len(word) >= (2 if place[:2] in ENGLISH else 3) and word not in NO_NAMES:
                    names.add(word)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../src/guard/more_names.txt"), encoding="utf-8") as file:
        for line in file:
            names.update(fold(line.split("#")[0]).split())
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("".join(f'"{name}\\n"\n' for name in sorted(names)))


main()

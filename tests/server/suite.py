"""Tests as sentences: the list of them, and how one says that something does not hold."""


class Failed(Exception):
    """What was expected and did not happen. Never holds anybody's words or a receipt."""


class Skipped(Exception):
    """This machine does not allow what the test needs."""


tests = []  # functions, in the order they were written


def test(function=None, *, quick=False, alone=False):
    """A test is a function with the name of what it says. quick: also in `run --quick`. alone: measures times, so nothing runs beside it."""

    def add(one):
        one.quick, one.alone = quick, alone
        one.sentence = one.__name__.replace("_", " ")
        tests.append(one)
        return one

    return add(function) if function else add


def expect(holds, why):
    if not holds:
        raise Failed(why)


def expect_same(got, wanted, what):
    if got != wanted:
        raise Failed(f"{what} is {got!r}, not {wanted!r}")

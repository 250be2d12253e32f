#pragma once
#include <string_view>

/// What the normaliser goes by. Plain tables, sorted, so that a generator can print them for other languages.
namespace himthough::guard::tables {

struct Pair {
    char32_t from, to;
};

/// Letters that a reader takes for Latin ones: Cyrillic, Greek, Armenian, and Latin small capitals. Sorted by `from`.
constexpr Pair lookalikes[] = {
    {0x0251, 'a'}, {0x0261, 'g'}, {0x0262, 'g'}, {0x026A, 'i'}, {0x0274, 'n'}, {0x0280, 'r'}, {0x028F, 'y'}, {0x0299, 'b'},
    {0x029C, 'h'}, {0x029F, 'l'}, {0x0391, 'A'}, {0x0392, 'B'}, {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'}, {0x0399, 'I'},
    {0x039A, 'K'}, {0x039C, 'M'}, {0x039D, 'N'}, {0x039F, 'O'}, {0x03A1, 'P'}, {0x03A4, 'T'}, {0x03A5, 'Y'}, {0x03A7, 'X'},
    {0x03B1, 'a'}, {0x03B3, 'y'}, {0x03B5, 'e'}, {0x03B9, 'i'}, {0x03BA, 'k'}, {0x03BD, 'v'}, {0x03BF, 'o'}, {0x03C1, 'p'},
    {0x03C4, 't'}, {0x03C5, 'u'}, {0x03C7, 'x'}, {0x03C9, 'w'}, {0x0405, 'S'}, {0x0406, 'I'}, {0x0408, 'J'}, {0x0410, 'A'},
    {0x0412, 'B'}, {0x0415, 'E'}, {0x041A, 'K'}, {0x041C, 'M'}, {0x041D, 'H'}, {0x041E, 'O'}, {0x0420, 'P'}, {0x0421, 'C'},
    {0x0422, 'T'}, {0x0423, 'Y'}, {0x0425, 'X'}, {0x0430, 'a'}, {0x0432, 'b'}, {0x0433, 'r'}, {0x0435, 'e'}, {0x043A, 'k'},
    {0x043C, 'm'}, {0x043D, 'h'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'},
    {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x04AE, 'Y'}, {0x04BB, 'h'}, {0x0501, 'd'}, {0x051B, 'q'}, {0x051D, 'w'},
    {0x0570, 'h'}, {0x0578, 'n'}, {0x057D, 'u'}, {0x0585, 'o'}, {0x1D00, 'a'}, {0x1D04, 'c'}, {0x1D05, 'd'}, {0x1D07, 'e'},
    {0x1D0A, 'j'}, {0x1D0B, 'k'}, {0x1D0D, 'm'}, {0x1D0F, 'o'}, {0x1D18, 'p'}, {0x1D1B, 't'}, {0x1D1C, 'u'}, {0x1D20, 'v'},
    {0x1D21, 'w'}, {0x1D22, 'z'}, {0xA730, 'f'}, {0xA731, 's'},
};

/// Where ten digits in a row begin with a zero: every decimal digit of Unicode 15 that NFKC leaves as it is.
constexpr char32_t zeros[] = {
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0,
    0xA9F0, 0xAA50, 0xABF0, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0,
    0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950,
};

/// Digits in circles and the like, that NFKC leaves as they are: a run of nine from one on.
constexpr char32_t ones[] = {0x24F5, 0x2776, 0x2780, 0x278A};

/// What stands between ( ), [ ], { } or < > for a sign, in small letters. Not "a": "profesor(a)".
struct Sign {
    std::string_view word;
    char sign;
};
constexpr Sign signs[] = {
    {"@", '@'},   {"arobase", '@'}, {"arroba", '@'}, {"at", '@'}, {".", '.'}, {"dot", '.'}, {"period", '.'}, {"point", '.'}, {"punkt", '.'},
    {"punto", '.'},
};

/// Words for digits in English, Spanish and French, in small letters without accents.
struct Digit {
    std::string_view word;
    char digit;
};
constexpr Digit digits[] = {
    {"cero", '0'},   {"cinco", '5'}, {"cinq", '5'},  {"cuatro", '4'}, {"deux", '2'}, {"dos", '2'},   {"eight", '8'}, {"five", '5'},
    {"four", '4'},   {"huit", '8'},  {"neuf", '9'},  {"nil", '0'},    {"nine", '9'}, {"nought", '0'}, {"nueve", '9'}, {"o", '0'},
    {"ocho", '8'},   {"oh", '0'},    {"one", '1'},   {"quatre", '4'}, {"seis", '6'}, {"sept", '7'},  {"seven", '7'}, {"siete", '7'},
    {"six", '6'},    {"three", '3'}, {"tres", '3'},  {"trois", '3'},  {"two", '2'},  {"un", '1'},    {"uno", '1'},   {"zero", '0'},
};

/// Words that say how often the next digit stands there.
struct Times {
    std::string_view word;
    int times;
};
constexpr Times times[] = {{"doble", 2}, {"double", 2}, {"triple", 3}};

}  // namespace himthough::guard::tables

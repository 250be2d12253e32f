#include "guard/normal.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <random>
#include <string>

#include "guard/names.h"
#include "guard/tables.h"

namespace himthough::guard {
namespace {

std::string normal(const std::string& text) { return std::string(Normal(text).text()); }

struct Pair {
    std::string typed, means;
};

TEST(Normal, UndoesTheTricksOfWriting) {
    const Pair pairs[] = {
        {"plain words, nothing else.", "plain words, nothing else."},
        {"José, à Noël – « où ? »", "José, à Noël – « où ? »"},
        {"Jose\u0301", "José"},
        {"ﬁne ｄａｎ＠example．org ①②", "fine dan@example.org 12"},
        {"d\u200Ban\u00AD \u202Eback", "dan back"},
        {"l’été… “yes”", "l'été... “yes”"},
        {"on  to\t\tthe\u00A0\u00A0old\u3000house", "on to the old house"},
        {"a\r\nb\rc\u2028d", "a\nb\nc\nd"},
        {"٠٧٧٠٠ ९०० 0️⃣7️⃣ ❸", "07700 900 07 3"},
        {"раypаl dаn@ехample.org", "paypal dan@example.org"},
        {"сосо@сосо.со", "coco@coco.co"},
        {"Он пришёл. Она тоже.", "Он пришёл. Она тоже."},
        {"z\u0335a\u0335l\u0335g\u0335o\u0335", "zalgo"},
        {"dan (at) example [dot] org {AT} <dot>", "dan @ example . org @ ."},
        {"dan ( at ) x", "dan @ x"},
        {"profesor(a) at (home)", "profesor(a) at (home)"},
        {"d a n @ g m a i l . c o m !", "dan@gmail.com !"},
        {"d.a.n.n.y and d-a-n-n-y and J o s é", "danny and danny and José"},
        {"U.S.A. and a b c", "U.S.A. and a b c"},
        {"oh seven seven double oh nine", "077009"},
        {"zéro six, zéro un deux trois", "060123"},
        {"cero siete-siete nueve", "0779"},
        {"one or two, then three", "one or two, then three"},
        {"one two three", "one two three"},
        {"dan@example。org, dan@example۔org", "dan@example.org, dan@example.org"},
    };
    for (const auto& [typed, means] : pairs) EXPECT_EQ(normal(typed), means);
}

TEST(Normal, BytesThatAreNoUtf8BecomeASign) {
    EXPECT_EQ(normal("a\xFF\xC3(b"), "a\uFFFD\uFFFD(b");
    EXPECT_EQ(normal("\xE2\x80"), "\uFFFD");
}

TEST(Normal, KnowsWhereEverythingStood) {
    const std::string text = "to d\u200Ban (at) ex, l’été, oh seven seven double nine.";
    const Normal made(text);
    const auto stood = [&](std::string_view part) {
        const auto begin = made.text().find(part);
        const auto range = made.original({begin, begin + part.size()});
        return text.substr(range.begin, range.end - range.begin);
    };
    EXPECT_EQ(made.text(), "to dan @ ex, l'été, 07799.");
    EXPECT_EQ(stood("dan @ ex"), "d\u200Ban (at) ex");
    EXPECT_EQ(stood("@"), "(at)");
    EXPECT_EQ(stood("l'été"), "l’été");
    EXPECT_EQ(stood("to d"), "to d");
    EXPECT_EQ(stood("an @"), "an (at)");
    EXPECT_EQ(stood("7799"), "oh seven seven double nine");   // places inside a change are all of it
    EXPECT_EQ(stood("."), ".");
}

TEST(Normal, ShortcutsGiveWhatTheStepsGive) {
    const std::string_view pieces[] = {" ",  "  ", "a",  "n",  "d a n", "the", "six", "oh ", "double ", "zéro", "7",   "77",  "é",    "ñ",  "’", "…",
                                       "\u00A0", "\u202F", "\u200B", "(at)", "( dot )", "(a)", "[", "<", ">", "@", ".", "-", "_", "*", "\n", "\t", "\r",
                                       "«", "»", "–", "😀", "❤", "а", "о", "\u0301", "\u0308", "ｄ", "\xFF", "\xC3", "·", "ß", "ﬁ", "five", "º", ",", "ce ", "zero", "sept ", "Dan", "Élodie", "“", "’Amal ", "é ", "é é é é", " y a ", "x", "@", "é\u202F", "é.é", "Łukasz", std::string_view("\0", 1), "Z", "\xC3\xA9ro", "?", "to "};
    std::mt19937 random(7);
    for (int round = 0; round < 200000; ++round) {
        std::string text;
        for (auto left = 1 + random() % (round % 50 == 0 ? 90 : 12); left > 0; --left) text += pieces[random() % std::size(pieces)];
        const Normal made(text);
        const auto stepped = normalise_by_steps(text);
        ASSERT_EQ(made.text(), stepped.text) << text;
        ASSERT_TRUE(made.may_hold_name() || !holds_capital_name(stepped.text)) << text;
        for (std::size_t at = 0; at < stepped.text.size(); ++at) {
            if ((static_cast<unsigned char>(stepped.text[at]) & 0xC0) == 0x80) continue;
            const auto range = made.original({at, at + 1});
            ASSERT_LE(range.begin, range.end);
            ASSERT_LE(range.end, text.size());
        }
    }
}

TEST(Normal, SeesOnTheWayWhatMayBeThere) {
    EXPECT_TRUE(Normal("t-shirt drop-down felt-tip yo-yo abacus abdomen zoom abacus abdomen").may_hold_receipt());
    EXPECT_TRUE(Normal("… Abacus, abdomen. Zoom abacus abdomen zoom abacus abdomen ZOOM!").may_hold_receipt());
    EXPECT_FALSE(Normal("I was at work and nobody said a word. It took me years to say this, and I say it now.").may_hold_receipt());
    EXPECT_TRUE(Normal("It was Dan.").may_hold_name());
    EXPECT_FALSE(Normal("I was at work. Nobody said a word.").may_hold_name());
}

TEST(Normal, KnowsEveryDigitThatNfkcLeaves) {
    for (UChar32 c = 0x660; c <= 0x10FFFF; ++c) {
        if (u_charType(c) != U_DECIMAL_DIGIT_NUMBER || (c >= 0xFF10 && c <= 0xFF19) || (c >= 0x1D7CE && c <= 0x1D7FF) || (c >= 0x1FBF0 && c <= 0x1FBF9)) continue;
        std::string text;
        icu::UnicodeString(c).toUTF8String(text);
        EXPECT_EQ(normal(text), std::to_string(u_charDigitValue(c))) << std::hex << c;
    }
}

TEST(Normal, TablesAreSorted) {
    EXPECT_TRUE(std::ranges::is_sorted(tables::lookalikes, {}, &tables::Pair::from));
    EXPECT_TRUE(std::ranges::is_sorted(tables::digits, {}, &tables::Digit::word));
    EXPECT_TRUE(std::ranges::is_sorted(tables::zeros));
}

}  // namespace
}  // namespace himthough::guard

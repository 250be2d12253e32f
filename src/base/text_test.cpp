#include "base/text.h"

#include <gtest/gtest.h>

namespace himthough {
namespace {

TEST(CleanText, LeavesWhatPeopleTypeAsItIs) {
    for (const auto* typed : {"It was my coach.", "I didn’t say “no” out loud.", "Ça va, à Zürich", "我也是", "واحد\nاثنان", "मैं भी", "❤️ 👍🏽", "one\n\ttwo"})
        EXPECT_EQ(clean_text(typed), typed);
}

TEST(CleanText, TrimsBothEnds) {
    EXPECT_EQ(clean_text(" \n\tso \n"), "so");
    EXPECT_EQ(clean_text(" café \n"), "café");
    EXPECT_EQ(clean_text("\u2003café\u3000"), "café");
}

TEST(CleanText, ComposesLettersAndUnifiesLineEnds) {
    EXPECT_EQ(clean_text("cafe\u0301"), "café");
    EXPECT_EQ(clean_text("café\r\nand\rthen"), "café\nand\nthen");
}

TEST(CleanText, DropsWhatHides) {
    EXPECT_EQ(clean_text("a\u202Eb\u200Bc\u2066d\uFEFF"), "abcd");
    EXPECT_EQ(clean_text("é\u0007\u0085"), "é");
    EXPECT_EQ(clean_text("né\u200Dn"), "nén");
    EXPECT_EQ(clean_text("क\u094D\u200Dष"), "क\u094D\u200Dष");   // here a joiner shapes a letter
    EXPECT_EQ(clean_text("👩\u200D👧"), "👩\u200D👧");
}

TEST(CleanText, RefusesWhatIsNotUtf8) {
    EXPECT_FALSE(clean_text("caf\xE9"));
    EXPECT_FALSE(clean_text("\xED\xA0\x80"));
}

}  // namespace
}  // namespace himthough

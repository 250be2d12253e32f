#include "movement/stand_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

using testing::ElementsAre;

Contribution saying(std::string words) {
    Contribution said;
    said.words = std::move(words);
    return said;
}

TEST(StandIn, TakesThePlaceOfWhatStoodThereAndTellsWhereItIs) {
    auto said = saying("Tom and Ann told Tom.");
    const auto places = put_stand_ins(said, {{{Part::words, 17, 20}, "[name]"}, {{Part::words, 0, 3}, "[name]"}}, {});
    EXPECT_EQ(said.words, "[name] and Ann told [name].");
    EXPECT_THAT(places, ElementsAre(Stretch{Part::words, 0, 6}, Stretch{Part::words, 20, 26}));
}

TEST(StandIn, ThatStoodThereBeforeMovesAlongAndGoesWithWhatIsPutOverIt) {
    auto said = saying("[name] of the [place] told Ann.");
    const auto places = put_stand_ins(said, {{{Part::words, 10, 21}, "[x]"}, {{Part::words, 27, 30}, "[name]"}},
                                      {{Part::words, 0, 6}, {Part::words, 14, 21}});
    EXPECT_EQ(said.words, "[name] of [x] told [name].");
    EXPECT_THAT(places, ElementsAre(Stretch{Part::words, 0, 6}, Stretch{Part::words, 10, 13}, Stretch{Part::words, 19, 25}));
    auto more = saying("Tom, [name].");
    EXPECT_THAT(put_stand_ins(more, {{{Part::words, 0, 3}, "[name]"}}, {{Part::words, 5, 11}}),
                ElementsAre(Stretch{Part::words, 0, 6}, Stretch{Part::words, 8, 14}));
}

TEST(StandIn, OfOneTextLeavesTheOthersAlone) {
    auto said = saying("Tom.");
    said.note = "Tom";
    said.vow = Vow{.action = "Ask Tom.", .due = *Day::parse("2017-10-20")};
    put_stand_ins(said, {{{Part::vow, 4, 7}, "[name]"}, {{Part::note, 0, 3}, "[name]"}}, {});
    EXPECT_EQ(said.words, "Tom.");
    EXPECT_EQ(said.note, "[name]");
    EXPECT_EQ(said.vow->action, "Ask [name].");
}

TEST(StandIn, HasAPlaceInsideItsTextAndThroughNoLetter) {
    const std::string_view text = "Zoë.";   // ë: bytes 2 and 3
    EXPECT_TRUE(lies_in({Part::words, 0, 4}, text));
    EXPECT_TRUE(lies_in({Part::words, 4, 5}, text));
    const std::vector<Stretch> none = {{Part::words, 0, 3}, {Part::words, 3, 4}, {Part::words, 2, 2}, {Part::words, 3, 2},
                                       {Part::words, 4, 6}, {Part::words, 5, 6}, {Part::words, 0, 600}};
    for (const auto& one : none) EXPECT_FALSE(lies_in(one, text)) << one.begin << " " << one.end;
}

TEST(StandIn, TwoThatWantTheSameBytesOverlap) {
    EXPECT_FALSE(overlap({{{Part::words, 4, 8}, ""}, {{Part::words, 0, 4}, ""}, {{Part::note, 2, 6}, ""}}));
    EXPECT_TRUE(overlap({{{Part::words, 4, 8}, ""}, {{Part::note, 0, 4}, ""}, {{Part::words, 0, 5}, ""}}));
}

}  // namespace
}  // namespace himthough

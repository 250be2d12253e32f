#include "movement/voice.h"

#include <gtest/gtest.h>

namespace himthough {
namespace {

template <class Enum> void every_word_reads_back(Enum last) {
    for (int number = 1; number <= static_cast<int>(last); ++number) {
        const auto value = static_cast<Enum>(number);
        ASSERT_FALSE(word_of(value).empty());
        EXPECT_EQ(from_word<Enum>(word_of(value)), value) << word_of(value);
    }
}

TEST(Voice, EveryWordReadsBackAsWhatItStandsFor) {
    every_word_reads_back(Voice::ally);
    every_word_reads_back(Audience::only_me);
    every_word_reads_back(Answers::anyone);
    every_word_reads_back(Deed::did_not_stop);
    every_word_reads_back(Reason::needs_contact);
}

TEST(Voice, WordsAreThoseOfTheList) {
    EXPECT_EQ(word_of(Voice::accountable), "accountable");
    EXPECT_EQ(word_of(Audience::only_me), "only_me");
    EXPECT_EQ(word_of(Answers::nobody), "nobody");
    EXPECT_EQ(word_of(State::to_change), "to_change");
    EXPECT_EQ(word_of(Deed::did_not_believe), "did_not_believe");
    EXPECT_EQ(word_of(Deed::did_not_ask), "did_not_ask");
    EXPECT_EQ(word_of(Reason::describes_in_detail), "describes_in_detail");
}

TEST(Voice, AnyOtherWordIsNone) {
    EXPECT_FALSE(from_word<Voice>(""));
    EXPECT_FALSE(from_word<Voice>("Survivor"));
    EXPECT_FALSE(from_word<Audience>("survivor"));
    EXPECT_FALSE(from_word<Deed>("did_not_stop "));
}

TEST(Voice, ANumberOutsideTheListHasNoWord) {
    EXPECT_EQ(word_of(static_cast<Voice>(0)), "");
    EXPECT_EQ(word_of(static_cast<Voice>(5)), "");
}

}  // namespace
}  // namespace himthough

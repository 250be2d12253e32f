#include "movement/item.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "movement/decision.h"

namespace himthough {
namespace {

using namespace std::chrono_literals;

const std::chrono::sys_seconds noon{std::chrono::seconds(1508068800)};

TEST(Item, IsNamedByWhatCanBeSaidOfItUnopened) {
    Contribution said;
    EXPECT_EQ(kind_of(said), ItemKind::story);
    said.voice = Voice::accountable;
    said.deed = Deed::used_my_position;
    EXPECT_EQ(kind_of(said), ItemKind::deed);
    said.deed = Deed::pressed;
    EXPECT_EQ(kind_of(said), ItemKind::grave_deed);
    said.deed.reset();
    said.follows = 1;
    EXPECT_EQ(kind_of(said), ItemKind::vow);
    said.check_in = CheckIn{};
    EXPECT_EQ(kind_of(said), ItemKind::check_in);
    for (const auto kind : item_kinds) EXPECT_EQ(item_kind_from_word(word_of(kind)), kind);
}

TEST(Item, IsReadByTwoWhereItIsGraveOrAStoryInWhichTheGuardAsks) {
    Contribution said;
    for (const auto heed : {Heed::none, Heed::hint}) {
        said.heed = heed;
        EXPECT_FALSE(wants_second(said));
    }
    said.heed = Heed::ask;
    EXPECT_TRUE(wants_second(said));
    said.voice = Voice::caller;
    EXPECT_FALSE(wants_second(said));
    said.voice = Voice::accountable;
    said.deed = Deed::used_my_position;
    EXPECT_FALSE(wants_second(said));
    said.deed = Deed::pressed;
    said.heed = Heed::none;
    EXPECT_TRUE(wants_second(said));
}

TEST(Reading, EndsAfterSoManyItemsOrSoLongAndBeginsAnewAfterARest) {
    for (const ReadingCaps caps : {ReadingCaps(), ReadingCaps{7, 20min, 60min}}) {
        const auto rests = [&](const Reading& read, std::chrono::sys_seconds now) { return must_rest(at(read, now, caps), now, caps); };
        Reading read = at({}, noon, caps);
        for (int count = 0; count < caps.items; ++count) {
            EXPECT_FALSE(rests(read, noon)) << count;
            read = after_item(read, false, noon, caps);
        }
        EXPECT_TRUE(rests(read, noon));
        EXPECT_TRUE(rests(read, noon + caps.rest - 1s));
        EXPECT_FALSE(rests(read, noon + caps.rest));

        read = after_item(at({}, noon, caps), true, noon, caps);
        for (auto now = noon; now < noon + caps.reading; now += 10min) read = after_item(read, true, now, caps);
        EXPECT_TRUE(rests(read, noon + caps.reading));
        EXPECT_FALSE(rests(read, noon - 1h)) << "a clock that was set back keeps nobody waiting";
    }
}

RC_GTEST_PROP(Reading, CountsHardOnesInARowOnly, (const std::vector<bool>& light)) {
    Reading read;
    int in_a_row = 0;
    for (const bool one : light) {
        read = after_item(read, one, noon, {});
        in_a_row = one ? 0 : in_a_row + 1;
    }
    RC_ASSERT(read.heavy == in_a_row);
    RC_ASSERT(read.items == static_cast<int>(light.size()));
}

TEST(Decided, TheMoreCarefulOfTwoCountsAndOfTwoAlikeTheSecond) {
    const Decision by_care[] = {Decision::accept, Decision::accept_noted, Decision::redact, Decision::change, Decision::decline};
    for (std::size_t one = 0; one < std::size(by_care); ++one)
        for (std::size_t other = 0; other < std::size(by_care); ++other) {
            const Decided first{.decision = by_care[one]}, second{.decision = by_care[other]};
            EXPECT_EQ(more_careful(first, second).decision, by_care[std::max(one, other)]);
            if (one == other) { EXPECT_EQ(&more_careful(first, second), &second); }
        }
    for (const auto decision : by_care) EXPECT_EQ(decision_from_word(word_of(decision)), decision);
}

}  // namespace
}  // namespace himthough

#include "acts/tries.h"

#include <gtest/gtest.h>

namespace himthough {
namespace {

using namespace std::chrono_literals;
const Tries::Time start{1000h};

TEST(Tries, WaitEverLongerAfterFiveWrongOnes) {
    Tries tries;
    auto now = start;
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(tries.begin("amal", now));
    for (const auto wait : {30s, 60s, 120s, 240s, 480s, 900s, 900s, 900s}) {
        EXPECT_FALSE(tries.begin("amal", now + wait - 1s));
        now += wait;
        EXPECT_TRUE(tries.begin("amal", now));
    }
}

TEST(Tries, OfOneNameDoNotSlowAnother) {
    Tries tries;
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(tries.begin("amal", start));
    EXPECT_FALSE(tries.begin("amal", start));
    EXPECT_TRUE(tries.begin("noor", start));
}

TEST(Tries, AreForgottenAfterARightOneAndAfterADay) {
    Tries tries;
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(tries.begin("amal", start));
    tries.was_right("amal");
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(tries.begin("amal", start));
    EXPECT_FALSE(tries.begin("amal", start));
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(tries.begin("amal", start + 25h));
}

TEST(Tries, ThatNobodyJudgedDoNotCount) {
    Tries tries;
    for (int i = 0; i < 50; ++i) {
        EXPECT_TRUE(tries.begin("amal", start));
        tries.was_nothing("amal");
    }
}

TEST(Tries, OfARealNameAreNotForgottenInAFloodOfMadeUpOnes) {
    Tries tries;
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(tries.begin("amal", start));
    for (int i = 0; i < 10000; ++i) tries.begin("made up " + std::to_string(i), start);
    EXPECT_FALSE(tries.begin("amal", start));
}

}  // namespace
}  // namespace himthough

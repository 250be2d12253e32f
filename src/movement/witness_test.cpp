#include "movement/witness.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace himthough {
namespace {

const auto any_state = rc::gen::element(WitnessState::invited, WitnessState::looking, WitnessState::witness, WitnessState::over, WitnessState::closed);
const auto any_answer = rc::gen::element(WitnessAnswer::look, WitnessAnswer::agree, WitnessAnswer::not_for_me, WitnessAnswer::happened_to_me);

TEST(Witness, LooksAgreesOrDoesNot) {
    EXPECT_EQ(after(WitnessState::invited, WitnessAnswer::look), WitnessState::looking);
    EXPECT_EQ(after(WitnessState::looking, WitnessAnswer::agree), WitnessState::witness);
    EXPECT_EQ(after(WitnessState::invited, WitnessAnswer::not_for_me), WitnessState::closed);
    EXPECT_EQ(after(WitnessState::looking, WitnessAnswer::happened_to_me), WitnessState::closed);
    EXPECT_FALSE(after(WitnessState::invited, WitnessAnswer::agree)) << "nobody agrees to what they have not seen";
    for (const auto end : {WitnessState::over, WitnessState::closed}) EXPECT_FALSE(after(end, WitnessAnswer::look));
}

RC_GTEST_PROP(Witness, NeverGoesBackWhateverIsAnswered, ()) {
    auto state = *any_state;
    for (const auto answer : *rc::gen::container<std::vector<WitnessAnswer>>(any_answer)) {
        const auto next = after(state, answer);
        if (!next) continue;
        RC_ASSERT(*next >= state);
        state = *next;
    }
}

RC_GTEST_PROP(Witness, IsNotMovedByTheSameAnswerOnceMore, ()) {
    const auto answer = *any_answer;
    if (const auto once = after(*any_state, answer)) RC_ASSERT(after(*once, answer) == once);
}

RC_GTEST_PROP(Witness, WhoItHappenedToLooksLikeWhoDoesNotWantTo, ()) {
    const auto state = *any_state;
    RC_ASSERT(after(state, WitnessAnswer::not_for_me) == after(state, WitnessAnswer::happened_to_me));
}

TEST(Witness, SpeaksInWords) {
    EXPECT_EQ(from_word<WitnessAnswer>("happened_to_me"), WitnessAnswer::happened_to_me);
    EXPECT_EQ(from_word<WitnessWord>("silent"), WitnessWord::silent);
    EXPECT_EQ(from_word<WitnessWord>("questions"), WitnessWord::questions);
    EXPECT_FALSE(from_word<WitnessWord>(""));
}

}  // namespace
}  // namespace himthough

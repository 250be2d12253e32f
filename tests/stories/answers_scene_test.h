#pragma once
#include <gtest/gtest.h>

#include "tests/world.h"

namespace himthough {

constexpr auto believed = "I believe you.";

/// A survivor whose words everybody can read.
struct Answered {
    explicit Answered(World& one, const std::string& answers = "anyone") : world(one) {
        said = world.says_me_too("It was my neighbour.", {{"answers", answers}});
        world.reviewer_accepts(said);
        world.cuts_edition();
    }
    std::string path() { return "/himthough/c/" + world.public_id(said); }
    std::string page() { return world.get(path()).body; }
    std::string mine() { return world.opens(said.receipt).body; }
    Answer sends(const std::string& where, Fields more) {
        Fields fields{{"open", world.opens(said.receipt).field("open")}};
        fields.insert(fields.end(), more.begin(), more.end());
        return world.post(where, fields);
    }
    void lets(const std::string& who) { EXPECT_EQ(sends("/p/answers", {{"id", world.public_id(said)}, {"answers", who}}).status, 200); }
    void hides(const Said& answer, const std::string& hidden = "yes") {
        EXPECT_EQ(sends("/p/answers/hide", {{"id", world.public_id(answer)}, {"hidden", hidden}}).status, 200);
    }

    /// The form of somebody with these fields in it.
    Answer gets(Fields more) {
        Fields fields{{"token", world.get(path() + "/answer").field("token")}, {"looked", "1"}};
        fields.insert(fields.end(), more.begin(), more.end());
        return world.post(path() + "/answer", fields);
    }
    /// Somebody new, with a sentence.
    Said hears(const std::string& sentence = "believe") {
        const auto answer = gets({{"sentence", sentence}});
        EXPECT_EQ(answer.status, 200);
        return {receipt_in(answer), world.newest()};
    }
    Said hears_and_it_stands(const std::string& sentence = "believe") {
        const auto answer = hears(sentence);
        world.reviewer_accepts(answer);
        world.cuts_edition_now();
        return answer;
    }
    World& world;
    Said said;
};

inline std::int64_t number_of_rows(World& world) {
    return world.services().store.read([](store::Transaction& tx) { return tx.number("SELECT count(*) FROM contribution"); });
}

}  // namespace himthough

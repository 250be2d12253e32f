// A circle to which anything happens in any order, while the clock jumps: what its members can read on their pages.
#include <gtest/gtest.h>

#include <random>

#include "tests/stories/circle_scene_test.h"

namespace himthough {
namespace {

struct Member {
    std::string words;
    int since;              ///< the first round they take part in
};
struct Note {
    std::string text;
    int round;
    std::string author;     ///< their nine words
};

/// What a circle must be, beside the one that is.
class Played {
public:
    Played(World& world, unsigned seed) : circle_(world, 6), any_(seed) { members_.push_back({circle_.words[0], 1}); }

    void step() {
        switch (any_() % 10) {
            case 0: return somebody_sits_down();
            case 1: return somebody_leaves();
            case 2: circle_.begins(); return look();
            case 3: circle_.days_pass(static_cast<int>(any_() % 9)); return look();
            case 4: circle_.clock_jumps(static_cast<int>(any_() % 21) - 10); return look();
            default: return somebody_writes();
        }
    }
    /// What each can read is what they may read.
    void look() {
        for (const auto& member : members_) {
            const auto page = page_of(member);
            if (is_closed()) {
                ASSERT_EQ(page.status, 422);
                continue;
            }
            ASSERT_EQ(page.status, 200);
            const int round = round_on(page);
            ASSERT_GE(round, round_) << "a round came back";
            round_ = round;
            const bool rests = page.body.find("All have written.") != std::string::npos;
            for (const auto& note : notes_) {
                const bool over = note.round < round || (note.round == round && rests);
                const bool may = member.since <= note.round && (over || note.author == member.words);
                ASSERT_EQ(page.body.find(note.text) != std::string::npos, may) << "round " << note.round << " seen in round " << round;
            }
        }
    }
    bool is_closed() const { return round_ == 0 ? members_.empty() || members_[0].words != circle_.words[0] : members_.size() < 3; }
    int rounds() const { return round_; }

private:
    Answer page_of(const Member& member) { return circle_.world.post("/p/circle", {{"receipt", member.words}}); }
    static int round_on(const Answer& page) {
        constexpr std::string_view mark = "<h2 id=\"round\">Round ";
        const auto at = page.body.find(mark);
        return at == std::string::npos ? 0 : std::stoi(page.body.substr(at + mark.size()));
    }
    std::size_t somebody() { return any_() % members_.size(); }

    void somebody_sits_down() {
        if (next_link_ >= circle_.links.size()) return;
        look();   // they see no round that the others have not seen
        const auto words = receipt_in(circle_.takes(circle_.links[next_link_++]));
        ASSERT_EQ(words.empty(), is_closed());
        if (!words.empty()) members_.push_back({words, round_ + 1});
        look();
    }
    void somebody_leaves() {
        if (any_() % 5 != 0) return;
        look();
        const auto who = members_.begin() + static_cast<std::ptrdiff_t>(somebody());
        circle_.world.post("/p/circle/leave", {{"receipt", who->words}});
        std::erase_if(notes_, [&](const Note& note) { return note.author == who->words; });
        members_.erase(who);
        look();
    }
    void somebody_writes() {
        const auto& member = members_[somebody()];
        look();
        const Note note{"This is thing number " + std::to_string(++written_) + " here.", round_, member.words};
        const auto sent = circle_.world.post("/p/circle/note", {{"receipt", member.words}, {"round", std::to_string(round_)}, {"words", note.text}});
        if (sent.status == 200) {
            std::erase_if(notes_, [&](const Note& older) { return older.round == note.round && older.author == note.author; });
            notes_.push_back(note);
        }
        look();
    }

    Circle circle_;
    std::minstd_rand any_;
    std::vector<Member> members_;
    std::vector<Note> notes_;
    std::size_t next_link_ = 0;
    int round_ = 0, written_ = 0;
};

TEST(CirclesPlayed, ShowEachMemberExactlyWhatTheyMayRead) {
    int rounds = 0, closed = 0;
    for (unsigned seed = 1; seed <= 8; ++seed)
        for (auto& world : every_database()) {
            world->site().posting = {10'000, 10'000};
            Played circle(*world, seed);
            for (int step = 0; step < 80 && !circle.is_closed(); ++step) {
                circle.step();
                ASSERT_FALSE(HasFatalFailure()) << "seed " << seed << ", step " << step;
            }
            rounds += circle.rounds();
            closed += circle.is_closed() ? 1 : 0;
        }
    EXPECT_GT(rounds, 12) << "too little happened";
    EXPECT_GT(closed, 0);
}

}  // namespace
}  // namespace himthough

// The record of the desk: whatever somebody with the database but without the key does to it is found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/commands.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// A record of six lines, and what `himthough desk verify` says of it.
struct Recorded {
    World& world;
    Reviewing amal = somebody_at_the_desk(world, "Amal", Role::organiser);   // lines 1 and 2

    explicit Recorded(World& its_world) : world(its_world) {
        for (int number = 3; number <= 6; ++number)
            EXPECT_EQ(amal.decides(world.public_id(world.says_me_too("It was my coach.")), {{"decision", "accept"}}).status, 303);
    }

    struct Verdict {
        int status;
        std::string said;
        std::string head() const {
            const auto at = said.find("head: ") + 6;
            return said.substr(at, said.find('\n', at) - at);
        }
    };
    app::Settings settings() const {
        auto read = app::read_settings({}).settings;
        read.data = world.folder();
        return read;
    }
    Verdict verify(std::string_view head = "") {
        testing::internal::CaptureStdout();
        const int status = app::verify_desk(settings(), head);
        return {status, testing::internal::GetCapturedStdout()};
    }
    void tampers(const sql::Text& text) {
        const auto done = world.services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
            EXPECT_EQ(tx.run(text), 1);
            return Done{};
        });
        EXPECT_TRUE(done);
    }
};

TEST(Record, VerifiesAndMeetsEveryHeadItEverHad) {
    for (auto& world : every_database()) {
        Recorded desk(*world);
        const auto before = desk.verify();
        EXPECT_EQ(before.status, 0);
        EXPECT_EQ(before.head().size(), 64U);
        EXPECT_THAT(before.said, AllOf(HasSubstr("lines: 6\n"), Not(HasSubstr("unbound")), Not(HasSubstr("broken"))));
        EXPECT_EQ(desk.verify(before.head()).status, 0);
        EXPECT_EQ(invite(desk.amal.at_terminal(), Role::reviewer).has_value(), true);
        const auto after = desk.verify(before.head());
        EXPECT_EQ(after.status, 0);
        EXPECT_NE(after.head(), before.head());
        EXPECT_EQ(desk.verify(std::string(64, 'a')).status, 1);
        EXPECT_THROW(app::verify_desk(desk.settings(), "abc"), std::runtime_error);
    }
}

TEST(Record, ShowsAChangedLine) {
    struct Change {
        sql::Text there, back;
    };
    constexpr Change changes[] = {
        {"UPDATE record SET did = 2 WHERE id = 4", "UPDATE record SET did = 1 WHERE id = 4"},
        {"UPDATE record SET reviewer = 9 WHERE id = 4", "UPDATE record SET reviewer = 1 WHERE id = 4"},
        {"UPDATE record SET day = day - 1 WHERE id = 4", "UPDATE record SET day = day + 1 WHERE id = 4"},
        {"UPDATE record SET about = about + 9 WHERE id = 4", "UPDATE record SET about = about - 9 WHERE id = 4"},
        {"UPDATE record SET movement = movement + 1 WHERE id = 4", "UPDATE record SET movement = movement - 1 WHERE id = 4"},
        {"UPDATE record SET reason = 1 WHERE id = 4", "UPDATE record SET reason = NULL WHERE id = 4"},
        {"UPDATE record SET waited = 3 WHERE id = 4", "UPDATE record SET waited = 0 WHERE id = 4"}};
    for (auto& world : every_database()) {
        Recorded desk(*world);
        for (const auto& [there, back] : changes) {
            desk.tampers(there);
            const auto found = desk.verify();
            EXPECT_EQ(found.status, 1);
            EXPECT_THAT(found.said, HasSubstr("broken: line 4 "));
            desk.tampers(back);
            EXPECT_EQ(desk.verify().status, 0);
        }
        desk.tampers("UPDATE record SET chain = x'' WHERE id = 4");
        EXPECT_THAT(desk.verify().said, HasSubstr("broken: line 4 "));
    }
}

TEST(Record, ShowsALineTakenOutOfTheMiddleAlsoWhenTheOthersMoveUp) {
    for (auto& world : every_database()) {
        Recorded desk(*world);
        desk.tampers("DELETE FROM record WHERE id = 3");
        EXPECT_THAT(desk.verify().said, HasSubstr("broken: line 4 "));
        for (const auto& move : {sql::Text("UPDATE record SET id = 3 WHERE id = 4"), sql::Text("UPDATE record SET id = 4 WHERE id = 5"), sql::Text("UPDATE record SET id = 5 WHERE id = 6")})
            desk.tampers(move);
        const auto found = desk.verify();
        EXPECT_EQ(found.status, 1);
        EXPECT_THAT(found.said, HasSubstr("broken: line 3 "));
    }
}

TEST(Record, ShowsThatItsEndIsGoneToWhoeverNotedAHead) {
    for (auto& world : every_database()) {
        Recorded desk(*world);
        const auto head = desk.verify().head();
        desk.tampers("DELETE FROM record WHERE id = 6");
        EXPECT_EQ(desk.verify().status, 0) << "a shorter record is a record";
        const auto found = desk.verify(head);
        EXPECT_EQ(found.status, 1);
        EXPECT_THAT(found.said, HasSubstr("was not met"));
    }
}

TEST(Record, ShowsALineThatWasPutIn) {
    for (auto& world : every_database()) {
        Recorded desk(*world);
        desk.tampers("INSERT INTO record SELECT 7, reviewer, day, did, about, movement, reason, waited, chain FROM record WHERE id = 6");
        EXPECT_THAT(desk.verify().said, HasSubstr("broken: line 7 "));
        desk.tampers("UPDATE record SET id = -1 WHERE id = 7");
        EXPECT_EQ(desk.verify().status, 1) << "before the first one too";
    }
}

TEST(Record, SaysWhichLinesNothingProves) {
    for (auto& world : every_database()) {
        Recorded desk(*world);
        desk.tampers("UPDATE record SET chain = x'' WHERE id = 1");
        EXPECT_THAT(desk.verify().said, HasSubstr("broken: line 2 ")) << "nobody can make a bound line one from before";
    }
    for (auto& world : every_database()) {
        Recorded desk(*world);
        const auto head = desk.verify().head();
        for (const auto& all : {sql::Text("UPDATE record SET chain = x'' WHERE id = 1"), sql::Text("UPDATE record SET chain = x'' WHERE id = 2"),
                                sql::Text("UPDATE record SET chain = x'' WHERE id = 3"), sql::Text("UPDATE record SET chain = x'' WHERE id = 4"),
                                sql::Text("UPDATE record SET chain = x'' WHERE id = 5"), sql::Text("UPDATE record SET chain = x'' WHERE id = 6")})
            desk.tampers(all);
        const auto found = desk.verify();
        EXPECT_THAT(found.said, AllOf(HasSubstr("unbound: 6,"), HasSubstr("head: none"))) << "all of them at once can only be said";
        EXPECT_EQ(desk.verify(head).status, 1) << "and is found by whoever noted a head";
    }
}

}  // namespace
}  // namespace himthough

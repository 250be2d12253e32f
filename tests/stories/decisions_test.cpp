// What a movement tells of its decisions: month by month, and never of few.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "movement/event.h"
#include "store/counts.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

/// A movement whose decisions are told. It is the middle of October when it begins.
struct Told {
    World& world;
    Reviewing amal = somebody_at_the_desk(world);

    explicit Told(World& its_world) : world(its_world) { world.cuts_edition_now(); }

    Said says() { return world.says_me_too("It was my coach."); }
    void decides(const Said& said, const std::string& decision, Fields more = {}) {
        more.emplace_back("decision", decision);
        ASSERT_EQ(amal.decides(world.public_id(said), more).status, 303);
    }
    void decided(int times, const std::string& decision, const Fields& more = {}) {
        for (int time = 0; time < times; ++time) decides(says(), decision, more);
    }
    /// Into the next month, with an edition in it.
    void month_passes() {
        world.clock.pass(24h * 30);
        amal.signs_in();
        world.cuts_edition_now();
    }
    std::string page() { return world.get("/himthough/decisions").body; }
    static std::string row(const std::string& what, const std::string& count, bool part = false) {
        return "<tr" + std::string(part ? " class=\"part\"" : "") + "><th scope=\"row\">" + what + "</th><td>" + count + "</td></tr>";
    }
    std::int64_t received() {
        const auto movement = world.movement().id;
        return world.services().store.read([&](store::Transaction& tx) { return store::count_of(tx, movement, Event::received); });
    }
};

TEST(Decisions, AreToldOfAMonthOnceItIsOverAndWithTheNextEdition) {
    for (auto& world : every_database()) {
        Told told(*world);
        told.decided(6, "accept");
        world->cuts_edition_now();
        EXPECT_THAT(told.page(), AllOf(HasSubstr("There is no month to tell of yet."), Not(HasSubstr("<table"))));
        world->clock.pass(24h * 30);
        world->looks_at_the_day();
        EXPECT_THAT(told.page(), HasSubstr("There is no month to tell of yet.")) << "a page changes with an edition, not with a day";
        world->cuts_edition_now();
        EXPECT_THAT(told.page(), AllOf(HasSubstr("October 2017"), HasSubstr(Told::row("Received for a decision", "6")), HasSubstr(Told::row("Accepted", "6"))));
        EXPECT_THAT(told.page(), AllOf(HasSubstr(Told::row("Declined", "fewer than 5")), Not(HasSubstr("November"))));
        EXPECT_THAT(world->get("/himthough/rules").body, HasSubstr("/himthough/decisions"));
    }
}

TEST(Decisions, WithinAMonthNothingOfThePageMoves) {
    for (auto& world : every_database()) {
        Told told(*world);
        told.decided(5, "accept");
        told.month_passes();
        const auto page = told.page();
        told.decided(7, "decline", {{"reason", "attacks"}});
        told.decided(1, "accept");
        world->cuts_edition_now();
        EXPECT_EQ(told.page(), page);
    }
}

TEST(Decisions, OfFewAreNotToldAndCannotBeWorkedOut) {
    for (auto& world : every_database()) {
        Told told(*world);
        told.decided(7, "decline", {{"reason", "attacks"}});
        told.decided(3, "decline", {{"reason", "names_somebody"}});
        told.decided(4, "change", {{"reason", "attacks"}});
        told.month_passes();
        EXPECT_THAT(told.page(), AllOf(HasSubstr(Told::row("Declined", "10")), HasSubstr(Told::row("Asked to change", "fewer than 5")),
                                       HasSubstr(Told::row("Accepted", "fewer than 5")), Not(HasSubstr("class=\"part\""))));
    }
}

TEST(Decisions, AreToldByReasonWhereManyWereDeclined) {
    for (auto& world : every_database()) {
        Told told(*world);
        told.decided(8, "decline", {{"reason", "attacks"}});
        told.decided(6, "decline", {{"reason", "advertisement"}});
        told.decided(3, "decline", {{"reason", "names_somebody"}});
        told.decided(3, "decline", {{"reason", "could_identify"}});
        told.month_passes();
        EXPECT_THAT(told.page(), AllOf(HasSubstr(Told::row("Declined", "20")), HasSubstr(Told::row("For all other reasons together", "6", true)),
                                       HasSubstr(">8</td>"), HasSubstr(">6</td>"), Not(HasSubstr(">3</td>"))));
    }
}

TEST(Decisions, AMonthWithoutAnyIsToldLikeOneWithFew) {
    for (auto& world : every_database()) {
        Told told(*world);
        told.decided(5, "accept");
        told.month_passes();
        told.month_passes();
        told.month_passes();
        const auto page = told.page();
        const auto december = page.substr(page.find("December 2017"), page.find("November 2017") - page.find("December 2017"));
        const auto november = page.substr(page.find("November 2017"), page.find("October 2017") - page.find("November 2017"));
        EXPECT_THAT(november, HasSubstr(Told::row("Accepted", "fewer than 5")));
        EXPECT_EQ(november.substr(8), december.substr(8));
        EXPECT_EQ(page.find("September"), std::string::npos) << "it begins with its first month";
    }
}

TEST(Decisions, TellHowLongPeopleWaited) {
    for (auto& world : every_database()) {
        Told told(*world);
        std::vector<Said> said;
        for (int one = 0; one < 5; ++one) said.push_back(told.says());
        told.decides(said[0], "accept");
        world->clock.pass(24h * 3);
        told.amal.signs_in();
        for (int one = 1; one < 4; ++one) told.decides(said[static_cast<std::size_t>(one)], "accept");
        told.month_passes();
        EXPECT_THAT(told.page(), Not(HasSubstr("Median"))) << "of four";
        std::vector<Said> more;
        for (int one = 0; one < 3; ++one) more.push_back(told.says());
        world->clock.pass(24h * 2);
        told.amal.signs_in();
        told.decides(said[4], "accept");
        for (const auto& one : more) told.decides(one, "decline", {{"reason", "attacks"}});
        told.decided(1, "accept");
        told.month_passes();
        EXPECT_THAT(told.page(), HasSubstr(Told::row("Median of the days they waited", "2"))) << "of 0, 2, 2, 2 and more than 30";
    }
}

TEST(Decisions, CountAsReceivedOnlyWhatSomebodyHasToDecideAbout) {
    for (auto& world : every_database()) {
        Told told(*world);
        world->says_me_too("");
        world->says_me_too("It was my coach.", {{"audience", "only_me"}});
        EXPECT_EQ(told.received(), 0);
        const auto said = told.says();
        EXPECT_EQ(told.received(), 1);
        const auto edits = [&](const std::string& words) {
            EXPECT_EQ(world->post("/p/edit", {{"open", world->opens(said.receipt).field("open")}, {"id", world->public_id(said)}, {"words", words}, {"note", ""}, {"looked", "1"}}).status, 200);
        };
        edits("It was my trainer.");
        EXPECT_EQ(told.received(), 1) << "it waits already";
        told.decides(said, "change", {{"reason", "attacks"}});
        edits("It was somebody I trusted.");
        EXPECT_EQ(told.received(), 2) << "somebody has to decide once more";
        world->withdraws(said);
        EXPECT_EQ(told.received(), 2) << "a count says what happened";
    }
}

}  // namespace
}  // namespace himthough

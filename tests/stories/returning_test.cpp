// Forms sent twice, words taken back, and what must not be told by either.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/counts.h"
#include "tests/world.h"
#include "web/pages/parts.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

Fields form_of(World& world, std::string words, std::string audience) {
    return {{"token", world.get("/himthough/me-too").field("token")}, {"words", std::move(words)}, {"audience", std::move(audience)},
            {"answers", "nobody"}, {"note", ""}, {"language", "en"}};
}

std::int64_t counted(World& world) {
    return world.services().store.read([&](store::Transaction& tx) { return store::count_of(tx, world.movement().id, event_of(Voice::survivor)); });
}

TEST(Returning, AFormSentAgainWithOtherWordsSaysWhichAreKept) {
    for (auto& world : every_database()) {
        auto form = form_of(*world, "The first version.", "everyone");
        const auto first = world->post("/himthough/me-too", form);
        form[1].second = "The second version.";
        form[2].second = "only_me";
        const auto second = world->post("/himthough/me-too", form);
        EXPECT_EQ(receipt_in(first), receipt_in(second));
        EXPECT_THAT(second.body, Not(HasSubstr("sealed")));
        EXPECT_THAT(second.body, HasSubstr("What you sent first is kept"));
        EXPECT_THAT(world->opens(receipt_in(first)).body, HasSubstr("The first version."));
    }
}

TEST(Returning, WhatWasTakenBackDoesNotReturnWithItsForm) {
    for (auto& world : every_database()) {
        const auto form = form_of(*world, "Taken back.", "everyone");
        const Said said{receipt_in(world->post("/himthough/me-too", form)), world->newest()};
        EXPECT_EQ(world->withdraws(said).status, 200);
        const auto again = world->post("/himthough/me-too", form);
        EXPECT_EQ(again.status, 422);
        EXPECT_THAT(again.body, HasSubstr("Taken back.</textarea>"));
        EXPECT_EQ(world->opens(said.receipt).status, 422);
        EXPECT_EQ(world->newest(), 0);
    }
}

TEST(Returning, NoPublicPageChangesWhenSomebodySaysMeTooWithoutWords) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("Something.");
        world->reviewer_accepts(said);
        world->cuts_edition();
        const std::vector<std::string> pages = {"/himthough", "/himthough/wall", "/himthough/wall.atom", "/himthough/c/" + world->public_id(said)};
        std::vector<std::string> before;
        for (const auto& page : pages) before.push_back(world->get(page).body);
        world->says_me_too("");
        world->says_me_too("Sealed.", {{"audience", "only_me"}});
        world->cuts_edition();
        for (std::size_t at = 0; at < pages.size(); ++at) EXPECT_EQ(world->get(pages[at]).body, before[at]) << pages[at];
    }
}

TEST(Returning, TheContentNoteIsSealedWithTheWords) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("marble-thicket", {{"note", "copper-lattice"}});
        const auto opened = world->opens(said.receipt);
        EXPECT_EQ(world->post("/p/readers", {{"open", opened.field("open")}, {"id", world->public_id(said)}, {"audience", "only_me"}, {"answers", "nobody"}}).status, 200);
        world->services().store.engine().sweep();
        EXPECT_THAT(world->all_bytes(), Not(HasSubstr("copper-lattice")));
        EXPECT_THAT(world->opens(said.receipt).body, HasSubstr("copper-lattice"));
    }
}

TEST(Returning, AFeedKeepsTheContentNoteInFront) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("The words behind it.", {{"note", "about a hospital"}});
        world->reviewer_accepts(said);
        world->cuts_edition();
        EXPECT_THAT(world->get("/himthough/wall.atom").body, HasSubstr("about a hospital"));
        EXPECT_THAT(world->get("/himthough/wall.atom").body, Not(HasSubstr("The words behind it.")));
    }
}

TEST(Returning, WhatIsSealedLaterIsCountedOnce) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("Waiting.");
        EXPECT_EQ(counted(*world), 0);
        for (const auto audience : {"only_me", "everyone", "only_me"}) {
            const auto opened = world->opens(said.receipt);
            world->post("/p/readers", {{"open", opened.field("open")}, {"id", world->public_id(said)}, {"audience", audience}, {"answers", "nobody"}});
            EXPECT_EQ(counted(*world), 1);
        }
    }
}

TEST(Returning, AWordAfterASilentWeekWaitsForTheNextDayLikeAnyOther) {
    for (auto& world : every_database()) {
        for (int day = 0; day < 7; ++day) world->cuts_edition();
        const auto said = world->says_me_too("After a silent week.");
        world->reviewer_accepts(said);
        world->cuts_edition_now();
        EXPECT_THAT(world->wall(), Not(HasSubstr("After a silent week.")));
        world->cuts_edition();
        EXPECT_THAT(world->wall(), HasSubstr("After a silent week."));
    }
}

TEST(Returning, ASurvivorsDayIsShownAsItsMondayWhereAMovementWantsWeeks) {
    Movement movement;
    Contribution said;
    said.day = Day::parse("2017-10-15").value();   // a Sunday
    EXPECT_EQ(web::pages::shown_day(movement, said), said.day);
    movement.rhythm.survivors_weeks = true;
    EXPECT_EQ(web::pages::shown_day(movement, said).iso(), "2017-10-09");
    said.day = Day::parse("2017-10-16").value();
    EXPECT_EQ(web::pages::shown_day(movement, said), said.day);
    said.voice = Voice::accountable;
    said.day = Day::parse("2017-10-15").value();
    EXPECT_EQ(web::pages::shown_day(movement, said), said.day);
}

}  // namespace
}  // namespace himthough

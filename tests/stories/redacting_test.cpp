// A reviewer puts "[name]" where a name stood, and what that means to whoever wrote it.
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include "store/contributions.h"
#include "store/restore.h"
#include "tests/stories/reviewing_test.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto words = "His name was Dan. It was near Kumquat Lane.\nDanger is what I felt.";
constexpr auto redacted = "His name was [name]. It was near [place of work].\nDanger is what I felt.";
const Fields looked = {{"looked", "1"}, {"note", "Kumquat Lane"}};

/// The value of the place the guard found there.
std::string offered(const Answer& page, const std::string& marked) {
    const auto label = page.body.find("<bdi lang=\"en\">" + marked + "</bdi>", page.body.find("name=\"place-1\""));
    if (label == std::string::npos) return "";
    const auto value = page.body.rfind("value=\"", label) + 7;
    return page.body.substr(value, page.body.find('"', value) - value);
}

/// Somebody at the desk redacts the name that the guard found, and the edition is cut. The value of that place.
std::string redacts_dan(World& world, const Said& said) {
    const auto id = world.public_id(said);
    auto amal = somebody_at_the_desk(world);
    auto dan = offered(amal.reads(id), "Dan");
    EXPECT_EQ(amal.decides(id, {{"decision", "redact"}, {"place-1", dan}}).status, 303);
    world.cuts_edition();
    return dan;
}

/// Somebody said it, and somebody at the desk has read it.
struct Read {
    World& world;
    Said said;
    std::string id = world.public_id(said);
    Reviewing amal = somebody_at_the_desk(world);
    std::string dan = offered(amal.reads(id), "Dan");

    explicit Read(World& one) : world(one), said(one.says_me_too(words, looked)) {}
    Answer redacts(Fields chosen) {
        chosen.insert(chosen.begin(), {"decision", "redact"});
        return amal.decides(id, chosen);
    }
    Answer redacts_both() { return redacts({{"place-1", dan}, {"piece-1", "Kumquat Lane"}, {"kind-1", "workplace"}}); }
    Answer opened() { return world.opens(said.receipt); }
};

TEST(Redacting, TheDeskOffersWhatTheGuardFoundAndRowsForWhatItDidNot) {
    for (auto& world : every_database()) {
        Read read(*world);
        EXPECT_EQ(read.dan, "words 13 16 name");
        const auto page = read.amal.reads(read.id).body;
        EXPECT_THAT(page, AllOf(HasSubstr("<mark class=\"tier-ask\">Dan</mark>"), HasSubstr("may tell who"), HasSubstr("name=\"piece-3\"")));
        EXPECT_THAT(page, AllOf(HasSubstr("<option value=\"name\" selected>[name]</option>"), Not(HasSubstr("value=\"words 13 16 name\" checked"))));
    }
}

TEST(Redacting, TheGuardReadsTheNoteAtTheDeskToo) {
    for (auto& world : every_database()) {
        EXPECT_EQ(redacts_dan(*world, world->says_me_too("It was long ago.", {{"note", "His name was Dan."}})), "note 13 16 name");
        EXPECT_THAT(world->wall(), AllOf(HasSubstr("His name was [name]."), Not(HasSubstr("Dan"))));
    }
}

TEST(Redacting, WhatIsPublishedHoldsTheStandInsAsPlainText) {
    for (auto& world : every_database()) {
        Read read(*world);
        ASSERT_EQ(read.redacts_both().status, 303);
        EXPECT_THAT(read.amal.get("/desk").body, Not(HasSubstr(read.id + "/read")));
        world->cuts_edition();
        EXPECT_THAT(world->wall(), AllOf(HasSubstr("His name was [name]. It was near [place of work]."), HasSubstr("Danger"), Not(HasSubstr("Kumquat"))));
        EXPECT_THAT(world->wall(), Not(HasSubstr("<mark")));
    }
}

TEST(Redacting, ItsWriterSeesItWhereItIsAndWhatTheyCanDo) {
    for (auto& world : every_database()) {
        Read read(*world);
        ASSERT_EQ(read.redacts_both().status, 303);
        const auto page = read.opened().body;
        EXPECT_THAT(page, AllOf(HasSubstr("His name was <mark>[name]</mark>."), HasSubstr("near <mark>[place of work]</mark>.")));
        EXPECT_THAT(page, AllOf(HasSubstr("<mark>[place of work]</mark></div>"), HasSubstr("A reviewer replaced something here"), HasSubstr("You can leave it like this.")));
        EXPECT_THAT(page, AllOf(HasSubstr("Accepted."), Not(HasSubstr("Kumquat")), Not(HasSubstr("was Dan"))));
        EXPECT_EQ(read.opened().field("words"), redacted);
    }
}

TEST(Redacting, AnUntouchedTextSaysNothingOfIt) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("I was [name] to them.");
        EXPECT_THAT(world->opens(said.receipt).body, AllOf(Not(HasSubstr("A reviewer replaced")), Not(HasSubstr("<mark"))));
    }
}

TEST(Redacting, TheExportTellsWhereAReviewerPutSomething) {
    for (auto& world : every_database()) {
        Read read(*world);
        ASSERT_EQ(read.redacts({{"place-1", read.dan}}).status, 303);
        const auto file = world->post("/p/export", {{"open", read.opened().field("open")}});
        const auto held = boost::json::parse(file.body);
        const auto& one = held.at("contributions").at(0).as_object();
        EXPECT_EQ(one.at("words").as_string(), "His name was [name]. It was near Kumquat Lane.\nDanger is what I felt.");
        EXPECT_EQ(boost::json::serialize(one.at("stand_ins")), R"([{"in":"words","after":13,"stands":"[name]"}])");
    }
}

TEST(Redacting, ItsWriterMayTakeItBackInstead) {
    for (auto& world : every_database()) {
        Read read(*world);
        ASSERT_EQ(read.redacts_both().status, 303);
        world->cuts_edition();
        EXPECT_EQ(world->withdraws(read.said).status, 200);
        EXPECT_THAT(world->wall(), Not(HasSubstr("[name]")));
        EXPECT_EQ(read.opened().status, 422);
        constexpr sql::Text left = "SELECT count(*) FROM stand_in";
        EXPECT_EQ(world->services().store.read([&](store::Transaction& tx) { return tx.number(left); }), 0);
    }
}

TEST(Redacting, ChangedByItsWriterItIsReadAgainAndIsTheirsAlone) {
    for (auto& world : every_database()) {
        Read read(*world);
        ASSERT_EQ(read.redacts_both().status, 303);
        world->cuts_edition();
        const auto page = read.opened();
        const auto edited = world->post("/p/edit", {{"open", page.field("open")}, {"id", read.id}, {"words", "He left. [name]"}, {"note", ""}, {"looked", "1"}});
        ASSERT_EQ(edited.status, 200);
        EXPECT_THAT(edited.body, Not(HasSubstr("A reviewer replaced")));
        EXPECT_THAT(world->wall(), Not(HasSubstr("[name]")));
        read.amal.signs_in();   // it is the next day
        EXPECT_THAT(read.amal.get("/desk").body, HasSubstr(read.id));
    }
}

TEST(Redacting, OtherReadersLeaveTheMarksWhereTheyAre) {
    for (auto& world : every_database()) {
        Read read(*world);
        ASSERT_EQ(read.redacts_both().status, 303);
        for (const auto* readers : {"survivors", "only_me", "everyone"}) {
            const auto page = world->post("/p/readers", {{"open", read.opened().field("open")}, {"id", read.id}, {"audience", readers}, {"answers", "nobody"}});
            ASSERT_EQ(page.status, 200);
            EXPECT_THAT(page.body, HasSubstr("His name was <mark>[name]</mark>.")) << readers;
        }
    }
}

TEST(Redacting, NoByteOfWhatStoodThereIsLeftAfterTheSweep) {
    for (auto& world : every_database()) {
        Read read(*world);
        ASSERT_THAT(world->all_bytes(), HasSubstr("Kumquat"));
        ASSERT_EQ(read.redacts_both().status, 303);
        world->sweeps();
        EXPECT_THAT(world->all_bytes(), AllOf(Not(HasSubstr("Kumquat")), Not(HasSubstr("was Dan"))));
    }
}

TEST(Redacting, ARestoredOlderBackupDoesNotBringItBack) {
    for (auto& world : every_database()) {
        Read read(*world);
        const auto elsewhere = world->folder().string() + "-restored";
        const auto backup = store::back_up(world->services().store.engine(), world->folder(), elsewhere + "-backups", world->clock.today());
        ASSERT_EQ(read.redacts_both().status, 303);
        std::filesystem::create_directory(elsewhere);
        std::filesystem::copy_file(world->folder() / store::deletions_name, std::filesystem::path(elsewhere) / store::deletions_name);
        EXPECT_EQ(store::restore(backup, elsewhere).deleted_again, 1);
        std::string bytes;
        for (const auto& file : std::filesystem::directory_iterator(elsewhere))
            bytes += (std::ostringstream() << std::ifstream(file.path(), std::ios::binary).rdbuf()).str();
        EXPECT_THAT(bytes, AllOf(HasSubstr("His name was […]."), HasSubstr("Danger"), Not(HasSubstr("Kumquat")), Not(HasSubstr("was Dan"))));
        std::filesystem::remove_all(elsewhere);
        std::filesystem::remove_all(elsewhere + "-backups");
    }
}

TEST(Redacting, ARefusedFormComesBackWithEverythingAsChosen) {
    for (auto& world : every_database()) {
        Read read(*world);
        const auto answer = read.redacts({{"place-1", read.dan}, {"piece-2", "Kumquat Road"}, {"kind-2", "address"}, {"reason", "attacks"}});
        EXPECT_EQ(answer.status, 422);
        EXPECT_THAT(answer.body, AllOf(HasSubstr("These words do not stand in the text like this."), HasSubstr("value=\"redact\" checked"), HasSubstr("value=\"attacks\" checked")));
        EXPECT_THAT(answer.body, AllOf(HasSubstr("value=\"words 13 16 name\" checked"), HasSubstr("<option value=\"address\" selected>")));
        EXPECT_EQ(answer.field("piece-2"), "Kumquat Road");
        EXPECT_THAT(answer.body, HasSubstr("aria-describedby=\"pieces-hint fault\" aria-invalid=\"true\""));
        EXPECT_EQ(read.redacts({}).status, 422) << "nothing was chosen";
        for (const auto* made_up : {"words 13 16", "words 13 16 nonsense", "words 0 999 name", "page 13 16 name", "words -1 16 name", "words 16 13 name"})
            EXPECT_EQ(read.redacts({{"place-1", made_up}}).status, 422) << made_up;
        EXPECT_EQ(read.opened().field("words"), words);
    }
}

TEST(Redacting, WhoTickedAPlaceAndAcceptsItAsItIsIsAskedWhichOne) {
    for (auto& world : every_database()) {
        Read read(*world);
        const auto answer = read.amal.decides(read.id, {{"decision", "accept"}, {"place-1", read.dan}});
        EXPECT_EQ(answer.status, 422);
        EXPECT_THAT(answer.body, AllOf(HasSubstr("You chose places to replace."), HasSubstr("value=\"words 13 16 name\" checked")));
        world->cuts_edition();
        EXPECT_THAT(world->wall(), Not(HasSubstr("Dan")));
    }
}

TEST(Redacting, DoesNothingToATextThatItsWriterChangedMeanwhile) {
    for (auto& world : every_database()) {
        Read read(*world);
        const auto page = read.amal.reads(read.id);
        const auto opened = read.opened();
        ASSERT_EQ(world->post("/p/edit", {{"open", opened.field("open")}, {"id", read.id}, {"words", "He stayed. I did not."}, {"note", ""}}).status, 200);
        const auto late = read.amal.post("/desk/item/" + read.id, {{"form_token", page.field("form_token")}, {"revision", page.field("revision")}, {"decision", "redact"},
                                                                   {"place-1", read.dan}, {"piece-1", "Kumquat Lane"}, {"kind-1", "address"}});
        EXPECT_EQ(late.status, 409);
        EXPECT_EQ(late.field("piece-1"), "Kumquat Lane") << "what was typed is not lost";
        EXPECT_THAT(late.body, AllOf(HasSubstr("I did not."), Not(HasSubstr(" checked"))));
        EXPECT_EQ(read.opened().field("words"), "He stayed. I did not.");
    }
}

TEST(Redacting, AVowIsReadAndRedactedToo) {
    for (auto& world : every_database()) {
        const auto said = world->acknowledges("I laughed along.", {{"vow_action", "His name is Dan. I will ask."}, {"vow_day", (world->clock.today() + 30).iso()}, {"looked", "1"}});
        EXPECT_EQ(redacts_dan(*world, said), "vow 12 15 name");
        EXPECT_THAT(world->accountable_wall(), AllOf(HasSubstr("His name is [name]. I will ask."), Not(HasSubstr("Dan"))));
        EXPECT_THAT(world->opens(said.receipt).body, HasSubstr("His name is <mark>[name]</mark>. I will ask."));
    }
}

}  // namespace
}  // namespace himthough

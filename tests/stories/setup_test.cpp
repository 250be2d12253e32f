// Organisers change what the pages say: looked at first, checked by what reads the file at the start, live at once, and taken back by one press.
#include <fstream>
#include <sstream>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts/setup.h"
#include "store/record.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// A house with files of its own, and an organiser.
struct Files {
    World& world;
    fs::path folder;
    Reviewing amal = somebody_at_the_desk(world, "Amal", Role::organiser);

    explicit Files(World& its_world) : world(its_world), folder(its_world.folder().string() + "-files") {
        auto& setup = world.site().setup;
        for (auto* part : {&setup.movements, &setup.help, &setup.guides}) {
            const auto copy = folder / part->filename();
            fs::create_directories(copy);
            for (const auto& file : fs::directory_iterator(*part))
                if (file.path().extension() == ".toml") fs::copy_file(file.path(), copy / file.path().filename());
            *part = copy;
        }
    }
    ~Files() { fs::remove_all(folder); }
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;

    fs::path movement() const { return folder / "movements/himthough.toml"; }
    fs::path actions(const std::string& language) const { return folder / "guides" / ("actions." + language + ".toml"); }
    fs::path help() const { return folder / "help/gb.toml"; }
    static std::string path(const std::string& id) { return "/desk/movement/set/" + id; }
    /// Opens the form and presses a button.
    Answer sends(const std::string& id, const std::string& button, Fields typed) { return sends_as(amal, amal.get(path(id)), id, button, std::move(typed)); }
    static Answer sends_as(Reviewing& who, const Answer& form, const std::string& id, const std::string& button, Fields typed) {
        EXPECT_EQ(form.status, 200);
        typed.insert(typed.end(), {{"form_token", form.field("form_token")}, {"digest", form.field("digest")}, {"line_digest", form.field("line_digest")}, {"do", button}});
        const auto answer = who.post(path(id), typed);
        if (answer.status == 303) {   // as a browser does: it waits until the change is made
            EXPECT_EQ(who.get(answer.header("location")).status, 200);
        }
        return answer;
    }
    Fields name_and_question(const std::string& name) { return {{"name", name}, {"question", "What about them?"}}; }
};

TEST(Setup, IsLookedAtFirstThenLiveAtOnceAndNobodyIsSignedOut) {
    for (auto& world : every_database()) {
        Files files{*world};
        const auto before = text_of(files.movement());
        const auto looked = files.sends("himthough.text.en", "look", files.name_and_question("Them <b>too</b>?"));
        EXPECT_EQ(looked.status, 200);
        EXPECT_THAT(looked.body, HasSubstr("Them &lt;b&gt;too&lt;/b&gt;?"));
        EXPECT_THAT(looked.body, Not(HasSubstr("Them <b>")));
        EXPECT_EQ(text_of(files.movement()), before) << "looking writes nothing";

        EXPECT_EQ(files.sends("himthough.text.en", "put", files.name_and_question("Them too?")).header("location"), "/desk/movement/history");
        auto expected = before;
        for (const auto& [was, is] : {std::pair("name = \"Him, though?\"", "name = \"Them too?\""),
                                      std::pair("question = \"Millions have said “me too”. What about the people who did it?\"", "question = \"What about them?\"")})
            expected.replace(expected.find(was), std::string(was).size(), is);
        EXPECT_EQ(text_of(files.movement()), expected) << "comments and everything else stay";
        EXPECT_THAT(world->get("/himthough").body, HasSubstr("Them too?"));
        EXPECT_THAT(world->get("/himthough/help").body, HasSubstr("Them too?")) << "steady pages are made again";
        EXPECT_EQ(files.amal.get("/desk").status, 200) << "still signed in";
    }
}

TEST(Setup, SaysWhatIsWrongBesideItsFieldAndLosesNothing) {
    for (auto& world : every_database()) {
        Files files{*world};
        const auto before = text_of(files.movement());
        const auto wrong = files.sends("himthough.rhythm", "put", {{"editions", "soon \"or\" later"}, {"survivors", "24 h"}, {"survivors_waiting", "many"}});
        EXPECT_EQ(wrong.status, 422);
        EXPECT_EQ(wrong.field("editions"), "soon \"or\" later");
        EXPECT_EQ(wrong.field("survivors_waiting"), "many");
        const auto field = wrong.body.find("id=\"f-survivors_waiting\"");
        EXPECT_LT(wrong.body.rfind("class=\"fault\"", field), field);
        EXPECT_GT(wrong.body.rfind("class=\"fault\"", field), wrong.body.find("id=\"f-survivors\"")) << "beside its own field";
        EXPECT_EQ(text_of(files.movement()), before);
        EXPECT_EQ(files.sends("himthough.places", "put", {{"leave_to", "javascript:alert(1)"}, {"countries", "GB\nXX"}}).status, 422);
        EXPECT_EQ(files.sends("himthough.text.en", "put", {{"name", ""}, {"question", "?"}}).status, 422);
        EXPECT_EQ(text_of(files.movement()), before);
    }
}

TEST(Setup, TheSecondOfTwoIsToldAndNothingIsOverwritten) {
    for (auto& world : every_database()) {
        Files files{*world};
        auto kim = somebody_at_the_desk(*world, "Kim", Role::organiser);
        const auto kims_form = kim.get(Files::path("himthough.text.en"));
        EXPECT_EQ(files.sends("himthough.text.en", "put", files.name_and_question("Amal’s")).status, 303);
        const auto first = text_of(files.movement());
        const auto told = Files::sends_as(kim, kims_form, "himthough.text.en", "put", files.name_and_question("Kim’s"));
        EXPECT_EQ(told.status, 409);
        EXPECT_EQ(told.field("name"), "Kim’s") << "what was typed is still there";
        EXPECT_EQ(text_of(files.movement()), first);
        EXPECT_EQ(Files::sends_as(kim, {200, "", told.body}, "himthough.text.en", "put", files.name_and_question("Kim’s")).status, 303) << "after having seen it";
        EXPECT_THAT(text_of(files.movement()), HasSubstr("Kim’s"));
    }
}

TEST(Setup, WhoLooksWithAnOldFormIsToldToo) {
    for (auto& world : every_database()) {
        Files files{*world};
        auto kim = somebody_at_the_desk(*world, "Kim", Role::organiser);
        const auto kims_form = kim.get(Files::path("himthough.text.en"));
        files.sends("himthough.text.en", "put", files.name_and_question("Amal’s"));
        const auto told = Files::sends_as(kim, kims_form, "himthough.text.en", "look", files.name_and_question("Kim’s"));
        EXPECT_EQ(told.status, 409);
        EXPECT_THAT(told.body, HasSubstr("id=\"fault\""));
        EXPECT_THAT(told.body, HasSubstr("Amal’s")) << "what would go";
        EXPECT_EQ(told.field("name"), "Kim’s");
    }
}

TEST(Setup, ALanguageThatSomebodyElseAddedStays) {
    for (auto& world : every_database()) {
        Files files{*world};
        auto kim = somebody_at_the_desk(*world, "Kim", Role::organiser);
        const auto kims_form = kim.get(Files::path("himthough.tags.survivor"));
        files.sends("himthough.tags.survivor", "put", {{"new_language", "de"}, {"new_tags", "IchAuch"}});
        const auto told = Files::sends_as(kim, kims_form, "himthough.tags.survivor", "put", {{"en", "MeToo\nMeTooAsWell"}});
        EXPECT_EQ(told.status, 409);
        EXPECT_EQ(told.field("de"), "IchAuch");
        EXPECT_EQ(Files::sends_as(kim, {200, "", told.body}, "himthough.tags.survivor", "put", {{"en", "MeToo\nMeTooAsWell"}}).status, 303);
        EXPECT_THAT(text_of(files.movement()), HasSubstr("de = [\"IchAuch\"]"));
        EXPECT_THAT(text_of(files.movement()), HasSubstr("MeTooAsWell"));
    }
}

TEST(Setup, ABoxIsUntickedOnlyWhereTheFormHadIt) {
    for (auto& world : every_database()) {
        Files files{*world};
        EXPECT_EQ(files.sends("himthough.rhythm", "put", {{"shown_survivors_weeks", "yes"}, {"survivors_weeks", "yes"}}).status, 303);
        files.sends("himthough.rhythm", "put", {{"editions", "2 h"}});
        EXPECT_THAT(text_of(files.movement()), HasSubstr("survivors_weeks = true"));
        EXPECT_EQ(files.sends("himthough.rhythm", "put", {{"shown_survivors_weeks", "yes"}}).status, 303);
        EXPECT_THAT(text_of(files.movement()), Not(HasSubstr("survivors_weeks = true")));
    }
}

TEST(Setup, AHelpLineIsNeverTakenForAnother) {
    for (auto& world : every_database()) {
        Files files{*world};
        auto kim = somebody_at_the_desk(*world, "Kim", Role::organiser);
        const auto kims_form = kim.get(Files::path("help.gb.1"));
        EXPECT_EQ(files.sends("help.gb.0", "out", {}).status, 303);
        const auto now = text_of(files.help());
        for (const std::string button : {"look", "put", "out"}) {
            const auto told = Files::sends_as(kim, kims_form, "help.gb.1", button, {{"name", "A made-up line"}});
            EXPECT_EQ(told.status, 409) << button;
            EXPECT_THAT(told.body, HasSubstr("name: A made-up line")) << "what was typed is still there";
            EXPECT_EQ(told.field("name"), kim.get(Files::path("help.gb.1")).field("name")) << "the line that stands there";
            EXPECT_THAT(told.body, Not(HasSubstr("value=\"put\"")));
            EXPECT_THAT(told.body, Not(HasSubstr("value=\"out\"")));
        }
        EXPECT_EQ(kim.post("/desk/movement/checked/help.gb.1", {{"form_token", kims_form.field("form_token")}, {"digest", kim.get(Files::path("help.gb.1")).field("digest")},
                                                                {"line_digest", kims_form.field("line_digest")}}).status, 409);
        EXPECT_EQ(text_of(files.help()), now);
    }
}

TEST(Setup, GoingBackSaysThatLaterChangesGoToo) {
    for (auto& world : every_database()) {
        Files files{*world};
        files.sends("himthough.text.en", "put", files.name_and_question("First"));
        EXPECT_THAT(files.amal.get("/desk/movement/history/1").body, Not(HasSubstr("id=\"later\"")));
        files.sends("himthough.tags.survivor", "put", {{"new_language", "de"}, {"new_tags", "IchAuch"}});
        const auto first = files.amal.get("/desk/movement/history/1").body;
        ASSERT_THAT(first, HasSubstr("id=\"later\""));
        EXPECT_THAT(first.substr(first.find("id=\"later\"")), HasSubstr("IchAuch"));
        EXPECT_THAT(files.amal.get("/desk/movement/history/2").body, Not(HasSubstr("id=\"later\"")));
    }
}

TEST(Setup, WhatStandsReadyIsAnsweredWhileItIsTakenUp) {
    for (auto& world : every_database()) {
        Files files{*world};
        auto& take_up = world->site().setup.take_up;
        take_up = [&world, as_ever = take_up] {
            auto wrong = as_ever();   // from here on it is waited for whoever is inside: the one who asks for it
            EXPECT_EQ(world->get("/leave").header("location"), world->movement().leave_to);
            EXPECT_EQ(world->get("/himthough/help").status, 200);
            EXPECT_EQ(world->get("/static/none").status, 404);
            return wrong;
        };
        EXPECT_EQ(files.sends("himthough.places", "put", {{"leave_to", "https://example.org/elsewhere"}}).status, 303);
        EXPECT_EQ(world->get("/leave").header("location"), "https://example.org/elsewhere");
        EXPECT_THAT(world->get("/static/none").body, HasSubstr("https://example.org/elsewhere"));
    }
}

TEST(Setup, ALinkIsNotReplacedByAFile) {
    for (auto& world : every_database()) {
        Files files{*world};
        fs::rename(files.movement(), files.folder / "elsewhere.toml");
        fs::create_symlink(files.folder / "elsewhere.toml", files.movement());
        EXPECT_THAT(files.amal.get(Files::path("himthough.text.en")).body, HasSubstr("id=\"read-only\""));
        EXPECT_EQ(files.sends("himthough.text.en", "put", files.name_and_question("Them too?")).status, 503);
        EXPECT_TRUE(fs::is_symlink(files.movement()));
    }
}

TEST(Setup, OnePressGoesBackAndBothAreOnTheRecord) {
    for (auto& world : every_database()) {
        Files files{*world};
        const auto before = text_of(files.movement());
        files.sends("himthough.tags.survivor", "put", {{"en", "MeToo\nMeTooAsWell"}, {"new_language", "de"}, {"new_tags", "IchAuch"}});
        EXPECT_THAT(text_of(files.movement()), HasSubstr("en = [\"MeToo\", \"MeTooAsWell\"]"));
        EXPECT_THAT(text_of(files.movement()), HasSubstr("de = [\"IchAuch\"]"));
        EXPECT_THAT(files.amal.get("/desk/movement/history").body, HasSubstr("movements/himthough.toml"));
        const auto change = files.amal.get("/desk/movement/history/1");
        EXPECT_THAT(change.body, HasSubstr("IchAuch"));
        EXPECT_EQ(files.amal.post("/desk/movement/history/1", {{"form_token", change.field("form_token")}, {"digest", "another"}}).status, 409);
        EXPECT_EQ(files.amal.post("/desk/movement/history/1", {{"form_token", change.field("form_token")}, {"digest", change.field("digest")}}).status, 303);
        EXPECT_EQ(text_of(files.movement()), before);
        EXPECT_THAT(world->get("/himthough").body, Not(HasSubstr("IchAuch")));

        constexpr sql::Text told = "SELECT count(*) FROM record WHERE did IN (51, 52)";
        auto& with = world->services();
        EXPECT_EQ(with.store.read([&](store::Transaction& tx) { return tx.number(told); }), 2);
        EXPECT_FALSE(with.store.read([&](store::Transaction& tx) { return store::verify_record(tx, record_key(with.keys)); }).broken);
        EXPECT_EQ(changes_made(with).size(), 2U);
        EXPECT_EQ(changes_made(with).back().who, "Amal");
    }
}

TEST(Setup, AHelpLineIsCheckedAddedAndTakenOut) {
    for (auto& world : every_database()) {
        Files files{*world};
        const auto before = text_of(files.help());
        const auto list = files.amal.get("/desk/movement");
        const auto at = list.body.find("action=\"/desk/movement/checked/help.gb.0\"");
        ASSERT_NE(at, std::string::npos);
        const Answer form{200, "", list.body.substr(at)};
        EXPECT_EQ(files.amal.post("/desk/movement/checked/help.gb.0", {{"form_token", form.field("form_token")}, {"digest", form.field("digest")},
                                                                       {"line_digest", form.field("line_digest")}}).status, 303);
        auto checked = before;
        checked.replace(checked.find("2026-11-22"), 10, world->clock.today().iso());
        EXPECT_EQ(text_of(files.help()), checked);

        const Fields line = {{"name", "A made-up line"}, {"languages", "en"}, {"for_whom", "anyone"}, {"phone", "0000 000"}, {"text", ""}, {"chat", ""}, {"web", ""},
                             {"hours", "Never"}, {"source", "https://example.org/"}, {"verified", "2017-10-15"}};
        auto nobody_there = line;
        nobody_there[3].second = "";
        const auto wrong = files.sends("help.gb.new", "put", nobody_there);
        EXPECT_EQ(wrong.status, 422);
        EXPECT_THAT(wrong.body, HasSubstr("nobody can be reached here"));
        EXPECT_EQ(files.sends("help.gb.new", "put", line).status, 303);
        EXPECT_THAT(world->get("/himthough/help").body, HasSubstr("A made-up line"));
        EXPECT_EQ(files.sends("help.gb.4", "out", line).status, 303);
        EXPECT_EQ(text_of(files.help()), checked + (checked.ends_with("\n") ? "\n" : "")) << "nothing of it is left";
        EXPECT_THAT(world->get("/himthough/help").body, Not(HasSubstr("A made-up line")));
    }
}

const Fields made_up_action = {{"id", "made-up"}, {"kind", "stop"}, {"does", "I do a made-up thing."}, {"shows", "It can be seen."}, {"rhythm", "once"}};

TEST(Setup, AnActionIsChangedAndTakenBackByOnePress) {
    for (auto& world : every_database()) {
        Files files{*world};
        const auto before = text_of(files.actions("en"));
        const Fields typed = {{"does", "I do a made-up thing."}};
        EXPECT_THAT(files.sends("actions.en.0", "look", typed).body, HasSubstr("I do a made-up thing."));
        EXPECT_EQ(text_of(files.actions("en")), before) << "looking writes nothing";
        EXPECT_EQ(files.sends("actions.en.0", "put", typed).status, 303);
        EXPECT_EQ(world->site().actions.at("en").front().does, "I do a made-up thing.") << "live at once";
        const auto change = files.amal.get("/desk/movement/history/1");
        EXPECT_EQ(files.amal.post("/desk/movement/history/1", {{"form_token", change.field("form_token")}, {"digest", change.field("digest")}}).status, 303);
        EXPECT_EQ(files.amal.get("/desk/movement/history").status, 200) << "waits until the change is made";
        EXPECT_EQ(text_of(files.actions("en")), before);
        EXPECT_NE(world->site().actions.at("en").front().does, "I do a made-up thing.");
    }
}

TEST(Setup, AnActionIsAddedInEnglishFirstAndTakenOutThereLast) {
    for (auto& world : every_database()) {
        Files files{*world};
        const auto before = text_of(files.actions("en"));
        const auto number = std::to_string(world->site().actions.at("en").size());
        const auto too_early = files.sends("actions.es.new", "put", made_up_action);
        EXPECT_EQ(too_early.status, 422);
        EXPECT_EQ(too_early.field("does"), "I do a made-up thing.") << "what was typed is still there";

        EXPECT_EQ(files.sends("actions.en.new", "put", made_up_action).status, 303);
        const auto& spanish = world->site().actions.at("es");
        const auto found = std::ranges::find(spanish, "made-up", &Action::id);
        ASSERT_NE(found, spanish.end()) << "in English until it is translated";
        EXPECT_EQ(found->kind, VowKind::stop);
        EXPECT_TRUE(std::ranges::is_sorted(spanish, {}, &Action::kind)) << "among those of its kind";

        EXPECT_EQ(files.sends("actions.es.new", "put", made_up_action).status, 303);
        const auto refused = files.sends("actions.en." + number, "out", {});
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, HasSubstr("guides/actions.es.toml"));
        EXPECT_EQ(files.sends("actions.es." + number, "out", {}).status, 303);
        EXPECT_EQ(files.sends("actions.en." + number, "out", {}).status, 303);
        EXPECT_THAT(text_of(files.actions("en")), Not(HasSubstr("made-up")));
        EXPECT_EQ(world->site().actions.at("en").size(), std::stoul(number));
    }
}

TEST(Setup, AnActionIsRefusedBesideItsFieldAndNeverTakenForAnother) {
    for (auto& world : every_database()) {
        Files files{*world};
        auto kim = somebody_at_the_desk(*world, "Kim", Role::organiser);
        const auto before = text_of(files.actions("es"));
        const auto wrong = files.sends("actions.es.0", "put", {{"does", "I do a made-up thing."}, {"rhythm", "often"}});
        EXPECT_EQ(wrong.status, 422);
        EXPECT_EQ(wrong.field("rhythm"), "often");
        EXPECT_EQ(wrong.field("does"), "I do a made-up thing.");
        EXPECT_THAT(wrong.body, HasSubstr("id=\"fault-rhythm\""));
        EXPECT_EQ(text_of(files.actions("es")), before);

        const auto kims_form = kim.get(Files::path("actions.es.1"));
        EXPECT_EQ(files.sends("actions.es.0", "out", {}).status, 303);
        const auto now = text_of(files.actions("es"));
        const auto told = Files::sends_as(kim, kims_form, "actions.es.1", "put", {{"does", "I do a made-up thing."}});
        EXPECT_EQ(told.status, 409);
        EXPECT_THAT(told.body, HasSubstr("does: I do a made-up thing."));
        EXPECT_EQ(text_of(files.actions("es")), now);
    }
}

TEST(Setup, NoOtherFileCanBeReached) {
    for (auto& world : every_database()) {
        Files files{*world};
        for (const std::string id : {"himthough", "himthough.text", "himthough.text.xx", "himthough.tags.nobody", "other.text.en", "..", "help.gb.99", "help.gb.x",
                                     "help.%2e%2e%2fmovements.0", "help.GB.0", "help..0", "help.gb", "actions.en.99", "actions.xx.0", "actions.../x.0", "actions.en", "reflect.en.0", "himthough.rhythm.x", "himthough.himthough.en"})
            EXPECT_EQ(files.amal.get(Files::path(id)).status, 404) << id;
        EXPECT_EQ(files.amal.get("/desk/movement/history/7").status, 404);
    }
}

TEST(Setup, AFaultElsewhereIsSaidAndTheServerGoesOn) {
    for (auto& world : every_database()) {
        Files files{*world};
        std::ofstream(files.folder / "help/fr.toml", std::ios::app) << "\n[[line]]\nname = 1\n";
        const auto put = files.sends("himthough.text.en", "put", files.name_and_question("Them too?"));
        EXPECT_EQ(put.status, 200);
        EXPECT_THAT(put.body, HasSubstr("fr.toml"));
        EXPECT_THAT(world->get("/himthough").body, HasSubstr("Him, though?")) << "as it was";

        EXPECT_THAT(files.amal.get("/desk/movement").body, HasSubstr("id=\"behind\""));
        EXPECT_EQ(files.sends("himthough.text.en", "put", files.name_and_question("Them too?")).status, 200) << "it is still wrong";
        fs::remove(files.folder / "help/fr.toml");
        EXPECT_EQ(files.sends("himthough.text.en", "put", files.name_and_question("Them too?")).status, 303) << "nothing changes, and it is tried again";
        EXPECT_THAT(world->get("/himthough").body, HasSubstr("Them too?"));
        EXPECT_THAT(files.amal.get("/desk/movement").body, Not(HasSubstr("id=\"behind\"")));
        EXPECT_EQ(changes_made(world->services()).size(), 1U);
    }
}

/// Root may write everywhere: as long as this lives, the process is an ordinary user's, and so is what stands in these folders.
class OrdinaryUser {
public:
    explicit OrdinaryUser(std::initializer_list<fs::path> folders) {
        if (!was_root_) return;
        for (const auto& folder : folders) {
            give(folder);
            for (const auto& entry : fs::recursive_directory_iterator(folder)) give(entry.path());
        }
        EXPECT_EQ(setresuid(nobody, nobody, 0), 0);
    }
    ~OrdinaryUser() {
        if (was_root_) { EXPECT_EQ(setresuid(0, 0, 0), 0); }
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;

private:
    static constexpr uid_t nobody = 65534;
    const bool was_root_ = geteuid() == 0;
    static void give(const fs::path& path) { EXPECT_EQ(lchown(path.c_str(), nobody, static_cast<gid_t>(-1)), 0); }
};

TEST(Setup, WhereTheServerMayNotWriteItSaysSoAndShowsTheTextToCopy) {
    for (auto& world : every_database()) {
        Files files{*world};
        const OrdinaryUser ordinary{world->folder(), files.folder};
        fs::permissions(files.folder / "movements", fs::perms::owner_read | fs::perms::owner_exec);
        EXPECT_THAT(files.amal.get("/desk/movement").body, HasSubstr("id=\"read-only\""));
        EXPECT_THAT(files.amal.get(Files::path("himthough.text.en")).body, HasSubstr("id=\"read-only\""));
        const auto looked = files.sends("himthough.text.en", "look", files.name_and_question("Them too?"));
        EXPECT_THAT(looked.body, HasSubstr("id=\"copy\""));
        EXPECT_EQ(files.sends("himthough.text.en", "put", files.name_and_question("Them too?")).status, 503);
        fs::permissions(files.folder / "movements", fs::perms::owner_all);
        EXPECT_THAT(text_of(files.movement()), Not(HasSubstr("Them too?")));
    }
}

}  // namespace
}  // namespace himthough

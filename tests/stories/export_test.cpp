// What organisers take along of a movement: everything that is said to be in the file, and nothing else, whatever is added to the schema.
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "app/commands.h"
#include "store/export_movement.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Tables ("circle.*") and columns that no export holds, and why.
const std::map<std::string, std::string_view> left_out = {
    {"participant.*", "what opens somebody's words; people are told apart by a name made for the export"},
    {"taken_back.*", "receipts"}, {"calendar_feed.*", "links"}, {"witness.*", "links, and who looks at whose vow"},
    {"joined.participant", "who joined; only how many"}, {"pledge.link", "a link"},
    {"circle.*", "circles belong to their members"}, {"seat.*", "circles"}, {"circle_question.*", "circles"}, {"note.*", "circles"},
    {"note_copy.*", "circles"}, {"shown_round.*", "circles"}, {"shown_note.*", "circles"},
    {"session.*", "the way to the desk"}, {"reviewer_link.*", "the same"}, {"recovery_code.*", "the same"},
    {"reviewer.id", "a row number"}, {"reviewer.skeleton", "follows from the name"}, {"reviewer.password", "the way to the desk"},
    {"reviewer.totp", "the same"}, {"reviewer.totp_step", "the same"}, {"reviewer.state", "about a person, not the movement"},
    {"reviewer.day", "the same"}, {"reviewer.role", "the same"}, {"reviewer.role_changes", "the same"}, {"reviewer.aside", "the same"},
    {"claim.*", "work in progress"}, {"handed_on.*", "the same, and nobody's business"}, {"opinion.*", "the same"}, {"undo.*", "the same"},
    {"reading.*", "the same"}, {"wave.*", "the same"}, {"wave_sample.*", "the same"}, {"wave_decision.*", "the same"},
    {"held.*", "not counted yet"}, {"to_writer.*", "written to one person"}, {"stand_in.*", "the words hold it"},
    {"wall.*", "how many places were ever given, also to what was taken back"}, {"setup_change.*", "the files themselves are the operator's; its history at the desk shows them"},
    {"contribution.movement", "the file is about one"}, {"contribution.sealed", "words only their writer can open"},
    {"contribution.revision", "how often somebody changed their words"}, {"contribution.counted", "counts says it"},
    {"contribution.counted_on", "the same"}, {"contribution.took_part", "the same"}, {"contribution.country", "counted, and on nobody's page"},
    {"contribution.edition", "finer than a day in a busy movement"}, {"contribution.place", "the order is drawn"}, {"contribution.turn", "the same"},
    {"contribution.stood", "told in words, never as a number"}, {"contribution.stood_shown", "the same"}, {"contribution.stood_held", "the same"},
    {"contribution.heed", "a guess of the guard"}, {"contribution.witness_said", "not public before an edition"}, {"contribution.witness", "who spoke of it"},
    {"contribution.hidden", "what a survivor does about an answer is theirs"}, {"contribution.found_to_stand", "reports says it"},
    {"contribution.likeness", "never leaves the server"}, {"contribution.wave", "work in progress"},
    {"contribution.joined", "the same"},
    {"vow.witnessed", "how it was counted"}, {"vow.ended", "the same"}, {"vow.came_due", "the same"}, {"vow.stood_on", "the same"},
    {"vow.came_due_on", "the same"}, {"vow.ended_on", "the same"}, {"vow.witnessed_on", "the same"}, {"vow.movement", "the file is about one"},
    {"cell.movement", "the file is about one"}, {"cell.language", "released figures say it"}, {"cell.country", "the same"},
    {"cell.gone", "how many took back what they said"}, {"cell.people_gone", "the same"}, {"movement.id", "a row number"}, {"movement.slug", "at the head of the file"},
    {"movement.survivors_cut", "a time"}, {"movement.began", "released figures say it"}, {"movement.ended", "then there is nothing to export"}, {"movement.erased", "the same"},
    {"movement.erased_through", "the same"}, {"erasure.*", "work in progress; decisions says who asked"}, {"movement.due_through", "how far days are counted"},
    {"record.id", "tells how much is done in other movements"}, {"record.reviewer", "the name says it"}, {"record.movement", "the file is about one"},
    {"record.chain", "binds the whole record; himthough desk verify reads it"},
    {"concern.id", "a row number"}, {"concern.participant", "who reported"}, {"concern.revision", "how often somebody changed their words"},
    {"concern.words", "to the reviewers, and forgotten in time"}, {"concern.movement", "the file is about one"}, {"concern.wish", "to the reviewers"},
    {"concern.alike", "work in progress"},
    {"appeal.revision", "how often somebody changed their words"}, {"appeal.decided_by", "decisions says it"}, {"appeal.first_by", "decisions says it"},
    {"appeal.words", "to the reviewers"},
    {"imported_file.id", "a row number"}, {"imported_file.movement", "the file is about one"}, {"imported_file.digest", "the key that made it stays here"},
    {"imported_cell.file", "a row number"}, {"imported_day.file", "the same"},
};

/// Every "table.column" there is.
std::set<std::string> every_column(World& world) {
    constexpr sql::Text columns = R"(
        SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
    )";
    const auto all = world.services().store.read([&](store::Transaction& tx) { return tx.all(columns, {}, [](const sql::Row& row) { return std::string(row.text(0)); }); });
    return {all.begin(), all.end()};
}

std::string table_of(const std::string& column) { return column.substr(0, column.find('.')) + ".*"; }

/// The command, as somebody at the terminal gives it.
struct Terminal {
    World& world;
    app::Settings settings() const {
        auto read = app::read_settings({}).settings;
        read.data = world.folder();
        return read;
    }
    std::string prints() const {
        testing::internal::CaptureStdout();
        EXPECT_EQ(app::export_movement(settings(), "himthough", ""), 0);
        return testing::internal::GetCapturedStdout();
    }
};

/// The rows of a list of the file.
boost::json::array rows(const std::string& file, std::string_view list) { return boost::json::parse(file).as_object().at(list).as_array(); }

TEST(Export, EveryColumnIsInItOrLeftOutForAReason) {
    for (auto& world : every_database()) {
        std::set<std::string> exported;
        for (const auto& section : store::export_sections())
            for (const auto& field : section.fields) exported.emplace(field.from);
        const auto columns = every_column(*world);
        ASSERT_GT(columns.size(), 100U);
        std::set<std::string> met;
        for (const auto& column : columns) {
            // The engine's own bookkeeping aside, each is on exactly one of the lists.
            const bool alone = left_out.contains(column), whole = left_out.contains(table_of(column));
            EXPECT_EQ(exported.contains(column) + alone + whole, 1) << column << ": put it into store/export_movement.cpp or on the list here, with a reason";
            if (alone) met.insert(column);
            if (whole) met.insert(table_of(column));
        }
        for (const auto& [column, why] : left_out) EXPECT_TRUE(met.contains(column)) << column << " is no more";
        for (const auto& column : exported) EXPECT_TRUE(columns.contains(column)) << column << " is no column";
    }
}

TEST(Export, HoldsWhatEverybodyCanReadAndWhatBelongsTogether) {
    for (auto& world : every_database()) {
        const auto story = world->says_me_too("It was \"years\" ago.\n\xE2\x80\xA8I tell it now.", {{"note", "at work"}});
        const auto vowed = world->acknowledges("I looked away.", {{"vow_action", "I will speak up."}, {"vow_day", (world->clock.today() + 30).iso()}});
        world->reviewer_accepts(story);
        world->reviewer_accepts(vowed);
        world->cuts_edition();
        const auto file = Terminal{*world}.prints();
        const auto held = boost::json::parse(file).as_object();
        EXPECT_EQ(held.at("format").as_int64(), 1);
        EXPECT_EQ(held.at("movement").as_string(), "himthough");
        const auto said = rows(file, "contributions");
        ASSERT_EQ(said.size(), 2U);
        EXPECT_EQ(said[0].at("words").as_string(), "It was \"years\" ago.\n\xE2\x80\xA8I tell it now.");
        EXPECT_EQ(said[0].at("note").as_string(), "at work");
        EXPECT_EQ(said[0].at("id").as_string(), world->public_id(story));
        EXPECT_EQ(said[0].at("state").as_string(), "released");
        EXPECT_NE(said[0].at("participant"), said[1].at("participant"));
        const auto vows = rows(file, "vows");
        ASSERT_EQ(vows.size(), 1U);
        EXPECT_EQ(vows[0].at("action").as_string(), "I will speak up.");
        EXPECT_EQ(vows[0].at("contribution"), said[1].at("name"));
        EXPECT_EQ(rows(file, "edition").size(), 1U);
        EXPECT_NE(said[0].at("name"), rows(Terminal{*world}.prints(), "contributions")[0].at("name")) << "two exports cannot be laid side by side by names";
    }
}

TEST(Export, HoldsNoWordsThatNotEverybodyCanRead) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world, "Amal", Role::organiser);
        std::vector<Said> all = {world->says_me_too("Canary waits."), world->says_me_too("Canary declined."), world->says_me_too("Canary accepted."),
                                 world->says_me_too("Canary among us.", {{"audience", "survivors"}}), world->says_me_too("Canary sealed.", {{"audience", "only_me"}})};
        EXPECT_EQ(amal.decides(world->public_id(all[1]), {{"decision", "decline"}, {"reason", "not_this_place"}}).status, 303);
        world->reviewer_accepts(all[3]);
        const auto vowed = world->acknowledges("Canary I looked away.", {{"vow_action", "Canary vow."}, {"vow_day", (world->clock.today() + 30).iso()}});
        world->cuts_edition();
        world->reviewer_accepts(all[2]);
        all.push_back(vowed);
        const auto file = Terminal{*world}.prints();
        const auto said = rows(file, "contributions");
        ASSERT_EQ(said.size(), 6U);
        for (const auto& one : said) {
            EXPECT_TRUE(one.at("words").is_null()) << one.at("state");
            EXPECT_TRUE(one.at("id").is_null()) << one.at("state");
        }
        EXPECT_THAT(file, Not(HasSubstr("Canary")));
        for (const auto& one : all) {
            EXPECT_THAT(file, Not(HasSubstr(one.receipt)));
            EXPECT_THAT(file, Not(HasSubstr(world->public_id(one)))) << "what is on no page has no id to the outside";
        }
        EXPECT_THAT(file, Not(HasSubstr("$argon2")));
        bool declined = false;
        for (const auto& one : rows(file, "decisions"))
            if (one.at("did").as_int64() == 2) declined = one.at("who").as_string() == "Amal" && one.at("reason").as_string() == "not_this_place";
        EXPECT_TRUE(declined) << "what was decided is there, by whom and why";
    }
}

TEST(Export, SaysThatSomethingWasReportedAndNotInWhichWords) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was my coach.");
        world->reviewer_accepts(said);
        world->cuts_edition();
        const auto path = "/himthough/c/" + world->public_id(said) + "/report";
        const auto form = world->get(path);
        const auto taken = world->post(path, {{"token", form.field("token")}, {"part", form.field("part")}, {"reason", "attacks"}, {"words", "Canary report."}, {"looked", "1"}});
        ASSERT_EQ(taken.status, 200);
        const auto file = Terminal{*world}.prints();
        const auto reports = rows(file, "reports");
        ASSERT_EQ(reports.size(), 1U);
        EXPECT_EQ(reports[0].at("reason").as_string(), "attacks");
        EXPECT_EQ(reports[0].at("contribution"), rows(file, "contributions")[0].at("name"));
        EXPECT_THAT(file, Not(HasSubstr("Canary")));
    }
}

TEST(Export, AtTheDeskAsksPasswordAndCodeOnceMoreAndGoesOnTheRecord) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was years ago.");
        world->reviewer_accepts(said);
        world->cuts_edition();
        auto amal = somebody_at_the_desk(*world, "Amal", Role::organiser);
        const auto token = amal.get("/desk/movement/export").field("form_token");
        const auto asks = [&](const std::string& slug, const std::string& password) {
            return amal.post("/desk/movement/export", {{"form_token", token}, {"movement", slug}, {"password", password}, {"code", amal.code()}});
        };
        EXPECT_EQ(asks("nowhere", reviewers_password).status, 404);
        EXPECT_EQ(asks("himthough", "not my password").status, 422);
        for (const auto& one : rows(Terminal{*world}.prints(), "decisions")) EXPECT_NE(one.at("did").as_int64(), 53) << "nothing was taken along";
        const auto file = asks("himthough", reviewers_password);
        ASSERT_EQ(file.status, 200);
        EXPECT_EQ(file.header("Cache-Control"), "no-store");
        EXPECT_THAT(file.header("Content-Disposition"), HasSubstr("himthough-himthough-" + world->clock.today().iso() + ".json"));
        EXPECT_EQ(rows(file.body, "contributions")[0].at("words").as_string(), "It was years ago.");
        const auto last = rows(file.body, "decisions").back();
        EXPECT_EQ(last.at("did").as_int64(), 53);
        EXPECT_EQ(last.at("who").as_string(), "Amal");
        EXPECT_EQ(asks("himthough", reviewers_password).status, 422) << "a code is good once";
    }
}

TEST(Export, NeverWritesOverAFileAndLetsNobodyElseReadIt) {
    for (auto& world : every_database()) {
        world->says_me_too("");
        const auto file = (world->folder() / "export.json").string();
        const Terminal terminal{*world};
        EXPECT_EQ(app::export_movement(terminal.settings(), "himthough", file), 0);
        struct stat found {};
        ASSERT_EQ(::stat(file.c_str(), &found), 0);
        EXPECT_EQ(found.st_mode & 0777U, 0600U);
        std::stringstream first, second;
        first << std::ifstream(file).rdbuf();
        EXPECT_EQ(rows(first.str(), "contributions").size(), 1U);
        EXPECT_THROW(app::export_movement(terminal.settings(), "himthough", file), std::runtime_error);
        second << std::ifstream(file).rdbuf();
        EXPECT_EQ(first.str(), second.str());
        EXPECT_THROW(app::export_movement(terminal.settings(), "nowhere", ""), std::runtime_error);
    }
}

}  // namespace
}  // namespace himthough

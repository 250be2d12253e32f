// What is counted, and what of it is released.
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reach/release_file.h"
#include "store/contributions.h"
#include "store/participants.h"
#include "store/recount.h"
#include "tests/world.h"

namespace himthough {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

/// The files that anybody may have.
struct Releases {
    World& world;
    std::filesystem::path folder() const { return world.folder() / "released" / "himthough"; }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& file : std::filesystem::directory_iterator(folder())) all.push_back(file.path().filename().string());
        std::ranges::sort(all);
        return all;
    }
    std::string text(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(folder() / name).rdbuf();
        return text.str();
    }
    std::optional<std::int64_t> count(const std::string& name, std::string_view what, std::string_view where = "") const {
        const auto release = reach::read_release("himthough", text(name));
        EXPECT_TRUE(release) << name;
        if (!release) return std::nullopt;
        for (const auto& cell : release->cells)
            if (cell.what == what && cell.where == where) return cell.count;
        return std::nullopt;
    }
};

/// So many said me too today without words, in that language and country.
void many_say(World& world, int many, std::string_view language, std::string_view country) {
    const auto kept = world.services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
        for (int one = 0; one < many; ++one) {
            Contribution said;
            said.participant = store::find_or_add_participant(tx, random_key(), world.clock.today()).id;
            said.movement = world.movement().id;
            said.state = State::silent;
            said.language = language;
            said.country = country;
            said.day = world.clock.today();
            store::add_contribution(tx, said);
        }
        return Done{};
    });
    ASSERT_TRUE(kept);
}

TEST(Released, IsADayThatEndedThirtySixHoursAgo) {
    for (auto& world : every_database()) {
        const Releases releases{*world};
        many_say(*world, 300, "en", "");
        world->clock.pass(12h + 35h);   // the clock stands at noon at first
        world->releases_figures();
        EXPECT_THAT(releases.names(), SizeIs(0));
        world->clock.pass(1h);
        world->releases_figures();
        ASSERT_THAT(releases.names(), testing::ElementsAre("a-2017-10-15.json", "b-2017-10-09.json", "c-2017-10-09.json"));
        EXPECT_NEAR(static_cast<double>(releases.count("a-2017-10-15.json", "survivor").value()), 300, 100);
        EXPECT_NEAR(static_cast<double>(releases.count("a-2017-10-15.json", "new_participant").value()), 300, 100);
        EXPECT_NEAR(static_cast<double>(releases.count("a-2017-10-15.json", "vowed").value()), 0, 100) << "also where nothing was counted";
    }
}

TEST(Released, ShowsCountriesAndLanguagesOfWeeksOnlyWhereThereAreMany) {
    for (auto& world : every_database()) {
        const Releases releases{*world};
        many_say(*world, 300, "en", "MX");
        many_say(*world, 3, "es", "GB");
        world->clock.pass(48h);
        world->releases_figures();
        EXPECT_TRUE(releases.count("b-2017-10-09.json", "survivor", "MX"));
        EXPECT_TRUE(releases.count("c-2017-10-09.json", "survivor", "en"));
        for (const auto* name : {"b-2017-10-09.json", "c-2017-10-09.json"}) {
            const auto release = reach::read_release("himthough", releases.text(name));
            ASSERT_TRUE(release);
            EXPECT_THAT(release->cells, SizeIs(1)) << "what is below the threshold is left out, and stands in no remainder either";
            EXPECT_GE(release->cells.at(0).count, 80);
        }
    }
}

TEST(Released, StaysAsItIsWhenSomethingIsTakenBackAndAfterANewStart) {
    for (auto& world : every_database()) {
        const Releases releases{*world};
        const auto said = world->says_me_too("");
        world->clock.pass(48h);
        world->releases_figures();
        const auto before = releases.text("a-2017-10-15.json");
        EXPECT_FALSE(before.empty());
        EXPECT_EQ(world->withdraws(said).status, 200);
        world->releases_figures();
        world->starts_again();
        world->releases_figures();
        EXPECT_EQ(releases.text("a-2017-10-15.json"), before);
    }
}

TEST(Released, CatchesUpWithEveryPeriodThatPassed) {
    for (auto& world : every_database()) {
        const Releases releases{*world};
        world->clock.pass(24h * 30);
        world->releases_figures();
        const auto names = releases.names();
        EXPECT_EQ(std::ranges::count_if(names, [](const auto& name) { return name.starts_with("a-"); }), 29);
        EXPECT_EQ(std::ranges::count_if(names, [](const auto& name) { return name.starts_with("c-"); }), 5);
    }
}

TEST(Released, IsNothingWhenSomebodySetTheClockForward) {
    for (auto& world : every_database()) {
        const Releases releases{*world};
        world->clock.jump(24h * 365);
        EXPECT_THROW(world->releases_figures(), std::runtime_error);
        EXPECT_THAT(releases.names(), SizeIs(0));
    }
}

TEST(Released, IsNothingNewWhenTheClockWasSetBackAndADayComesOnceMore) {
    for (auto& world : every_database()) {
        const Releases releases{*world};
        world->says_me_too("");
        world->clock.pass(72h);
        world->releases_figures();
        const auto all = [&] {
            std::map<std::string, std::string> files;
            for (const auto& name : releases.names()) files[name] = releases.text(name);
            return files;
        };
        const auto before = all();
        EXPECT_TRUE(before.contains("a-2017-10-15.json") && before.contains("a-2017-10-16.json"));
        world->clock.jump(-72h);
        EXPECT_THROW(world->releases_figures(), std::runtime_error);
        world->starts_again();
        world->says_me_too("");
        world->releases_figures();
        EXPECT_EQ(all(), before);
        world->clock.pass(72h);
        world->releases_figures();
        EXPECT_EQ(all(), before) << "what was counted in a day that was released already is in no file";
    }
}

TEST(Released, IsOnPagesAndInFilesOnlyWithItsDay) {
    for (auto& world : every_database()) {
        many_say(*world, 300, "en", "MX");
        world->clock.pass(48h);
        world->releases_figures();
        world->cuts_edition_now();
        const auto surfaces = [&] {
            std::string all;
            for (const auto* path : {"", "-a.csv", "-b.csv", "-c.csv", "-a.json", "-b.json", "-c.json", "/datapackage.json", "/a-2017-10-15.json"}) {
                const auto answer = world->get(std::string("/himthough/reach") + path);
                EXPECT_EQ(answer.status, 200) << path;
                all.append(answer.header("etag")).append(answer.body);
            }
            return all;
        };
        const auto before = surfaces();
        EXPECT_THAT(before, HasSubstr("2017-10-15,survivor,"));
        const auto said = world->says_me_too("So it was.", {{"country", "MX"}});
        world->reviewer_accepts(said);
        world->cuts_edition_now();
        world->releases_figures();
        EXPECT_EQ(surfaces(), before) << "whoever posts and watches learns nothing";
        world->clock.pass(24h);
        world->releases_figures();
        EXPECT_THAT(world->get("/himthough/reach-a.csv").body, HasSubstr("2017-10-16,survivor,"));
    }
}

TEST(Released, IsOpenDataForEverybody) {
    for (auto& world : every_database()) {
        world->clock.pass(48h);
        world->releases_figures();
        const auto csv = world->get("/himthough/reach-a.csv");
        EXPECT_EQ(csv.header("access-control-allow-origin"), "*");
        EXPECT_THAT(csv.header("content-type"), HasSubstr("text/csv"));
        EXPECT_EQ(world->get("/himthough/reach-a.csv", {{"if-none-match", csv.header("etag")}}).status, 304);
        EXPECT_EQ(world->get("/himthough/reach/a-2017-10-15.json").body, Releases{*world}.text("a-2017-10-15.json")) << "byte for byte";
        EXPECT_EQ(world->get("/himthough/reach").header("access-control-allow-origin"), "") << "a page is no data";
        for (const auto* none : {"a-2017-10-14.json", "d-2017-10-15.json", "..", "a-2017-10-15.json.part"})
            EXPECT_EQ(world->get(std::string("/himthough/reach/") + none).status, 404) << none;
    }
}

TEST(Country, IsCountedAndGivenBackAndOnNoPage) {
    for (auto& world : every_database()) {
        EXPECT_THAT(world->get("/himthough/me-too").body, HasSubstr("<option value=\"MX\">Mexico</option>"));
        const auto said = world->says_me_too("So it was.", {{"country", "MX"}});
        world->reviewer_accepts(said);
        world->cuts_edition();
        EXPECT_THAT(world->wall(), Not(HasSubstr("MX")));
        EXPECT_THAT(world->wall(), Not(HasSubstr("Mexico")));
        const auto mine = world->post("/p/export", {{"open", world->opens(said.receipt).field("open")}});
        EXPECT_THAT(mine.body, HasSubstr("\"country\":\"MX\""));
        const auto by_country = world->services().store.read([&](store::Transaction& tx) {
            return tx.number(sql::Text("SELECT count FROM cell WHERE event = 1 AND country = 'MX' AND language = 'en'"));
        });
        EXPECT_EQ(by_country, 1);
    }
}

TEST(Country, StaysChosenWhenAFormComesBack) {
    for (auto& world : every_database()) {
        const auto again = world->sends_acknowledgement("", {{"country", "FR"}});
        EXPECT_EQ(again.status, 422);
        EXPECT_THAT(again.body, HasSubstr("<option value=\"FR\" selected>France</option>"));
        const auto odd = world->says_me_too("So it was.", {{"country", "=HYPERLINK(1)"}});
        EXPECT_FALSE(odd.receipt.empty()) << "what is no country is not said";
    }
}

TEST(Recount, FindsACellThatIsNotWhatItsRowsSay) {
    for (auto& world : every_database()) {
        const auto change = [&](const sql::Text& how) {
            return world->services().store.write([&](store::Transaction& tx) -> Outcome<std::int64_t> { return tx.run(how); }).value();
        };
        const auto wrong = [&] { return world->services().store.read([](store::Transaction& tx) { return store::recount(tx); }).wrong; };
        world->says_me_too("");
        EXPECT_THAT(wrong(), SizeIs(0));
        ASSERT_EQ(change(sql::Text("UPDATE cell SET count = count + 1 WHERE event = 1")), 1);
        ASSERT_THAT(wrong(), SizeIs(1));
        EXPECT_EQ(wrong()[0].event, Event{1});
        EXPECT_EQ(wrong()[0].cell - wrong()[0].rows, 1);
        change(sql::Text("UPDATE cell SET count = count - 1 WHERE event = 1"));
        change(sql::Text("UPDATE cell SET people = people + 1 WHERE event = 1"));
        ASSERT_THAT(wrong(), SizeIs(1));
        EXPECT_TRUE(wrong()[0].people);
        change(sql::Text("UPDATE cell SET people = people - 1 WHERE event = 1"));
    }
}

TEST(Recount, HoldsWhatWasTakenBackApart) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("");
        EXPECT_EQ(world->withdraws(said).status, 200);
        const auto all = world->services().store.read([](store::Transaction& tx) { return store::recount(tx); });
        EXPECT_EQ(all.events, 1) << "counted once, and ever";
        EXPECT_THAT(all.wrong, SizeIs(0)) << "though its row is gone";
    }
}

}  // namespace
}  // namespace himthough

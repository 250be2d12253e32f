// What was counted elsewhere, as somebody at the terminal gives it.
#include <fstream>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/commands.h"
#include "store/imported.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::Field;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Of 15 October 2017, 12:00 and 13:00 UTC, and of the day after.
constexpr std::string_view noon = "919535116288000001", one_o_clock = "919550215782400002", day_after = "919897504145408003";

struct Terminal {
    World& world;
    app::ImportAsked asked;

    explicit Terminal(World& in) : world(in) {
        asked.movement = "himthough";
        asked.archives.bare = archive::one_voice(Voice::survivor);
    }
    std::string put(const std::string& name, const std::string& text) const {
        std::ofstream(world.folder() / name, std::ios::binary) << text;
        return world.folder() / name;
    }
    app::Settings settings() const {
        auto read = app::read_settings({}).settings;
        read.data = world.folder();
        return read;
    }
    /// What it prints; `status` must come out.
    std::string imports(std::vector<std::string> files, int status = 0) {
        asked.archives.files = std::move(files);
        testing::internal::CaptureStdout();
        EXPECT_EQ(app::import_archives(settings(), asked), status);
        return testing::internal::GetCapturedStdout();
    }
    std::vector<store::ImportedCell> cells() const {
        return world.services().store.read([&](store::Transaction& tx) { return store::imported_cells(tx, world.movement().id); });
    }
};

std::string lines(std::initializer_list<std::string_view> ids) {
    std::string text;
    for (const auto id : ids) text.append(id).append("\n");
    return text;
}

/// Of Mastodon, where a post is named by an address.
std::string status(int number) {
    return fmt::format(R"({{"id":"{0}","uri":"https://a.example/{0}","created_at":"2017-10-20T20:21:22.000Z","visibility":"public","account":{{"id":"2","url":"https://a.example/@u"}},"reblog":null,"tags":[{{"name":"MeToo"}}]}})" "\n", number);
}

auto counted(std::string_view day, std::int64_t count) {
    return AllOf(Field(&store::ImportedCell::day, *Day::parse(day)), Field(&store::ImportedCell::voices, 1), Field(&store::ImportedCell::count, count));
}

TEST(Import, CountsEachIdOnceAndTheSameFileOnce) {
    for (auto& world : every_database()) {
        Terminal terminal(*world);
        const auto one = terminal.put("one.txt", lines({noon, one_o_clock, noon})), other = terminal.put("other.txt", lines({one_o_clock, day_after}));
        EXPECT_THAT(terminal.imports({one, other}), AllOf(HasSubstr("one.txt: list of ids, 3 posts, 2 uses, 2017-10-15 to 2017-10-15; counted\n"), HasSubstr("2 posts, 1 uses")));
        EXPECT_THAT(terminal.cells(), ElementsAre(counted("2017-10-15", 2), counted("2017-10-16", 1)));
        std::filesystem::rename(one, one + ".renamed");
        EXPECT_THAT(terminal.imports({one + ".renamed"}), HasSubstr("counted before: skipped"));
        EXPECT_THAT(terminal.cells(), ElementsAre(counted("2017-10-15", 2), counted("2017-10-16", 1)));
    }
}

TEST(Import, ARunThatBeganAgainGoesOnWithWhatWasNotCounted) {
    for (auto& world : every_database()) {
        Terminal terminal(*world);
        const auto one = terminal.put("one.txt", lines({noon, one_o_clock})), other = terminal.put("other.txt", lines({one_o_clock, day_after}));
        terminal.imports({one});
        terminal.imports({one, other});
        EXPECT_THAT(terminal.cells(), ElementsAre(counted("2017-10-15", 2), counted("2017-10-16", 1))) << "what was counted in the first run is known in the second";
    }
}

TEST(Import, ArchivesThatOverlapInTwoRunsCountEachPostOnceWithKeptIdsOnly) {
    for (const bool keep : {false, true}) {
        for (auto& world : every_database()) {
            Terminal terminal(*world);
            terminal.asked.keep_ids = keep;
            const auto one = terminal.put("one.txt", lines({noon, one_o_clock})), other = terminal.put("other.txt", lines({one_o_clock, day_after}));
            const auto statuses = terminal.put("statuses.json", status(1) + status(2)), again = terminal.put("again.json", status(2) + status(3));
            terminal.imports({one, statuses});
            terminal.imports({other, again});
            EXPECT_THAT(terminal.cells(), ElementsAre(counted("2017-10-15", keep ? 2 : 3), counted("2017-10-16", 1), counted("2017-10-20", keep ? 3 : 4)));
            EXPECT_EQ(std::filesystem::exists(world->folder() / "counted-ids"), keep) << "off unless somebody asks for it";
        }
    }
}

TEST(Import, KeptIdsAreDroppedWhenAskedAndKeptOfAFileThatWasCountedBefore) {
    for (auto& world : every_database()) {
        Terminal terminal(*world);
        const auto one = terminal.put("one.txt", lines({noon, one_o_clock})), other = terminal.put("other.txt", lines({one_o_clock, day_after}));
        terminal.imports({one});
        terminal.asked.keep_ids = true;
        EXPECT_THAT(terminal.imports({one}), HasSubstr("counted before: skipped"));
        EXPECT_THAT(terminal.imports({other}), HasSubstr("2 posts, 1 uses"));
        terminal.asked.keep_ids = false;
        terminal.asked.forget_ids = true;
        terminal.imports({});
        EXPECT_FALSE(std::filesystem::exists(world->folder() / "counted-ids" / "himthough"));
        EXPECT_THAT(terminal.cells(), ElementsAre(counted("2017-10-15", 2), counted("2017-10-16", 1))) << "the counts stay";
    }
}

TEST(Import, KeepsNoIdAndNoNameOfAFile) {
    for (auto& world : every_database()) {
        Terminal terminal(*world);
        terminal.asked.keep_ids = true;   // also then
        const auto file = terminal.put("canary.txt", lines({noon}));
        terminal.imports({file});
        std::filesystem::remove(file);
        for (const auto& kept : std::filesystem::recursive_directory_iterator(world->folder())) {
            if (!kept.is_regular_file()) continue;
            std::ifstream in(kept.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            EXPECT_THAT(bytes, AllOf(Not(HasSubstr("canary")), Not(HasSubstr(std::string(noon))))) << kept.path().filename();
        }
    }
}

TEST(Import, TriedDryItKeepsNothing) {
    for (auto& world : every_database()) {
        Terminal terminal(*world);
        terminal.asked.dry_run = true;
        const auto file = terminal.put("one.txt", lines({noon}));
        EXPECT_THAT(terminal.imports({file}), AllOf(HasSubstr("list of ids"), HasSubstr("2017-10-15"), Not(HasSubstr("counted\n"))));
        EXPECT_THAT(terminal.cells(), IsEmpty());
    }
}

TEST(Import, LinesThatCannotBeReadAreSaidAndStrictlyNothingIsCounted) {
    for (auto& world : every_database()) {
        Terminal terminal(*world);
        const auto file = terminal.put("one.txt", lines({noon, "no id", day_after}));
        testing::internal::CaptureStderr();
        terminal.asked.archives.strict = true;
        terminal.imports({file}, 1);
        EXPECT_THAT(terminal.cells(), IsEmpty());
        terminal.asked.archives.strict = false;
        terminal.imports({file}, 1);
        EXPECT_THAT(testing::internal::GetCapturedStderr(), AllOf(HasSubstr("one.txt:2: this line is no id"), Not(HasSubstr("no id\n\n"))));
        EXPECT_EQ(terminal.cells().size(), 2U);
    }
}

TEST(Import, AFileThatIsNotThereStopsNoOther) {
    for (auto& world : every_database()) {
        Terminal terminal(*world);
        testing::internal::CaptureStderr();
        terminal.imports({(world->folder() / "nowhere.txt").string(), terminal.put("one.txt", lines({noon}))}, 1);
        EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("nowhere.txt: cannot be read: No such file"));
        EXPECT_THAT(terminal.cells(), ElementsAre(counted("2017-10-15", 1)));
    }
}

TEST(Import, AMovementThatIsNotThereIsSaid) {
    for (auto& world : every_database()) {
        Terminal terminal(*world);
        terminal.asked.movement = "nowhere";
        EXPECT_THROW(terminal.imports({"-"}), std::runtime_error);
        testing::internal::GetCapturedStdout();
    }
}

TEST(Import, AnExportHasTheCounts) {
    for (auto& world : every_database()) {
        Terminal terminal(*world);
        terminal.asked.label = "a list";
        terminal.imports({terminal.put("one.txt", lines({noon, day_after}))});
        testing::internal::CaptureStdout();
        EXPECT_EQ(app::export_movement(terminal.settings(), "himthough", ""), 0);
        const auto file = boost::json::parse(testing::internal::GetCapturedStdout()).as_object();
        EXPECT_EQ(file.at("imported_files").as_array().at(0).at("label").as_string(), "a list");
        EXPECT_EQ(file.at("imported_counts").as_array().size(), 2U);
    }
}

TEST(Reach, PrintsAndWritesWhatItCountsAndNeedsNoServer) {
    for (auto& world : every_database()) {
        const Terminal terminal(*world);
        const auto csv = (world->folder() / "reach.csv").string(), json = (world->folder() / "reach.json").string();
        app::ReachAsked asked;
        asked.archives.files = {terminal.put("one.txt", lines({noon, noon, day_after}))};
        asked.csv = csv;
        asked.json = json;
        testing::internal::CaptureStdout();
        EXPECT_EQ(app::reach_of_files({}, asked), 0);
        EXPECT_THAT(testing::internal::GetCapturedStdout(), AllOf(HasSubstr("posts read                       3"), HasSubstr("2017-10-16                       1")));
        std::stringstream table, tree;
        table << std::ifstream(csv).rdbuf();
        tree << std::ifstream(json).rdbuf();
        EXPECT_EQ(table.str(), "day,voices,kind,language,country,uses\r\n2017-10-15,,original,,,1\r\n2017-10-16,,original,,,1\r\n");
        EXPECT_EQ(boost::json::parse(tree.str()).at("totals").at("uses").to_number<int>(), 2);
    }
}

TEST(Reach, WritesAPageAndPicturesInOneOfTheLanguages) {
    for (auto& world : every_database()) {
        const Terminal terminal(*world);
        app::ReachAsked asked;
        asked.archives.files = {terminal.put("canary.csv", "date,tag,country,count\n2017-10-15,MeToo,FR,900\n2017-10-16,MeToo,FR,300\n2017-10-16,other,FR,5\n")};
        asked.tags = {{"MeToo", Voice::survivor}};
        asked.html = (world->folder() / "reach.html").string();
        asked.svg = (world->folder() / "pictures").string();
        asked.language = "fr";
        testing::internal::CaptureStdout();
        EXPECT_EQ(app::reach_of_files(terminal.settings(), asked), 0);
        testing::internal::GetCapturedStdout();
        std::stringstream page;
        page << std::ifstream(asked.html).rdbuf();
        EXPECT_THAT(page.str(), AllOf(HasSubstr("Jusqu’où #MeToo est allé"), HasSubstr("1 200 publications"), Not(HasSubstr("canary"))));
        EXPECT_TRUE(std::filesystem::exists(world->folder() / "pictures" / "days.svg"));
        EXPECT_TRUE(std::filesystem::exists(world->folder() / "pictures" / "countries.svg"));
        asked.language = "xx";
        EXPECT_THROW(app::reach_of_files(terminal.settings(), asked), std::runtime_error);
    }
}

}  // namespace
}  // namespace himthough

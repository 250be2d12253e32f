// The page of figures: its pictures, their pages, and what other sites may put into theirs.
#include <fstream>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reach/release_file.h"
#include "store/imported.h"
#include "tests/world.h"

namespace himthough {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Thirty days were released long since, and a week of them; survivors' voices fall by a fifth from day to day after the second one.
void released(World& world, bool weeks = true) {
    const auto first = *Day::parse("2017-10-15");
    const auto folder = world.folder() / "released" / "himthough";
    std::filesystem::create_directories(folder);
    const auto write = [&](reach::Release release) {
        const auto text = reach::write_release("himthough", release);
        std::ofstream(folder / reach::file_name(release.table, release.period)) << text;
    };
    std::int64_t survivors = 4000;
    for (int day = 0; day < 30; ++day) {
        write({.table = reach::Table::a, .period = first + day, .released = first + day + 2,
               .cells = {{"survivor", "", day == 0 ? 700 : survivors}, {"accountable", "", survivors / 15}, {"caller", "", 4}, {"ally", "", 9}, {"new_participant", "", survivors},
                         {"vowed", "", survivors / 25}, {"due", "", 30}, {"kept", "", survivors / 50}, {"kept_witnessed", "", 2}, {"not_kept", "", 1}, {"withdrawn", "", -3}}, .sha256 = ""});
        if (day > 0) survivors = survivors * 4 / 5;
    }
    if (weeks) {
        write({.table = reach::Table::b, .period = *Day::parse("2017-10-16"), .released = *Day::parse("2017-10-24"),
               .cells = {{"survivor", "MX", 341}, {"survivor", "FR", 83}, {"survivor", "", 6000}, {"accountable", "US", 97}}, .sha256 = ""});
    }
    world.starts_again();
    world.cuts_edition_now();
}

TEST(ReachPage, ShowsEachPictureWithAPageOfItsOwn) {
    for (auto& world : every_database()) {
        released(*world);
        const auto page = world->get("/himthough/reach").body;
        for (const std::string name : {"voices", "days", "arc", "map", "lasting"}) {
            EXPECT_THAT(page, HasSubstr("/himthough/reach/" + name + ".svg")) << name;
            EXPECT_THAT(page, HasSubstr("href=\"/himthough/reach/" + name + "\"")) << name;
            const auto own = world->get("/himthough/reach/" + name);
            EXPECT_EQ(own.status, 200) << name;
            EXPECT_THAT(own.body, AllOf(HasSubstr("last released on"), HasSubstr("&lt;iframe src="), HasSubstr("<caption id=\"numbers\">"), HasSubstr("application/json+oembed"))) << name;
            for (const std::string ending : {".svg", "-narrow.svg"}) {
                const auto picture = world->get("/himthough/reach/" + name + ending);
                EXPECT_EQ(picture.header("content-type"), "image/svg+xml") << name;
                EXPECT_EQ(picture.header("cross-origin-resource-policy"), "cross-origin") << "other sites may show it";
                EXPECT_THAT(picture.body, AllOf(HasSubstr("<title "), HasSubstr("<desc "), Not(HasSubstr("href"))));
            }
        }
        EXPECT_EQ(world->get("/himthough/reach").header("cross-origin-resource-policy"), "same-origin");
        for (const auto* none : {"voice", "voices.jpg", "voices-narrow", "voices-narrow.png", "-narrow.svg", ".svg", "voices.svg.png"})
            EXPECT_EQ(world->get(std::string("/himthough/reach/") + none).status, 404) << none;
    }
}

TEST(ReachPage, TakesTotalsFromDaysAndFromNothingElse) {
    const auto figures_of = [](World& world, bool weeks) {
        released(world, weeks);
        const auto page = world.get("/himthough/reach").body;
        std::string found;
        for (const auto& [begin, end] : {std::pair("For every 100", "</p>"), {"id=\"survivor\"", "</table>"}, {"<caption id=\"months\">", "</table>"}, {"Said here, released with noise", "</tr>"}}) {
            const auto at = page.find(begin);
            EXPECT_NE(at, std::string::npos) << begin;
            found += page.substr(at, page.find(end, at) - at);
        }
        return found;
    };
    for (auto& world : every_database()) {
        const auto without_weeks = figures_of(*world, false);
        EXPECT_EQ(figures_of(*world, true), without_weeks) << "6,000 who say no country, and 97 of another voice, are in no sum";
    }
}

TEST(ReachPage, HasNoPictureWithoutFigures) {
    for (auto& world : every_database()) {
        EXPECT_THAT(world->get("/himthough/reach").body, Not(HasSubstr("<img")));
        for (const auto* none : {"reach/voices", "reach/voices.svg", "reach/map.png", "embed/voices"}) EXPECT_EQ(world->get(std::string("/himthough/") + none).status, 404) << none;
    }
}

TEST(ReachPage, GivesPicturesAsPngToo) {
    for (auto& world : every_database()) {
        released(*world);
        const auto png = world->get("/himthough/reach/voices.svg?format=png");
        EXPECT_EQ(png.header("content-type"), "image/png");
        EXPECT_EQ(png.body.substr(0, 8), "\x89PNG\r\n\x1A\n");
        EXPECT_EQ(png.body, world->get("/himthough/reach/voices.png").body);
        EXPECT_EQ(world->get("/himthough/reach/voices.png", {{"if-none-match", png.header("etag")}}).status, 304);
        EXPECT_NE(world->get("/himthough/reach/voices.svg?lang=fr&format=png").body, png.body) << "its words are French";
        EXPECT_EQ(world->get("/himthough/reach/voices.svg?format=svg").header("content-type"), "image/svg+xml");
        for (const auto* wrong : {"gif", "PNG", "png%00", "../png"}) EXPECT_EQ(world->get(std::string("/himthough/reach/voices.svg?format=") + wrong).status, 400) << wrong;
    }
}

TEST(ReachPage, MapsCountriesThatAreToldAndNoOthers) {
    for (auto& world : every_database()) {
        released(*world);
        const auto map = world->get("/himthough/reach/map.svg").body;
        EXPECT_TRUE(map.contains("<title>Mexico: 341</title>"));
        EXPECT_TRUE(map.contains("<title>France: 83</title>"));
        EXPECT_FALSE(map.contains("United States")) << "only survivors' voices are on it";
        const auto page = world->get("/himthough/reach/map").body;
        EXPECT_THAT(page, AllOf(HasSubstr("341 ± 12"), HasSubstr("October 16, 2017"), HasSubstr("October 22, 2017")));
    }
}

TEST(ReachPage, TellsHowLongItLastsBesideMeToo) {
    for (auto& world : every_database()) {
        released(*world);
        const auto page = world->get("/himthough/reach").body;
        EXPECT_THAT(page, HasSubstr("October 16, 2017: 4,279 in a day. 4 days later it was half as much."));
        EXPECT_THAT(page, AllOf(HasSubstr("October 16, 2017: 395,030 in a day. 2 days later"), HasSubstr("January 8, 2018: 413,323 in a day. A day later"), HasSubstr("doi:10.7910/DVN/2SRSKJ")));
        EXPECT_THAT(world->get("/himthough/reach/lasting.svg").body, HasSubstr("#MeToo on Twitter, 2017"));
    }
}

TEST(ReachPage, KeepsSourcesApartAndWhatWasReportedFromWhatWasCounted) {
    for (auto& world : every_database()) {
        released(*world);
        const auto row = [&] {
            const auto page = world->get("/himthough/reach").body;
            const auto at = page.find("In archives of other networks");
            return at == std::string::npos ? "" : page.substr(at, page.find("</tr>", at) - at);
        };
        EXPECT_THAT(row(), HasSubstr(">None<"));
        const auto imports = [&](std::uint8_t number, std::int64_t count) {
            const auto done = world->services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
                store::ImportedFile file{.digest = {number}, .label = "", .format = "CSV", .day = world->clock.today(), .posts = count, .again = 0, .undated = 0, .faulty = 0, .authors = {},
                                         .cells = {{.day = *Day::parse("2017-10-15"), .language = "", .country = "", .count = count}}, .authors_of_day = {}};
                store::add_imported(tx, world->movement().id, file);
                return Done{};
            });
            ASSERT_TRUE(done);
            world->clock.pass(24h);   // a page is what its edition and its day make of it
            world->looks_at_the_day();
        };
        imports(1, 4);
        EXPECT_THAT(row(), HasSubstr(">fewer than 5<"));
        EXPECT_THAT(world->get("/himthough/reach/lasting").body, Not(HasSubstr("Imported archives"))) << "a number below five is in no picture";
        imports(2, 1'234'000);
        EXPECT_THAT(row(), HasSubstr(">1,234,004<"));
        EXPECT_THAT(world->get("/himthough/reach/lasting").body, HasSubstr("Imported archives"));
        const auto page = world->get("/himthough/reach").body;
        const auto reported = page.substr(page.find("<details>"));
        EXPECT_THAT(reported, AllOf(HasSubstr("Reported by Twitter: 1.7 million"), HasSubstr("Reported by Facebook"), HasSubstr("not measured here")));
    }
}

TEST(ReachPage, MayStandInOtherSitesPagesWhereItIsMadeForThem) {
    for (auto& world : every_database()) {
        released(*world);
        const auto framed = world->get("/himthough/embed/days");
        EXPECT_EQ(framed.status, 200);
        EXPECT_EQ(framed.header("x-frame-options"), "");
        EXPECT_EQ(framed.header("set-cookie"), "");
        EXPECT_THAT(framed.header("content-security-policy"), AllOf(HasSubstr("default-src 'none'"), HasSubstr("frame-ancestors *"), HasSubstr("form-action 'none'"), Not(HasSubstr("script")), Not(HasSubstr("'self'"))));
        EXPECT_THAT(framed.body, AllOf(HasSubstr("<svg"), HasSubstr("target=\"_top\""), HasSubstr("Released on"), Not(HasSubstr("<script")), Not(HasSubstr("<form")), Not(HasSubstr("src=")), Not(HasSubstr("<link"))));
        for (const auto* other : {"/", "/himthough", "/himthough/reach", "/himthough/reach/days", "/himthough/reach/days.svg", "/himthough/embed/nothing", "/himthough/me-too"}) {
            const auto answer = world->get(other);
            EXPECT_EQ(answer.header("x-frame-options"), "DENY") << other;
            EXPECT_THAT(answer.header("content-security-policy"), Not(HasSubstr("frame-ancestors *"))) << other;
        }
    }
}

TEST(Oembed, DescribesPicturesOfOursAndNothingElse) {
    for (auto& world : every_database()) {
        released(*world);
        const auto here = world->site().served_at;
        const auto ask = [&](const std::string& rest) { return world->get("/oembed?url=" + here + rest); };
        const auto answer = ask("/himthough/reach/days&format=json&maxwidth=400");
        ASSERT_EQ(answer.status, 200);
        EXPECT_EQ(answer.header("content-type"), "application/json");
        EXPECT_EQ(answer.header("access-control-allow-origin"), "*");
        const auto said = boost::json::parse(answer.body).as_object();
        EXPECT_EQ(said.at("type").as_string(), "rich");
        EXPECT_EQ(said.at("version").as_string(), "1.0");
        EXPECT_EQ(said.at("width").as_int64(), 400);
        EXPECT_THAT(std::string(said.at("html").as_string()), AllOf(HasSubstr("<iframe src=\"" + here + "/himthough/embed/days?lang=en\""), HasSubstr("width=\"400\"")));
        for (const auto* good : {"/himthough/reach", "/himthough/reach?lang=fr", "/himthough/reach/map.svg", "/himthough/reach/arc-narrow.svg", "/himthough/reach/voices#numbers"})
            EXPECT_EQ(ask(good).status, 200) << good;
        for (const auto* none : {"", "/", "/himthough", "/himthough/wall", "/himthough/reach/nothing", "/himthough/reach/a-2017-10-15.json", "/himthoughreach", "/desk", "/elsewhere/reach", "/himthough/reach/../wall"})
            EXPECT_EQ(ask(none).status, 404) << none;
        for (const auto* foreign : {"https://elsewhere.example/himthough/reach", "//himthough/reach", "javascript:alert(1)", "http://a@b/himthough/reach", "%3Cscript%3E"})
            EXPECT_EQ(world->get(std::string("/oembed?url=") + foreign).status, 404) << foreign;
        EXPECT_EQ(world->get("/oembed").status, 400);
        EXPECT_EQ(world->get("/oembed?url=").status, 400);
        EXPECT_EQ(world->get("/oembed?url=%00").status, 400);
        EXPECT_EQ(world->get("/oembed?url=%FF").status, 400);
        EXPECT_EQ(ask("/himthough/reach&maxwidth=10").status, 400);
        EXPECT_EQ(ask("/himthough/reach&maxwidth=abc").status, 400);
        EXPECT_EQ(ask("/himthough/reach&maxwidth=99999999999999999999").status, 200);
        EXPECT_EQ(ask("/himthough/reach&format=xml").status, 501);
    }
}

}  // namespace
}  // namespace himthough

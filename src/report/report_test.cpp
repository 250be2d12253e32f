#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/page.h"
#include "report/periods.h"
#include "report/pictures.h"

namespace himthough::report {
namespace {

using archive::Cell, archive::Counts, archive::Kind, archive::one_voice;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Day first = *Day::parse("2017-10-15");
constexpr archive::Voices survivor = one_voice(Voice::survivor), accountable = one_voice(Voice::accountable);

const web::Templates& templates() {
    static const web::Templates all(PROJECT_DIR "/src/report/templates", PROJECT_DIR "/locales");
    return all;
}
Wording in(const std::string& language) { return {templates(), language}; }

Counts some(int days = 30) {
    Counts counts;
    for (int day = 0; day < days; ++day) {
        counts.cells.push_back({first + day, survivor, Kind::original, "en", "FR", 900});
        counts.cells.push_back({first + day, accountable, Kind::original, "es", "", 70});
    }
    counts.cells.push_back({first, survivor, Kind::quote, "sv", "SE", 3});
    counts.posts = 40'000;
    counts.authors = {.count = 700'000, .error = 0.0081};
    counts.authors_of_voice[0] = {.count = 4, .error = 0};
    return counts;
}

std::string page(const Counts& counts, const std::string& language = "en", const archive::Made& made = {.day = first, .program = "himthough 1", .tags = {}}) {
    return page_of(counts, made, in(language));
}

std::vector<std::string> names(const Counts& counts) {
    std::vector<std::string> found;
    for (const auto& picture : pictures_of(counts, in("en"), false)) found.push_back(picture.name);
    return found;
}

TEST(Page, SaysInOneSentenceWhatThereIs) {
    EXPECT_THAT(page(some()), HasSubstr("29,103 posts by 700,000 ± 11,113 authors, from October 15, 2017 to November 13, 2017."));
    EXPECT_THAT(page(some(), "fr"), HasSubstr("<html lang=\"fr\">"));
    EXPECT_THAT(page({}), HasSubstr("Nothing was found that counts here."));
    Counts undated;
    undated.cells = {{std::nullopt, 0, Kind::original, "", "", 12}};
    EXPECT_THAT(page(undated), HasSubstr("12 posts, and of none is the day known."));
}

TEST(Page, LoadsNothingAndHoldsNoScript) {
    const auto text = page(some());
    EXPECT_THAT(text, HasSubstr(R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">)"));
    for (const auto* never : {"<script", "<img", "<link", "<iframe", "@import", "url(", " src=", " href=", " onload", " style=", "{{", "<base", "<form"}) EXPECT_THAT(text, Not(HasSubstr(never)));
}

TEST(Page, IdsStandOnceInIt) {
    const auto text = page(some());
    for (const auto* id : {"id=\"tdays\"", "id=\"tdaysnarrow\"", "id=\"dvoices\"", "id=\"how\""}) {
        EXPECT_NE(text.find(id), std::string::npos) << id;
        EXPECT_EQ(text.find(id), text.rfind(id)) << id;
    }
}

TEST(Page, WhatStrangersAndOperatorsWroteStaysText) {
    constexpr auto evil = "\"'><script>alert(1)</script></style>";
    auto counts = some();
    counts.cells.push_back({first, survivor, Kind::original, evil, evil, 99});
    const archive::Made made{.day = first, .program = evil, .tags = {{evil, survivor}}, .named = evil,
                             .files = {{.name = "canary", .format = evil, .digest = {}, .posts = 1, .faulty = 0}}};
    const auto text = page(counts, "en", made);
    EXPECT_THAT(text, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("canary")), HasSubstr("&lt;script&gt;")));
    EXPECT_EQ(text.find("</style>\n</head>"), text.find("</style>")) << "the page's own style sheet ends where it should";
}

TEST(Page, NoNumberBelowFiveStandsInIt) {
    auto counts = some();
    counts.cells.push_back({first + 40, survivor, Kind::repeat, "pt", "PT", 2});
    const auto text = page(counts);
    EXPECT_THAT(text, AllOf(HasSubstr("<th scope=\"row\">All others</th><td>5</td>"), HasSubstr("<th scope=\"row\">November 24, 2017</th><td>&lt; 5</td>"), HasSubstr("<td>&lt; 5</td></tr>"), Not(HasSubstr("Swedish")), Not(HasSubstr("Portugal"))));
    EXPECT_THAT(text, HasSubstr("Of these, quotes</th><td>&lt; 5</td>"));
    Counts few;
    few.cells = {{first, survivor, Kind::original, "en", "FR", 3}, {first + 1, survivor, Kind::original, "en", "FR", 4}};
    EXPECT_THAT(names(few), testing::ElementsAre("countries")) << "seven together may be told, three on a day not";
}

TEST(Page, NamesFilesByDigestAndSaysWhichBrokeOff) {
    const archive::Made made{.day = first, .program = "himthough 1", .tags = {},
                             .files = {{.name = "a", .format = "list of ids", .digest = {0xAB}, .posts = 1200, .faulty = 7}, {.name = "b", .format = "", .digest = {}, .posts = 0, .faulty = 0}}};
    EXPECT_THAT(page(some(), "en", made), AllOf(HasSubstr("<td>list of ids</td><td>1,200</td><td>7</td>"), HasSubstr("<code>ab000"), HasSubstr("could not be read to its end")));
}

TEST(Pictures, AreLeftOutWhereThereIsNothingToShow) {
    EXPECT_THAT(names(some()), testing::ElementsAre("days", "voices", "languages", "countries"));
    EXPECT_THAT(names(some(1)), testing::ElementsAre("countries")) << "one day is no line";
    Counts ids;
    for (int day = 0; day < 9; ++day) ids.cells.push_back({first + day, 0, Kind::original, "", "", 10});
    EXPECT_THAT(names(ids), testing::ElementsAre("days"));
    EXPECT_THAT(names({}), testing::IsEmpty());
}

TEST(Periods, AreDaysWeeksOrMonthsAndNoneIsLeftOut) {
    EXPECT_EQ((Span{first, first + 91}.step()), Step::day);
    EXPECT_EQ((Span{first, first + 92}.step()), Step::week);
    EXPECT_EQ((Span{first, first + 2000}.step()), Step::month);
    EXPECT_EQ(start_of(first, Step::week), *Day::parse("2017-10-09")) << "a Sunday is the last day of its week";
    EXPECT_EQ(start_of(first, Step::month), *Day::parse("2017-10-01"));
    Counts counts;
    counts.cells = {{first, 0, Kind::original, "", "", 3}, {first + 900, 0, Kind::original, "", "", 4}};
    for (const auto step : {Step::day, Step::week, Step::month}) {
        const auto found = by_step(counts, *span_of(counts), step, [](const Cell&) { return true; });
        EXPECT_EQ(found.begin()->second, 3U);
        EXPECT_EQ(found.rbegin()->second, 4U);
        EXPECT_EQ(found.size(), step == Step::day ? 901U : step == Step::week ? 130U : 31U);
    }
}

}  // namespace
}  // namespace himthough::report

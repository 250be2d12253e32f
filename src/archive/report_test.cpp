#include "archive/report.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough::archive {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Day first = *Day::parse("2017-10-15");
constexpr Voices survivor = one_voice(Voice::survivor), ally = one_voice(Voice::ally);

Counts some() {
    Counts counts;
    counts.cells = {{std::nullopt, 0, Kind::original, "", "", 2},
                    {first, survivor, Kind::original, "en", "FR", 900},
                    {first, survivor, Kind::repeat, "-x", "", 50},
                    {first + 1, static_cast<Voices>(survivor | ally), Kind::quote, "es", "", 3}};
    counts.posts = 1200;
    counts.again = 12;
    counts.authors = {.count = 700, .error = 0.0081};
    counts.authors_of_voice[0] = {.count = 699, .error = 0.0081};
    counts.authors_of_day = {{first, {.count = 690, .error = 0}}, {first + 1, {.count = 3, .error = 0}}};
    return counts;
}

TEST(Report, TableSaysTotalsAndHowGoodTheyAre) {
    EXPECT_THAT(to_table(some()), AllOf(HasSubstr("955"), HasSubstr("902 originals, 3 quotes, 50 repeats"), HasSubstr("700 ± 1.6 %"), HasSubstr("2017-10-15                     950  authors: 690\n"),
                                        HasSubstr("2017-10-16                       3  authors: under 5\n"), HasSubstr("ally                             3")));
}

TEST(Report, TableNamesNoLanguageWithFewerThanFive) { EXPECT_THAT(to_table(some()), AllOf(Not(HasSubstr("  es ")), HasSubstr("2 more"))); }

TEST(Report, CsvHasALineForEachCell) {
    EXPECT_EQ(to_csv(some()), "day,voices,kind,language,country,uses\r\n,,original,,,2\r\n2017-10-15,survivor,original,en,FR,900\r\n"
                              "2017-10-15,survivor,repeat,'-x,,50\r\n2017-10-16,survivor+ally,quote,es,,3\r\n");
}

TEST(Report, NoCellIsAFormulaOrEndsItsLine) {
    for (const auto* text : {"=1+1", "+1", "-1", "@a", "\tx"}) EXPECT_EQ(csv_cell(text), std::string("'") + text);
    EXPECT_EQ(csv_cell("\r=1"), "\"'\r=1\"");
    EXPECT_EQ(csv_cell("a,\"b\"\n"), "\"a,\"\"b\"\"\n\"");
    EXPECT_EQ(csv_cell("plain"), "plain");
    EXPECT_EQ(csv_cell(""), "");
}

TEST(Report, JsonSaysHowItWasMade) {
    const auto text = to_json(some(), {.day = first + 9, .program = "himthough 1", .tags = {{"metoo", survivor}},
                                       .files = {{.name = "canary", .format = "list of ids", .digest = {0xAB}, .posts = 3, .faulty = 1}}});
    EXPECT_THAT(text, Not(HasSubstr("canary")));
    const auto file = boost::json::parse(text).as_object();
    EXPECT_EQ(file.at("made").at("of").at(0).at("format").as_string(), "list of ids");
    EXPECT_EQ(file.at("made").at("of").at(0).at("xxh128").as_string(), "ab" + std::string(30, '0'));
    EXPECT_EQ(file.at("made").at("day").as_string(), "2017-10-24");
    EXPECT_EQ(file.at("method").at("tags").at("metoo").as_string(), "survivor");
    EXPECT_EQ(file.at("totals").at("uses").to_number<int>(), 955);
    EXPECT_EQ(file.at("totals").at("by_voice").at("ally").to_number<int>(), 3);
    ASSERT_EQ(file.at("days").as_array().size(), 3U);
    EXPECT_EQ(file.at("days").at(1).at("authors").at("count").to_number<int>(), 690);
    EXPECT_TRUE(file.at("days").at(2).at("authors").is_null());
    EXPECT_EQ(file.at("cells").as_array().size(), 4U);
}

}  // namespace
}  // namespace himthough::archive

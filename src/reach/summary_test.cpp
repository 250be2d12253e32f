#include "reach/summary.h"

#include <gtest/gtest.h>

#include "reach/noise.h"
#include "reach/open_data.h"

namespace himthough::reach {
namespace {

const Day first = *Day::parse("2017-10-30");

std::shared_ptr<const Release> day(int after, std::vector<Cell> cells) {
    return std::make_shared<const Release>(Release{.table = Table::a, .period = first + after, .released = first + after + 2, .cells = std::move(cells), .sha256 = "0f"});
}

Summary of(std::int64_t survivors, std::int64_t others) {
    return *summary_of({day(0, {{"survivor", "", survivors}, {"accountable", "", others}})});
}

TEST(Summary, AddsDaysUpAndSaysByHowMuchTheSumMayBeOff) {
    const auto all = summary_of({day(0, {{"survivor", "", 40}, {"kept", "", 9}, {"kept_witnessed", "", 4}}), day(1, {{"survivor", "", -3}, {"kept", "", 2}}), day(2, {})});
    ASSERT_TRUE(all);
    EXPECT_EQ(all->days, 3);
    EXPECT_EQ(all->from, first);
    EXPECT_EQ(all->through, first + 2);
    EXPECT_EQ(all->of("survivor").count, 37);
    EXPECT_EQ(all->of("survivor").error, error_95_of_sum(2, 3));
    EXPECT_EQ(all->of("kept_own_word").count, 7);
    EXPECT_EQ(all->of("kept_own_word").error, error_95_of_sum(2, 6)) << "noise of both";
    EXPECT_EQ(all->of("nothing").count, 0);
    EXPECT_FALSE(summary_of({}));
}

TEST(Summary, OfMonthsHasTheNewestFirst) {
    const auto months = months_of({day(0, {{"survivor", "", 1}}), day(1, {{"survivor", "", 2}}), day(2, {{"survivor", "", 4}}), day(40, {{"survivor", "", 8}})});
    ASSERT_EQ(months.size(), 3u);
    EXPECT_EQ(months[0].from.iso(), "2017-12-09");
    EXPECT_EQ(months[1].of("survivor").count, 4);
    EXPECT_EQ(months[2].of("survivor").count, 3);
    EXPECT_EQ(months[2].days, 2);
}

TEST(Summary, IsNeverShownBelowNought) { EXPECT_EQ((Total{-4, 6}.shown()), 0); }

TEST(Hundred, IsRoundedToAWholeNumber) {
    EXPECT_EQ(for_each_hundred(of(1000, 70), "accountable"), 7);
    EXPECT_EQ(for_each_hundred(of(1000, 66), "accountable"), 7);
    EXPECT_EQ(for_each_hundred(of(1000, 0), "accountable"), 0);
    EXPECT_EQ(for_each_hundred(of(1000, -5), "accountable"), 0);
}

TEST(Hundred, IsNotToldWhileNoiseCouldMakeIt) {
    EXPECT_FALSE(for_each_hundred(of(0, 0), "accountable"));
    EXPECT_FALSE(for_each_hundred(of(-3, 0), "accountable"));
    EXPECT_FALSE(for_each_hundred(of(59, 10), "accountable"));
    EXPECT_TRUE(for_each_hundred(of(60, 30), "accountable")) << "noise is 6 or less";
    EXPECT_FALSE(for_each_hundred(of(60, 5), "accountable")) << "it could be 0 or 10 in 60";
}

TEST(OpenData, IsARowForEachCell) {
    EXPECT_EQ(csv_of(Table::a, {day(0, {{"survivor", "", 40}, {"vowed", "", -2}})}), "day,event,count\r\n2017-10-30,survivor,40\r\n2017-10-30,vowed,-2\r\n");
    const auto week = std::make_shared<const Release>(Release{.table = Table::b, .period = first, .released = first + 9, .cells = {{"survivor", "MX", 90}, {"survivor", "", 400}}, .sha256 = "0f"});
    EXPECT_EQ(csv_of(Table::b, {week}), "week,voice,country,count\r\n2017-10-30,survivor,MX,90\r\n2017-10-30,survivor,,400\r\n");
    EXPECT_EQ(csv_of(Table::c, {}), "week,voice,language,count\r\n");
}

TEST(OpenData, SaysInJsonHowItWasMade) {
    const auto text = json_of("metoo", Table::a, {day(0, {{"survivor", "", 40}})});
    EXPECT_NE(text.find(R"("epsilon":"1/2")"), std::string::npos);
    EXPECT_NE(text.find(R"("error_95":6)"), std::string::npos);
    EXPECT_NE(text.find(R"({"day":"2017-10-30","released":"2017-11-01","sha256":"0f","cells":[{"event":"survivor","count":40}]})"), std::string::npos) << text;
}

TEST(OpenData, NamesItsFilesAndColumns) {
    const auto text = data_package_of("metoo", "https://example.org/metoo");
    for (const auto* part : {R"("profile":"tabular-data-package")", R"("path":"https://example.org/metoo/reach-b.csv")", R"("name":"country","type":"string")"})
        EXPECT_NE(text.find(part), std::string::npos) << part;
}

}  // namespace
}  // namespace himthough::reach

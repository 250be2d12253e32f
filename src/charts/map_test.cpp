#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "charts/pictures.h"

namespace himthough::charts {
namespace {

std::string drawn(std::vector<Country> countries, bool narrow = false) {
    return map_chart({.words = {.title = "Where", .description = "What there is to see", .number = [](double value) { return std::to_string(std::llround(value)); }, .narrow = narrow},
                      .countries = std::move(countries), .not_shown = "not shown <"}).str();
}

TEST(Map, GivesMoreADarkerTone) {
    const auto map = drawn({{"FR", "France", 90}, {"US", "United States", 4100}, {"MX", "Mexico", 350}});
    EXPECT_TRUE(map.contains("class=\"m0 coast\"><title>France: 90</title>"));
    EXPECT_TRUE(map.contains("class=\"m1 coast\"><title>Mexico: 350</title>"));
    EXPECT_TRUE(map.contains("class=\"m4 coast\"><title>United States: 4100</title>")) << "the sixth tone is none";
    EXPECT_FALSE(map.contains("class=\"m5"));
    EXPECT_LT(map.size(), 70'000U);
}

TEST(Map, SaysInItsLegendWhereTonesBegin) {
    const auto map = drawn({{"FR", "France", 90}, {"MX", "Mexico", 150}});
    EXPECT_TRUE(map.contains(">90–99<"));
    EXPECT_TRUE(map.contains(">100–199<"));
    EXPECT_TRUE(map.contains(">not shown &lt;<"));
}

TEST(Map, OfOneCountryOfNoneAndOfUnknownOnesIsAMap) {
    EXPECT_TRUE(drawn({{"FR", "France", 80}}).contains("m0 coast"));
    for (const auto& none : {drawn({}), drawn({{"ZZ", "Nowhere", 100}}), drawn({{"FR", "France", std::numeric_limits<double>::quiet_NaN()}}), drawn({{"FR", "France", -3}})}) {
        EXPECT_TRUE(none.contains("land coast"));
        EXPECT_FALSE(none.contains("coast\"><title>"));
    }
}

TEST(Map, HasADotForWhatIsTooSmallForAnOutline) {
    EXPECT_TRUE(drawn({{"MT", "Malta", 100}}).contains("z\" class=\"m0 coast\"><title>Malta: 100</title>"));
    EXPECT_FALSE(drawn({{"FR", "France", 100}}).contains("Malta"));
}

TEST(Map, OfATelephoneIsSmallerAndLosesNothing) {
    const auto map = drawn({{"FR", "<France & \"all\">", 80}}, true);
    EXPECT_TRUE(map.contains("viewBox=\"0 0 300 "));
    EXPECT_TRUE(map.contains("&lt;France &amp; "));
    EXPECT_FALSE(map.contains("<France"));
}

}  // namespace
}  // namespace himthough::charts

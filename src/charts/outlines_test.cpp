#include "charts/outlines.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace himthough::charts {
namespace {

TEST(Outlines, HoldEachCountryOnceAndOnlyDrawing) {
    const auto all = outlines();
    EXPECT_GT(all.size(), 160u);
    EXPECT_TRUE(std::ranges::is_sorted(all, {}, &Outline::code));
    std::size_t bytes = 0;
    for (const auto& one : all) {
        EXPECT_TRUE(one.code.empty() || one.code.size() == 2) << one.code;
        if (!one.code.empty()) {
            EXPECT_EQ(std::ranges::count(all, one.code, &Outline::code), 1) << one.code;
        }
        EXPECT_EQ(one.path.find_first_not_of("Mlz-. 0123456789"), std::string_view::npos) << one.code;
        bytes += one.path.size();
    }
    EXPECT_LT(bytes, 56'000u) << "a map stays below 60 KB";
    for (const std::string_view code : {"FR", "NO", "XK", "US", "ZA"}) EXPECT_TRUE(std::ranges::count(all, code, &Outline::code) == 1) << code;
    EXPECT_EQ(std::ranges::count(all, std::string_view("AQ"), &Outline::code), 0);
}

TEST(Spots, AreOnTheMapWhereThereIsNoOutline) {
    const auto all = spots();
    EXPECT_GT(all.size(), 50u);
    EXPECT_TRUE(std::ranges::is_sorted(all, {}, &Spot::code));
    for (const auto& one : all) {
        EXPECT_EQ(one.code.size(), 2u);
        EXPECT_EQ(std::ranges::count(outlines(), one.code, &Outline::code), 0) << one.code;
        EXPECT_TRUE(one.x > 0 && one.x < world_width && one.y > 0 && one.y < world_height) << one.code;
    }
    for (const std::string_view code : {"MT", "SG", "BB", "TV"}) EXPECT_EQ(std::ranges::count(all, code, &Spot::code), 1) << code;
}

}  // namespace
}  // namespace himthough::charts

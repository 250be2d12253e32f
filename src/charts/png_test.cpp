#include "charts/png.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "charts/pictures.h"

namespace himthough::charts {
namespace {

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t byte = 0; byte < 4; ++byte) number = number << 8 | static_cast<std::uint8_t>(bytes.at(at + byte));
    return number;
}

TEST(Png, IsOneOfTheWidthThatWasAskedFor) {
    const BarChart chart{.words = {.title = "Made up", .description = "", .number = [](double) { return std::string("1"); }}, .bars = {{"One", 1}, {"Two", 2}}};
    const auto png = png_of(bar_chart(chart).str(), 1360);
    ASSERT_GT(png.size(), 1000U);
    EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1A\n");
    EXPECT_EQ(number_at(png, 16), 1360U);
    EXPECT_EQ(number_at(png, 20), 200U);
    EXPECT_EQ(number_at(png_of(bar_chart(chart).str(), 1'000'000), 16), 2000U);
}

TEST(Png, OfWhatIsNoPictureIsAnError) {
    for (const char* wrong : {"", "no svg", "<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", "<html/>"}) EXPECT_THROW(png_of(wrong, 100), std::runtime_error) << wrong;
}

TEST(Png, LoadsNothing) {
    const auto file = std::filesystem::temp_directory_path() / "himthough-png-test.svg";
    std::ofstream(file) << R"(<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#ff0000"/></svg>)";
    const auto with = [&](const std::string& inside) {
        return png_of("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"8\" height=\"8\">" + inside + "</svg>", 8);
    };
    EXPECT_EQ(with("<image width=\"8\" height=\"8\" xlink:href=\"file://" + file.string() + "\"/>"), with(""));
    EXPECT_NE(with("<rect width=\"8\" height=\"8\" fill=\"#ff0000\"/>"), with("")) << "else the line above shows nothing";
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace himthough::charts

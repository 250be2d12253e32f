#include "reach/released.h"

#include <array>
#include <barrier>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/secret.h"
#include "reach/release_file.h"
#include "store/sql/scratch_test.h"

namespace himthough::reach {
namespace {

using testing::HasSubstr;

const Day sunday = *Day::parse("2017-10-15");

Release some() {
    return {.table = Table::a, .period = sunday, .released = sunday + 2, .cells = {{"survivor", "", 41}, {"vowed", "", -2}}, .sha256 = ""};
}

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

void write(const std::filesystem::path& file, std::string_view text) {
    std::filesystem::remove(file);   // it may be read only
    std::ofstream(file) << text;
}

TEST(ReleaseFile, SaysWhatWasCountedAndHow) {
    auto release = some();
    const auto text = write_release("metoo", release);
    EXPECT_EQ(text, R"({"release":{"movement":"metoo","table":"a","period":"2017-10-15","days":1,"released":"2017-10-17","method":{"version":1,)"
                    R"("noise":"two-sided geometric","epsilon":"1/2","threshold":null},"cells":[["survivor","",41],["vowed","",-2]]},"sha256":")" +
                        release.sha256 + "\"}\n");
    const std::string_view head = R"({"release":)", after = R"(,"sha256":")";
    EXPECT_EQ(release.sha256, sha256(std::string_view(text).substr(head.size(), text.find(after) - head.size())));
    const auto read = read_release("metoo", text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->cells, release.cells);
    EXPECT_EQ(read->period, sunday);
}

TEST(ReleaseFile, IsNothingWhenAByteIsAnother) {
    auto release = some();
    const auto text = write_release("metoo", release);
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto other = text;
        other[at] = other[at] == '1' ? '2' : '1';
        EXPECT_FALSE(read_release("metoo", other)) << at;
    }
    EXPECT_FALSE(read_release("another", text));
    EXPECT_FALSE(read_release("metoo", ""));
    EXPECT_FALSE(read_release("metoo", std::string(text).append(text)));
}

TEST(Released, IsReleasedOnce) {
    const sql::Scratch scratch;
    Released released(scratch / "metoo", "metoo");
    EXPECT_FALSE(released.has(Table::a, sunday));
    EXPECT_TRUE(released.add(some()));
    EXPECT_TRUE(released.has(Table::a, sunday));
    const auto text = text_of(scratch / "metoo" / "a-2017-10-15.json");
    auto another = some();
    another.cells[0].count = 39;
    EXPECT_FALSE(released.add(another));
    EXPECT_EQ(text_of(scratch / "metoo" / "a-2017-10-15.json"), text);
    EXPECT_EQ(released.of(Table::a).at(0)->cells[0].count, 41);
    EXPECT_FALSE(Released(scratch / "metoo", "metoo").add(another)) << "nor by a server that was started anew";
}

TEST(Released, IsReleasedOnceAndWholeWhenTwoRaceForIt) {
    const sql::Scratch scratch;
    constexpr int days = 50;
    std::array<int, 2> made{};
    {
        std::barrier each_day(2);
        const auto adds = [&](std::size_t who) {
            Released released(scratch / "metoo", "metoo");   // as another process would
            for (int day = 0; day < days; ++day) {
                auto release = some();
                release.period = sunday + day;
                release.cells.assign(who == 0 ? 1 : 400, {"survivor", "", static_cast<std::int64_t>(who)});
                each_day.arrive_and_wait();
                made.at(who) += released.add(std::move(release));
            }
        };
        const std::jthread one(adds, 0), other(adds, 1);
    }
    EXPECT_EQ(made[0] + made[1], days);
    const Released released(scratch / "metoo", "metoo");
    EXPECT_THAT(released.broken(), testing::IsEmpty());
    int of_the_other = 0;
    for (const auto& release : released.of(Table::a)) of_the_other += release->cells.at(0).count == 1;
    EXPECT_EQ(of_the_other, made[1]) << "each file is of whoever was told that it was made";
}

TEST(Released, IsReadAgainInTheOrderOfItsPeriods) {
    const sql::Scratch scratch;
    {
        Released released(scratch / "metoo", "metoo");
        for (const int day : {9, 2, 30}) {
            auto release = some();
            release.period = sunday + day;
            EXPECT_TRUE(released.add(release));
        }
    }
    const auto series = Released(scratch / "metoo", "metoo").of(Table::a);
    ASSERT_EQ(series.size(), 3u);
    EXPECT_EQ(series[0]->period, sunday + 2);
    EXPECT_EQ(series[2]->period, sunday + 30);
    EXPECT_EQ(series[0]->sha256.size(), 64u);
}

TEST(Released, IsNeitherShownNorReleasedAgainWhenItsFileWasChanged) {
    const sql::Scratch scratch;
    Released(scratch / "metoo", "metoo").add(some());
    const auto file = scratch / "metoo" / "a-2017-10-15.json";
    auto text = text_of(file);
    text.at(text.find(",41]") + 2) = '2';
    write(file, text);
    Released released(scratch / "metoo", "metoo");
    EXPECT_THAT(released.broken(), testing::ElementsAre("a-2017-10-15.json"));
    EXPECT_TRUE(released.of(Table::a).empty());
    EXPECT_TRUE(released.has(Table::a, sunday));
    EXPECT_FALSE(released.add(some()));
}

TEST(Released, TakesNoOtherFileForARelease) {
    const sql::Scratch scratch;
    std::filesystem::create_directory(scratch / "metoo");
    for (const auto* name : {"a-2017-10-15.json.part", "a-2017-13-40.json", "d-2017-10-15.json", "notes.txt"}) write(scratch / "metoo" / name, "x");
    Released released(scratch / "metoo", "metoo");
    EXPECT_TRUE(released.broken().empty());
    EXPECT_TRUE(released.add(some())) << "a file that was left half written is in nobody's way";
}

}  // namespace
}  // namespace himthough::reach

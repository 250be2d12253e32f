// Reads a list and counts it; what `sort` and `uniq` say of the same list must be the same.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/tally.h"

namespace himthough::archive {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A folder of one test; gone after it.
struct Folder {
    std::filesystem::path path;
    Folder() {
        std::string name = std::filesystem::temp_directory_path() / "himthough-ids-XXXXXX";
        if (!::mkdtemp(name.data())) throw std::runtime_error("no folder");
        path = name;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string put(const std::string& name, std::string_view text) const {
        std::ofstream(path / name, std::ios::binary) << text;
        return path / name;
    }
};

std::string output_of(const std::string& command) {
    std::string out;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    for (char part[256]; std::fgets(part, sizeof part, pipe.get());) out += part;
    return out;
}

struct Counted {
    Read read;
    Counts counts;
};
Counted count(const std::vector<std::string>& files, const ReadSettings& settings = {}) {
    SeenIds seen(std::filesystem::temp_directory_path());
    Tally tally({.tags = {}, .bare = 0, .author_key = {}, .threads = 2}, seen);
    Counted counted;
    for (const auto& file : files) counted.read = read_file(file, settings, [&](unsigned thread) -> Sink& { return tally.sink(thread); });
    counted.counts = tally.finish();
    return counted;
}

std::uint64_t id_of(Day day, std::uint64_t more) { return (static_cast<std::uint64_t>(day.number()) * 86'400'000 - 1'288'834'974'657) << 22 | more; }

TEST(IdLists, CountAsManyAsSortAndUniqDo) {
    const Folder folder;
    const Day first = *Day::parse("2017-10-15");
    std::mt19937_64 random(17);
    std::string text;
    for (int line = 0; line < 60'000; ++line) text += fmt::format("{}\n", id_of(first + static_cast<int>(random() % 40), random() % 700));
    const auto file = folder.put("ids.txt", text);
    const auto [read, counts] = count({file});
    // The day of an id, by a tool that shares nothing with us.
    const auto independent = output_of("sort -u " + file + " | awk '{ print int((int($1 / 4194304) + 1288834974657) / 86400000) }' | sort -n | uniq -c | awk '{ print $2, $1 }'");
    std::string ours;
    for (const Cell& cell : counts.cells) ours += fmt::format("{} {}\n", cell.day->number(), cell.count);
    EXPECT_EQ(ours, independent);
    EXPECT_EQ(counts.cells.size(), 40U);
    EXPECT_EQ(counts.uses() + counts.again, 60'000U);
    EXPECT_THAT(read.faults, IsEmpty());
}

TEST(IdLists, TheSameBytesHaveTheSameDigestAndItIsXxh128) {
    const Folder folder;
    const auto file = folder.put("ids.txt", "1\n");
    const auto counted = count({file});
    std::string hex;
    for (const auto byte : counted.read.files.front().digest) hex += fmt::format("{:02x}", byte);
    EXPECT_EQ(hex, "be573118fb47cf582ef3a1a12238c2e5") << "as xxhsum -H2 has it";
}

TEST(IdLists, WhatIsNoIdIsAFaultWithItsLine) {
    const Folder folder;
    const auto file = folder.put("ids.txt", std::string("\xEF\xBB\xBF") + "tweet_id\r\n919999999999999999\r\n\r\nno id\n12\n-3\n99999999999999999999999\n" + std::string("4\0" "5\n", 4) + std::string(3 << 20, '7') + "\n920000000000000000");
    const auto [read, counts] = count({file});
    ASSERT_EQ(read.faults.size(), 5U);
    EXPECT_EQ(read.faults.front().line, 4U);
    EXPECT_EQ(read.files.front().posts, 3U);
    EXPECT_EQ(read.files.front().faulty, 5U);
    EXPECT_EQ(counts.cells.size(), 2U) << "12 is from before ids had a time in them";
    EXPECT_FALSE(counts.cells.front().day);
    EXPECT_FALSE(read.stopped);
    ReadSettings strict;
    strict.strict = true;
    EXPECT_TRUE(count({file}, strict).read.stopped);
}

TEST(IdLists, DirectoriesAreTheirFilesInOrder) {
    const Folder folder;
    std::filesystem::create_directories(folder.path / "deep" / ".git");
    const auto b = folder.put("b.txt", "1\n"), deep = folder.put("deep/a.txt", "2\n");
    folder.put(".hidden", "3\n");
    folder.put("deep/.git/x", "4\n");
    std::filesystem::create_symlink(b, folder.path / "link");
    EXPECT_THAT(files_of({"-", folder.path.string(), b}), ElementsAre("-", b, deep, b));
    EXPECT_THROW(count({(folder.path / "nowhere").string()}), std::runtime_error);
    EXPECT_THROW(count({folder.path.string()}), std::runtime_error);
}

}  // namespace
}  // namespace himthough::archive

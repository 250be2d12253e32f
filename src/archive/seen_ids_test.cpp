#include "archive/seen_ids.h"

#include <csignal>
#include <filesystem>
#include <random>
#include <set>

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace himthough::archive {
namespace {

const std::filesystem::path folder = std::filesystem::temp_directory_path();
const std::vector<std::vector<std::uint32_t>> same_names = {{0, 1, 2}, {0, 1, 2}};

TEST(SeenIds, CountsEachIdOnceWhateverTheThreadAndTheOrder) {
    SeenIds seen(folder);
    SeenIds::Lane one(seen, 0), other(seen, 1);
    std::mt19937_64 random(5);
    std::set<std::uint64_t> ids;
    constexpr int posts = 200'000;
    for (int post = 0; post < posts; ++post) {
        const std::uint64_t id = 1 + random() % 90'000;
        ids.insert(id);
        (random() % 2 ? one : other).add(id % 7, id, 1);
    }
    one.flush();
    other.flush();
    const auto counted = seen.count_first(same_names, 3, 2);
    EXPECT_EQ(counted.of_rank, (std::vector<std::uint64_t>{0, ids.size(), 0}));
    EXPECT_EQ(counted.again, posts - ids.size());
}

TEST(SeenIds, CountsAnIdForTheSmallestOfItsRanks) {
    SeenIds seen(folder);
    SeenIds::Lane one(seen, 0), other(seen, 1);
    one.add(3, 77, 2);
    other.add(3, 77, 0);
    one.add(3, 78, 2);
    one.flush();
    other.flush();
    const std::vector<std::vector<std::uint32_t>> ranks = {{0, 0, 2}, {1}};
    EXPECT_EQ(seen.count_first(ranks, 3, 2).of_rank, (std::vector<std::uint64_t>{0, 1, 1}));
}

TEST(SeenIds, RemembersWhatWasKeptAndNotWhatWasDropped) {
    SeenIds seen(folder);
    const auto read_again = [&](std::uint64_t from, std::uint64_t to) {
        SeenIds::Lane lane(seen, 0);
        for (auto id = from; id < to; ++id) lane.add(id % 5, id, 0);
        lane.flush();
        return seen.count_first(same_names, 3, 2).of_rank[0];
    };
    EXPECT_EQ(read_again(1, 5001), 5000U);
    seen.drop();
    EXPECT_EQ(read_again(1, 3001), 3000U);
    seen.keep();
    EXPECT_EQ(read_again(2001, 6001), 3000U);
    seen.keep();
    EXPECT_EQ(read_again(1, 6001), 0U);
}

TEST(SeenIds, LeavesNoFileBehind) {
    const auto place = folder / "himthough-seen-ids-test";
    std::filesystem::create_directory(place);
    {
        SeenIds seen(place);
        SeenIds::Lane lane(seen, 0);
        for (std::uint64_t id = 1; id < 3000; ++id) lane.add(0, id, 0);
        EXPECT_TRUE(std::filesystem::is_empty(place)) << "not even while it counts";
    }
    std::filesystem::remove(place);
    EXPECT_THROW(SeenIds{place}, std::runtime_error);
}

TEST(SeenIds, SaysThatTheDiskIsFullAndCountsNothing) {
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    SeenIds seen(folder);
    SeenIds::Lane lane(seen, 0);
    const rlimit small{64 * 1024, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    for (std::uint64_t id = 1; id < 20'000; ++id) lane.add(0, id, 0);
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    EXPECT_TRUE(seen.failed());
    EXPECT_THROW(seen.count_first(same_names, 3, 2), std::runtime_error);
}

}  // namespace
}  // namespace himthough::archive

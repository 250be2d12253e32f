#include "archive/kept_ids.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/tally.h"

namespace himthough::archive {
namespace {

namespace fs = std::filesystem;

struct Scene {
    fs::path folder;
    const Key key = random_key();
    Scene() {
        std::string name = fs::temp_directory_path() / "himthough-kept-XXXXXX";
        if (!::mkdtemp(name.data())) throw std::runtime_error("no folder");
        folder = name;
    }
    ~Scene() { fs::remove_all(folder); }
    /// A run of its own, which knows what earlier ones kept and keeps its ids under its name; how many were new to it.
    std::uint64_t run(const std::string& name, std::uint64_t from, std::uint64_t to, const std::vector<std::string>& earlier = {}) const {
        SeenIds seen(fs::temp_directory_path());
        KeptIds kept(folder);
        for (const auto& one : earlier) kept.remember(one, seen);
        seen.tell_first([&](std::size_t bucket, std::span<const std::uint64_t> hashes) { kept.add(bucket, hashes); });
        Tally tally({.tags = {}, .bare = 1, .author_key = key, .threads = 2, .id_key = key}, seen);
        for (auto id = from; id < to; ++id) {
            Post post;
            post.id = id;
            post.day = Day::from_number(17454 + static_cast<int>(id % 300));
            post.bare = true;
            tally.sink(id % 2).add(post);
        }
        const auto uses = tally.finish().uses();
        kept.keep(name);
        return uses;
    }
};

TEST(KeptIds, AreKnownInTheNextRunAndEachIsKeptOnce) {
    const Scene scene;
    EXPECT_EQ(scene.run("one", 1, 20'001), 20'000U);
    EXPECT_EQ(scene.run("other", 15'001, 25'001, {"one"}), 5'000U);
    EXPECT_EQ(scene.run("third", 1, 25'001, {"one", "other"}), 0U);
    EXPECT_EQ(scene.run("stranger", 1, 101), 100U) << "what nobody told it of it does not know";
    EXPECT_LT(fs::file_size(scene.folder / "one"), 20'000 * 8 + 300 * 8 + 1);
    EXPECT_EQ(fs::file_size(scene.folder / "third"), 0U);
}

TEST(KeptIds, OfAnIdOnlyAHashIsKeptThatNeedsTheKey) {
    const Scene scene;
    constexpr std::uint64_t id = 919535116288000001;
    scene.run("one", id, id + 1);
    std::stringstream bytes;
    bytes << std::ifstream(scene.folder / "one", std::ios::binary).rdbuf();
    const auto holds = [&](std::uint64_t number) { return bytes.str().find(std::string(reinterpret_cast<const char*>(&number), sizeof number)) != std::string::npos; };
    EXPECT_FALSE(holds(id));
    EXPECT_TRUE(holds(hash_of_id(scene.key, id)));
    EXPECT_FALSE(holds(hash_of_id(random_key(), id)));
}

TEST(KeptIds, WhatWasDroppedIsNotKeptAndNothingElseLiesThere) {
    const Scene scene;
    SeenIds seen(fs::temp_directory_path());
    KeptIds kept(scene.folder);
    const std::uint64_t hashes[] = {1, 2, 3};
    kept.add(7, hashes);
    EXPECT_TRUE(fs::is_empty(scene.folder)) << "they wait without a name";
    kept.drop();
    kept.keep("one");
    EXPECT_TRUE(kept.holds("one"));
    EXPECT_EQ(fs::file_size(scene.folder / "one"), 0U);
    EXPECT_EQ(std::distance(fs::directory_iterator(scene.folder), fs::directory_iterator()), 1);
}

TEST(KeptIds, DamagedOnesAreSaid) {
    const Scene scene;
    scene.run("one", 1, 1000);
    SeenIds seen(fs::temp_directory_path());
    const KeptIds kept(scene.folder);
    fs::resize_file(scene.folder / "one", fs::file_size(scene.folder / "one") - 3);
    EXPECT_THROW(kept.remember("one", seen), std::runtime_error);
    std::ofstream(scene.folder / "one", std::ios::binary) << std::string(64, '\xFF');
    EXPECT_THROW(kept.remember("one", seen), std::runtime_error);
    EXPECT_THROW(kept.remember("nowhere", seen), std::runtime_error);
}

}  // namespace
}  // namespace himthough::archive

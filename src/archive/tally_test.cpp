#include "archive/tally.h"

#include <filesystem>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough::archive {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Day first = *Day::parse("2017-10-15");
constexpr Voices survivor = one_voice(Voice::survivor), accountable = one_voice(Voice::accountable);

struct Scene {
    SeenIds seen{std::filesystem::temp_directory_path()};
    TallySettings settings{.tags = {{"metoo", survivor}, {"yotambi\u00E9n", survivor}, {"ididthat", accountable}}, .bare = 0, .author_key = {}, .threads = 2};
};

/// What a post says of itself, and its tags. Good for one statement.
struct Says {
    Network network = Network::twitter;
    Kind kind = Kind::original;
    std::uint64_t id = 0;
    std::optional<Day> day = {};
    std::string_view language = "", country = "", author = "";
    bool bare = false;
    std::uint64_t times = 1;
};
struct Tagged {
    Says says;
    std::vector<std::string_view> tags = {};
    operator Post() const {
        Post post;
        post.network = says.network;
        post.kind = says.kind;
        post.id = says.id;
        post.day = says.day;
        post.language = says.language;
        post.country = says.country;
        post.author = says.author;
        post.tags = tags;
        post.bare = says.bare;
        post.times = says.times;
        return post;
    }
};

TEST(Tally, CountsByDayVoiceKindLanguageAndCountry) {
    Scene scene;
    Tally tally(scene.settings, scene.seen);
    auto& sink = tally.sink(0);
    sink.add(Tagged{{.id = 1, .day = first, .language = "en", .country = "FR"}, {"metoo"}});
    sink.add(Tagged{{.id = 2, .day = first, .language = "en", .country = "FR"}, {"yotambi\u00E9n", "metoo"}});
    sink.add(Tagged{{.kind = Kind::repeat, .id = 3, .day = first, .language = "en"}, {"metoo"}});
    tally.sink(1).add(Tagged{{.id = 4, .day = first + 1, .language = "es"}, {"ididthat", "other", "metoo"}});
    tally.sink(1).add(Tagged{{.id = 5, .day = first, .language = "en"}, {"weather"}});
    const auto counts = tally.finish();
    EXPECT_EQ(counts.posts, 5U);
    EXPECT_EQ(counts.uses(), 4U);
    EXPECT_THAT(counts.cells, ElementsAre(Cell{first, survivor, Kind::original, "en", "FR", 2}, Cell{first, survivor, Kind::repeat, "en", "", 1},
                                          Cell{first + 1, static_cast<Voices>(survivor | accountable), Kind::original, "es", "", 1}));
    EXPECT_EQ(words_of(counts.cells.back().voices), "survivor+accountable");
}

TEST(Tally, AnIdCountsOnceAndAsWhatMostIsKnownOf) {
    Scene scene;
    Tally tally(scene.settings, scene.seen);
    for (unsigned thread : {0U, 1U, 0U}) {
        tally.sink(thread).add(Tagged{{.id = 7, .day = first, .bare = true}});
        tally.sink(thread).add(Tagged{{.id = 7, .day = first, .language = "en"}, {"metoo"}});
    }
    const auto counts = tally.finish();
    EXPECT_EQ(counts.again, 5U);
    EXPECT_THAT(counts.cells, ElementsAre(Cell{first, survivor, Kind::original, "en", "", 1}));
}

TEST(Tally, WhatHasNoIdAndWhatIsGivenAsANumberCountAsTheyAre) {
    Scene scene;
    Tally tally(scene.settings, scene.seen);
    for (int row = 0; row < 3; ++row) tally.sink(0).add(Tagged{{.day = first, .times = 40}, {"metoo"}});
    tally.sink(0).add(Tagged{{.day = first}, {"metoo"}});
    EXPECT_EQ(tally.finish().uses(), 121U);
}

TEST(Tally, AListOfIdsIsOfTheVoiceThatIsSaidAndOldIdsHaveNoDay) {
    Scene scene;
    scene.settings.bare = survivor;
    Tally tally(scene.settings, scene.seen);
    tally.sink(0).add(Tagged{{.id = 7, .day = first, .bare = true}});
    tally.sink(0).add(Tagged{{.id = 20, .bare = true}});
    tally.sink(1).add(Tagged{{.id = 20, .bare = true}});
    EXPECT_THAT(tally.finish().cells, ElementsAre(Cell{std::nullopt, survivor, Kind::original, "", "", 1}, Cell{first, survivor, Kind::original, "", "", 1}));
}

TEST(Tally, WithoutTagsEveryPostIsAUse) {
    Scene scene;
    scene.settings.tags.clear();
    Tally tally(scene.settings, scene.seen);
    tally.sink(0).add(Tagged{{.id = 1, .day = first, .language = "en"}, {"weather"}});
    EXPECT_THAT(tally.finish().cells, ElementsAre(Cell{first, 0, Kind::original, "en", "", 1}));
}

TEST(Tally, WhatIsNoLanguageOrCountryIsNone) {
    Scene scene;
    Tally tally(scene.settings, scene.seen);
    tally.sink(0).add(Tagged{{.id = 1, .day = first, .language = "=cmd()", .country = "F\""}, {"metoo"}});
    tally.sink(0).add(Tagged{{.id = 2, .day = first, .language = "a language of many letters", .country = "FRA"}, {"metoo"}});
    EXPECT_THAT(tally.finish().cells, ElementsAre(Cell{first, survivor, Kind::original, "", "", 2}));
}

TEST(Tally, CountsAuthorsOnceOverThreadsDaysAndVoices) {
    Scene scene;
    Tally tally(scene.settings, scene.seen);
    std::uint64_t id = 0;
    for (int author = 0; author < 100; ++author) {
        const auto name = fmt::format("writer {}", author);
        for (unsigned post = 0; post < 3; ++post)
            tally.sink(post % 2).add(Tagged{{.id = ++id, .day = first + (author < 20 ? static_cast<int>(post) : 0), .author = name}, {author < 10 ? "ididthat" : "metoo"}});
    }
    tally.sink(0).add(Tagged{{.network = Network::mastodon, .id = ++id, .day = first, .author = "writer 1"}, {"metoo"}});
    tally.sink(0).add(Tagged{{.id = ++id, .day = first, .author = "somebody else"}, {"weather"}});
    const auto counts = tally.finish();
    EXPECT_EQ(counts.authors.count, 101U) << "a name means somebody else on another network";
    EXPECT_EQ(counts.authors.error, 0);
    EXPECT_EQ(counts.authors_of_day.at(first).count, 101U);
    EXPECT_EQ(counts.authors_of_day.at(first + 2).count, 20U);
    EXPECT_EQ(counts.authors_of_voice[0].count, 91U);
    EXPECT_EQ(counts.authors_of_voice[1].count, 10U);
}

TEST(Tally, SaysTheSameWhateverTheThreads) {
    std::vector<std::vector<Cell>> all;
    for (const unsigned threads : {1U, 4U}) {
        Scene scene;
        scene.settings.threads = threads;
        Tally tally(scene.settings, scene.seen);
        std::vector<std::jthread> running;
        for (unsigned thread = 0; thread < threads; ++thread) {
            running.emplace_back([&, thread] {
                for (std::uint64_t post = thread; post < 40'000; post += threads) {
                    const auto language = post % 3 ? "en" : post % 5 ? "fr" : "";
                    tally.sink(thread).add(Tagged{{.id = 1 + post / 2, .day = first + static_cast<int>(post / 2 % 9), .language = language}, {"metoo"}});
                }
            });
        }
        running.clear();
        all.push_back(tally.finish().cells);
    }
    EXPECT_EQ(all[0], all[1]);
}

TEST(Tally, RefusesWhatHasNoEnd) {
    Scene scene;
    Tally tally(scene.settings, scene.seen);
    for (int one = 0; one < 2000; ++one) {
        const auto language = fmt::format("l{}", one);
        tally.sink(0).add(Tagged{{.id = 1, .day = first, .language = language}, {"metoo"}});
    }
    EXPECT_TRUE(tally.failed());
    try {
        tally.finish();
        FAIL();
    } catch (const std::runtime_error& why) {
        EXPECT_THAT(why.what(), HasSubstr("nothing of this file was counted"));
    }
}

}  // namespace
}  // namespace himthough::archive

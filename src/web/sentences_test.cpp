#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "movement/decision.h"
#include "movement/item.h"
#include "movement/voice.h"
#include "movement/vow.h"
#include "reach/table.h"
#include "web/catalog.h"

namespace himthough::web {
namespace {

using ::testing::IsEmpty;

const std::filesystem::path project = PROJECT_DIR;

Catalog english() {
    std::vector<std::string> faults;
    return read_catalog(project / "locales/en.po", faults);
}

/// What stands between `before` and `after` in the files of the project's own folders.
std::set<std::string> found_in(const std::filesystem::path& folder, std::string_view before, char after) {
    std::set<std::string> found;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (!file.is_regular_file() || file.path().string().ends_with("_test.cpp")) continue;
        std::ifstream in(file.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
            const auto begin = at + before.size();
            found.insert(text.substr(begin, text.find(after, begin) - begin));
        }
    }
    return found;
}

TEST(Sentences, EveryFaultThatCodeTellsHasOne) {
    const auto catalog = english();
    std::vector<std::string> missing;
    for (const auto& name : found_in(project / "src", "\"fault.", '"')) {
        if (!catalog.contains("fault." + name)) missing.push_back(name);
    }
    EXPECT_THAT(missing, IsEmpty());
}

template <class Enum>
void expect_sentences(const Catalog& catalog, const std::string& prefix, int last) {
    for (int number = 1; number <= last; ++number) {
        const auto key = prefix + std::string(word_of(static_cast<Enum>(number)));
        EXPECT_TRUE(catalog.contains(key)) << key;
    }
}

TEST(Sentences, EveryWordOfAListHasOne) {
    const auto catalog = english();
    expect_sentences<Deed>(catalog, "deed.", 10);
    expect_sentences<Reason>(catalog, "reason.", 8);
    expect_sentences<Reason>(catalog, "desk_reason.", 8);
    expect_sentences<State>(catalog, "state.", 7);
    expect_sentences<Audience>(catalog, "audience.", 3);
    expect_sentences<Answers>(catalog, "answers.", 3);
    expect_sentences<VowKind>(catalog, "vow_kind.", 6);
    expect_sentences<Repeats>(catalog, "vow_repeats.", 3);
    expect_sentences<Report>(catalog, "report.", 5);
    expect_sentences<ItemKind>(catalog, "desk_kind.", 8);
    expect_sentences<Decision>(catalog, "desk_undo.", 5);
    expect_sentences<Voice>(catalog, "desk_setup.voice_", 4);
    expect_sentences<Voice>(catalog, "archive_voice.", 4);
    for (const char* stands : {"promised", "under_way", "kept_witnessed", "kept_own_word", "not_kept", "withdrawn"})
        EXPECT_TRUE(catalog.contains(std::string("became.") + stands)) << stands;
}

TEST(Sentences, EveryReleasedEventHasOne) {
    const auto catalog = english();
    for (const auto& [word, event] : reach::day_events()) EXPECT_TRUE(catalog.contains(std::string("reach_event.").append(word))) << word;
    EXPECT_TRUE(catalog.contains("reach_event.kept_own_word"));
}

TEST(Sentences, EveryStatusThatIsAPageHasATitleAndAText) {
    const auto catalog = english();
    for (const char* status : {"400", "403", "404", "405", "408", "413", "415", "429", "431", "500", "503"}) {
        EXPECT_TRUE(catalog.contains(std::string("error.") + status + ".title")) << status;
        EXPECT_TRUE(catalog.contains(std::string("error.") + status + ".text")) << status;
    }
}

TEST(Sentences, NoneIsThereForNothing) {
    std::set<std::string> used = found_in(project / "src/web/templates", "{{t:", '}');
    used.merge(found_in(project / "src/report/templates", "{{t:", '}'));
    for (const auto& literal : found_in(project / "src", "\"", '"')) used.insert(literal);
    // Keys that are put together from a prefix and a word of a list.
    const std::vector<std::string> prefixes = {"deed.", "reason.", "state.", "error.", "became.", "desk_kind.", "desk_undo.", "reported.", "desk_setup.kind_", "desk_setup.field_", "desk_setup.voice_", "reach_event.", "reach_picture.", "archive_voice.", "archive_picture."};
    std::vector<std::string> idle;
    for (const auto& [key, sentence] : english()) {
        const bool listed = std::ranges::any_of(prefixes, [&](const auto& prefix) { return key.starts_with(prefix); });
        if (!listed && !used.contains(key)) idle.push_back(key);
    }
    EXPECT_THAT(idle, IsEmpty());
}

TEST(Sentences, SayNothingThatWeDoNotSay) {
    const std::vector<std::string> banned = {"violation", "alleged", "sex scandal", "had sex with", "victim", "perpetrator", "monster",
                                             "congratulations", "well done", "brave of you", "proud of you", "prove it"};
    std::vector<std::string> bad;
    for (const auto& [key, sentence] : english()) {
        for (const auto& phrase : banned) {
            if (sentence.find(phrase) != std::string::npos) bad.push_back(key + ": " + phrase);
        }
    }
    EXPECT_THAT(bad, IsEmpty());
}

TEST(Sentences, AreShort) {
    std::vector<std::string> long_ones;
    for (const auto& [key, text] : english()) {
        std::size_t words = 1;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const bool ends = text[at] == '.' || text[at] == '?' || text[at] == ':' || text[at] == '!';
            if (ends) words = 0;
            if (text[at] == ' ') ++words;
            if (words > 32) {
                long_ones.push_back(key);
                break;
            }
        }
    }
    EXPECT_THAT(long_ones, IsEmpty());
}

}  // namespace
}  // namespace himthough::web

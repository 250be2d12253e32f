#include <gtest/gtest.h>

#include "tests/story.h"

namespace himthough {
namespace {

class Story : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Story, IsTrue) { ASSERT_NO_THROW(run_story(GetParam())); }

std::vector<std::filesystem::path> all_stories() {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(PROJECT_DIR) / "tests/stories"))
        if (entry.path().extension() == ".story") found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

INSTANTIATE_TEST_SUITE_P(All, Story, testing::ValuesIn(all_stories()),
                         [](const auto& story) { return story.param.stem().string(); });

}  // namespace
}  // namespace himthough

// "Him, though?": guides, the link that asks for ten minutes, who came by it, and public calls.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(Guides, AnswerInEveryLanguageAndUnknownOnesAreNotThere) {
    for (auto& world : every_database()) {
        const auto list = world->get("/himthough/guides");
        EXPECT_EQ(list.status, 200);
        for (const auto& [name, languages] : world->site().guides) {
            EXPECT_THAT(list.body, HasSubstr("href=\"/himthough/guides/" + name + "\""));
            for (const auto& language : world->movement().languages) {
                const auto page = world->get("/himthough/guides/" + name, {{"accept-language", language}});
                EXPECT_EQ(page.status, 200) << name << " " << language;
                EXPECT_THAT(page.body, HasSubstr("<article class=\"guide\" lang=\"" + language + "\">")) << name;
                EXPECT_THAT(page.body, Not(HasSubstr("<title>" + languages.at(language).title))) << "a history does not list which";
            }
        }
        EXPECT_THAT(world->get("/himthough/guides/asking-a-friend").body, AllOf(HasSubstr("<h1>Him, though? You, though?</h1>"), HasSubstr("<h2>When not to ask</h2>")));
        for (const auto path : {"/himthough/guides/", "/himthough/guides/asking", "/himthough/guides/asking-a-friend.en", "/himthough/guides/asking-a-friend/x"})
            EXPECT_EQ(world->get(path).status, 404) << path;
    }
}

}  // namespace
}  // namespace himthough

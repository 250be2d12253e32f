// Looking back: what the server gives out for it. What a browser does with it stands in tests/browser/scenes/reflect.js.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "tests/world.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> pages = {"/himthough/reflect", "/himthough/reflect/serious", "/himthough/ask/reflect"};

TEST(LookingBack, HasNothingThatCouldSendWhatIsTickedOrWritten) {
    const RE2 can_send(R"re(<form|\sname="[^"]*"[^>]*>|\s(form|formaction|action|method)=)re");
    for (auto& world : every_database())
        for (const auto& path : pages) {
            auto body = world->get(path).body;
            for (const auto known : {"<meta name=\"viewport\"", "<meta name=\"color-scheme\"", "<meta name=\"robots\""}) body.replace(body.find(known), std::string_view(known).size(), "<meta");
            std::string found;
            EXPECT_FALSE(RE2::PartialMatch(body, can_send, &found)) << path << " " << found;
        }
}

TEST(LookingBack, IsTheSameForEverybodyAndItsTitleTellsNothing) {
    for (auto& world : every_database())
        for (const auto& path : pages) {
            const auto answer = world->get(path), again = world->get(path, {{"cookie", "a=b"}, {"user-agent", "another"}});
            EXPECT_EQ(answer.body, again.body);
            EXPECT_THAT(answer.body, HasSubstr("<title>Notes</title>"));
            EXPECT_EQ(answer.header("Cache-Control"), "no-store");
            EXPECT_EQ(answer.header("Referrer-Policy"), "same-origin");
            EXPECT_THAT(answer.body, Not(HasSubstr(world->movement().text("en").name))) << "a printed page does not tell where it comes from";
        }
}

TEST(LookingBack, AsksInTheReadersLanguage) {
    for (auto& world : every_database()) {
        EXPECT_THAT(world->get(pages[0]).body, HasSubstr("Could they say no?"));
        EXPECT_THAT(world->get(pages[0], {{"accept-language", "es"}}).body, HasSubstr("¿Podía decir que no?"));
        EXPECT_THAT(world->get(pages[1], {{"accept-language", "fr"}}).body, HasSubstr("Quand c’était grave"));
    }
}

TEST(LookingBack, OnSeriousHarmListsLinesForThoseWhoWorryAboutThemselves) {
    for (auto& world : every_database()) {
        const auto body = world->get(pages[1]).body;
        EXPECT_THAT(body, HasSubstr("Do not contact them unless they ask you to."));
        EXPECT_THAT(body, HasSubstr("For people who worry about what they do or did"));
        EXPECT_THAT(body, Not(HasSubstr("For people who were harmed")));
    }
}

TEST(LookingBack, IsOfferedBeforeTheFirstFieldOfAnAcknowledgementBesideWhatItMayMean) {
    for (auto& world : every_database()) {
        const auto body = world->get("/himthough/did-that").body;
        const auto first_field = body.find("<form");
        for (const auto text : {"may be used as evidence", "not secret before a court", "absolves nobody", "equal choice",
                                "Do not contact the person you harmed unless they ask.", "href=\"/himthough/reflect\""})
            EXPECT_LT(body.find(text), first_field) << text;
        EXPECT_THAT(world->get("/himthough").body, HasSubstr("href=\"/himthough/reflect\""));
        EXPECT_THAT(world->get("/himthough/him-though").body, HasSubstr("href=\"/himthough/reflect\""));
    }
}

TEST(LookingBack, FilesOfItsOwnAreLoadedOnItsPagesOnly) {
    for (auto& world : every_database()) {
        EXPECT_THAT(world->get(pages[0]).body, HasSubstr("/reflect.js"));
        for (const auto path : {"/himthough", "/himthough/did-that", "/himthough/me-too", "/himthough/help"}) {
            EXPECT_THAT(world->get(path).body, Not(HasSubstr("/reflect.js"))) << path;
            EXPECT_THAT(world->get(path).body, Not(HasSubstr("/reflect.css"))) << path;
        }
    }
}

}  // namespace
}  // namespace himthough

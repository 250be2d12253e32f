// What must hold, whoever tries what: each test says one sentence of it. What needs sockets, kills or a full disk stands in
// tests/server, what needs a browser in tests/browser.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <boost/json.hpp>

#include <algorithm>
#include <set>

#include "store/contributions.h"
#include "store/wall.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> public_pages = {
    "/", "/himthough", "/himthough/wall", "/himthough/accountable", "/himthough/both", "/himthough/me-too", "/himthough/did-that", "/himthough/pledge",
    "/himthough/him-though", "/himthough/reflect", "/himthough/reflect/serious", "/himthough/help", "/himthough/rules", "/himthough/keeps", "/help", "/leave/about", "/nothing/here"};
const std::vector<std::string> private_pages = {"/p", "/desk/sign-in"};

/// A world in which one of each was said, accepted and released.
struct Released {
    World& world;
    Said survivor = world.says_me_too("It was years ago."), owned = world.acknowledges("I laughed along.");
    explicit Released(World& one) : world(one) {
        world.reviewer_accepts(survivor);
        world.reviewer_accepts(owned);
        world.cuts_edition();
    }
};

TEST(Safety, NothingWithWordsIsPublicBeforeAReviewerAcceptedIt) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("Nobody has read this yet.");
        const auto owned = world->acknowledges("Nor has anybody read this.");
        world->cuts_edition();
        for (const auto& path : public_pages) {
            EXPECT_THAT(world->get(path).body, Not(HasSubstr("has read this yet"))) << path;
            EXPECT_THAT(world->get(path).body, Not(HasSubstr("has anybody read"))) << path;
        }
        for (const auto feed : {"/himthough/wall.atom", "/himthough/accountable.atom"}) EXPECT_THAT(world->get(feed).body, Not(HasSubstr("anybody read")));
        EXPECT_EQ(world->get("/himthough/c/" + world->public_id(said)).status, 404);
        EXPECT_EQ(world->get("/himthough/c/" + world->public_id(owned)).status, 404);
    }
}

TEST(Safety, AnAcknowledgementIsShownOnlyToThoseWhoAskForIt) {
    for (auto& world : every_database()) {
        const Released released(*world);
        for (const auto& path : public_pages) {
            if (path == "/himthough/accountable" || path == "/himthough/both") continue;
            EXPECT_THAT(world->get(path).body, Not(HasSubstr("I laughed along."))) << path;
        }
        EXPECT_THAT(world->get("/himthough/wall.atom").body, Not(HasSubstr("I laughed along.")));
        EXPECT_THAT(world->get("/himthough/c/" + world->public_id(released.survivor)).body, Not(HasSubstr("I laughed along.")));
        EXPECT_THAT(world->get("/himthough/both").body, HasSubstr("I laughed along."));
    }
}

TEST(Safety, TheSameFormSentTwiceIsOneContributionAndOneReceipt) {
    for (auto& world : every_database()) {
        const auto token = world->get("/himthough/me-too").field("token");
        const Fields fields = {{"token", token}, {"words", "Once."}, {"audience", "everyone"}, {"answers", "nobody"}, {"note", ""}, {"language", "en"}};
        const auto first = world->post("/himthough/me-too", fields), second = world->post("/himthough/me-too", fields);
        EXPECT_EQ(first.status, 200);
        EXPECT_FALSE(receipt_in(first).empty());
        EXPECT_EQ(receipt_in(first), receipt_in(second));
        EXPECT_EQ(world->newest(), 1);
    }
}

TEST(Safety, WhatWasTakenBackLeavesNoByteAfterTheSweep) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("quince-lantern-harbour", {{"note", "about a harbour-lantern"}});
        world->reviewer_accepts(said);
        world->cuts_edition();
        ASSERT_THAT(world->all_bytes(), HasSubstr("quince-lantern-harbour"));
        EXPECT_EQ(world->withdraws(said).status, 200);
        EXPECT_THAT(world->wall(), Not(HasSubstr("quince-lantern-harbour")));
        world->services().store.engine().sweep();
        EXPECT_THAT(world->all_bytes(), Not(HasSubstr("quince-lantern-harbour")));
        EXPECT_THAT(world->all_bytes(), Not(HasSubstr("harbour-lantern")));
    }
}

TEST(Safety, SealedWordsAndReceiptsStandInNoFileAsTheyAre) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("orchard-whisper-slate", {{"audience", "only_me"}});
        EXPECT_THAT(world->opens(said.receipt).body, HasSubstr("orchard-whisper-slate"));
        EXPECT_THAT(world->all_bytes(), Not(HasSubstr("orchard-whisper-slate")));
        EXPECT_THAT(world->all_bytes(), Not(HasSubstr(said.receipt)));
    }
}

TEST(Safety, PublicIdsTellNeitherOrderNorKind) {
    start_secrets();
    const PublicIds ids(random_key());
    std::vector<std::string> shown;
    for (std::int64_t row = 1; row <= 1000; ++row) shown.push_back(ids.show(IdKind::contribution, row));
    EXPECT_EQ(std::set<std::string>(shown.begin(), shown.end()).size(), 1000u);
    std::size_t ordered = 0;
    for (std::size_t at = 1; at < shown.size(); ++at) ordered += shown[at - 1] < shown[at];
    EXPECT_GT(ordered, 400u);
    EXPECT_LT(ordered, 600u);
    for (std::int64_t row = 1; row <= 1000; ++row) EXPECT_EQ(ids.read(IdKind::contribution, shown[static_cast<std::size_t>(row - 1)]), row);
    EXPECT_FALSE(PublicIds(random_key()).read(IdKind::contribution, shown[0]));
    EXPECT_FALSE(ids.read(IdKind::contribution, "AAAAAAAAAAAAAAAAAAAAAA"));
}

TEST(Safety, PublicAnswersTellNoTimeFinerThanADay) {
    const RE2 time(R"(([0-2]\d:[0-5]\d))");
    for (auto& world : every_database()) {
        const Released released(*world);
        for (auto path : public_pages) {
            const auto answer = world->get(path);
            EXPECT_FALSE(RE2::PartialMatch(answer.head, time)) << path;
            EXPECT_EQ(answer.header("Last-Modified"), "") << path;
            EXPECT_EQ(answer.header("ETag"), "") << path;
            if (path.find("help") != std::string::npos) continue;   // help lines have opening hours
            EXPECT_FALSE(RE2::PartialMatch(answer.body, time)) << path;
        }
        const auto feed = world->get("/himthough/wall.atom").body;
        re2::StringPiece rest(feed);
        for (std::string found; RE2::FindAndConsume(&rest, time, &found);) EXPECT_EQ(found, "00:00");
    }
}

TEST(Safety, TheCounterIsHiddenBelowAHundredThenRoundedDownToTwoDigits) {
    for (auto& world : every_database()) {
        for (int times = 0; times < 99; ++times) world->sends_me_too("");
        world->cuts_edition();
        EXPECT_THAT(world->get("/himthough").body, Not(HasSubstr("class=\"counts\"")));
        for (int times = 0; times < 18; ++times) world->sends_me_too("");
        EXPECT_THAT(world->get("/himthough").body, Not(HasSubstr("class=\"counts\""))) << "it changes with an edition only";
        world->cuts_edition();
        auto page = world->get("/himthough").body;
        RE2::GlobalReplace(&page, "/static/[0-9a-f]+", "");   // a hash may hold any number
        EXPECT_THAT(page, AllOf(HasSubstr("110"), Not(HasSubstr("117"))));
    }
}

TEST(Safety, NoPageNeedsAnythingFromAnotherSite) {
    const RE2 loads(R"re((src|srcset|poster|data|background)="(https?:)?//|<link[^>]*href="https?://|@import|url\(\s*['"]?https?:)re");
    for (auto& world : every_database())
        for (const auto& pages : {public_pages, private_pages})
            for (const auto& path : pages) EXPECT_FALSE(RE2::PartialMatch(world->get(path).body, loads)) << path;
}

TEST(Safety, LeavingIsOneLinkOnEveryPageAndLeavesNothing) {
    for (auto& world : every_database()) {
        for (const auto& pages : {public_pages, private_pages})
            for (const auto& path : pages) {
                EXPECT_THAT(world->get(path).body, HasSubstr("href=\"/leave\"")) << path;
                EXPECT_THAT(world->get(path).body, HasSubstr("/help\"")) << path;
            }
        const auto left = world->get("/leave");
        EXPECT_EQ(left.status, 303);
        EXPECT_EQ(left.header("Location"), world->movement().leave_to);
        EXPECT_EQ(left.header("Clear-Site-Data"), "\"cache\", \"cookies\", \"storage\"");
    }
}

TEST(Safety, NoHtmlIsStoredByABrowserAndPrivatePagesAreNeutralAndNeverCompressed) {
    for (auto& world : every_database()) {
        const Headers packing = {{"accept-encoding", "gzip, br"}};
        for (const auto& pages : {public_pages, private_pages})
            for (const auto& path : pages) EXPECT_EQ(world->get(path, packing).header("Cache-Control"), "no-store") << path;
        const auto said = world->says_me_too("Something.");
        for (const auto& page : {world->get("/p", packing), world->opens(said.receipt), world->sends_me_too("Something else.")}) {
            EXPECT_EQ(page.header("Content-Encoding"), "");
            EXPECT_EQ(page.header("Cache-Control"), "no-store");
            const auto title = page.body.substr(page.body.find("<title>"), page.body.find("</title>") - page.body.find("<title>"));
            EXPECT_THAT(title, Not(HasSubstr("im, though")));
            EXPECT_THAT(title, Not(testing::ContainsRegex("[Mm]e too")));
        }
        EXPECT_EQ(world->get("/himthough/wall", packing).header("Content-Encoding"), "br");
    }
}

TEST(Safety, UnknownAndDeletedReceiptsAnswerAlike) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("To be taken back.");
        const auto other = World("sqlite").says_me_too("Somewhere else.");
        EXPECT_EQ(world->post("/p/delete", {{"open", world->opens(said.receipt).field("open")}, {"id", ""}}).status, 200);
        const auto deleted = world->opens(said.receipt), unknown = world->opens(other.receipt);
        EXPECT_EQ(deleted.status, unknown.status);
        EXPECT_EQ(deleted.head, unknown.head);
        EXPECT_EQ(deleted.body, unknown.body);
        EXPECT_EQ(deleted.status, 422);
    }
}

TEST(Safety, AStoryThatHoldsAReceiptIsRefusedBeforeItIsStored) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("First.");
        const auto answer = world->sends_me_too("My words are " + said.receipt + " and nobody knows.");
        EXPECT_EQ(answer.status, 422);
        EXPECT_THAT(answer.body, HasSubstr("<mark>" + said.receipt + "</mark>"));
        const auto opened = world->opens(said.receipt);
        const auto edited = world->post("/p/edit", {{"open", opened.field("open")}, {"id", world->public_id(said)}, {"words", said.receipt}, {"note", ""}});
        EXPECT_EQ(edited.status, 422);
        EXPECT_THAT(world->all_bytes(), Not(HasSubstr(said.receipt)));
    }
}

TEST(Safety, MarkupThatStrangersSendIsTextOnEveryPage) {
    const std::vector<std::string> corpus = {
        "<script>window.__xss=1</script>", "\"><img src=x onerror=window.__xss=1>", "' onmouseover='window.__xss=1", "</textarea><script>1</script>",
        "<svg/onload=window.__xss=1>", "javascript:window.__xss=1", "{{WORDS}}{{#FAULT}}", "&lt;script&gt;", "]]><script>1</script>", "<!--", "${7*7}"};
    for (auto& world : every_database()) {
        std::vector<Said> said;
        for (const auto& evil : corpus) {
            said.push_back(world->says_me_too("Words: " + evil, {{"note", evil}}));
            said.push_back(world->acknowledges("Words: " + evil, {{"vow_action", evil}, {"vow_day", (world->clock.today() + 30).iso()}}));
        }
        for (const auto& one : said) world->reviewer_accepts(one);
        world->cuts_edition();
        std::vector<Answer> answers;
        for (const auto path : {"/himthough/wall", "/himthough/accountable", "/himthough/both", "/himthough/wall.atom", "/himthough/accountable.atom"})
            answers.push_back(world->get(path));
        for (const auto& one : said) {
            answers.push_back(world->opens(one.receipt));
            answers.push_back(world->get("/himthough/c/" + world->public_id(one)));
        }
        answers.push_back(world->sends_me_too("a@example.org " + corpus[0] + corpus[1], {{"note", corpus[1]}}));
        for (const auto& answer : answers) {
            for (const auto live : {"<script>w", "<script>1", "<img", "<svg/", "onerror=window.__xss=1>", "' onmouseover='", "<!--<"})
                EXPECT_THAT(answer.body, Not(HasSubstr(live)));
        }
    }
}

TEST(Safety, EveryAnswerCarriesTheHeadersThatForbidWhatWeDoNotUse) {
    for (auto& world : every_database()) {
        auto paths = public_pages;
        paths.insert(paths.end(), {"/p", "/leave", "/himthough/wall.atom", world->site().static_path + "/site.css"});
        std::vector<Answer> answers;
        for (const auto& path : paths) answers.push_back(world->get(path));
        answers.push_back(world->sends_me_too("a@example.org"));
        for (const auto& answer : answers) {
            const auto policy = answer.header("Content-Security-Policy");
            EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
            EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
            EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
            EXPECT_EQ(answer.header("Referrer-Policy"), "same-origin");
            EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
        }
    }
}

TEST(Safety, AFormThatAnotherSiteSendsIsRefused) {
    for (auto& world : every_database()) {
        const auto token = [&] { return world->get("/himthough/me-too").field("token"); };
        const auto send = [&](const std::string& with, Headers headers) {
            return world->post("/himthough/me-too", {{"token", with}, {"words", ""}, {"audience", "everyone"}, {"answers", "nobody"}}, std::move(headers)).status;
        };
        EXPECT_EQ(send(token(), {{"sec-fetch-site", "cross-site"}}), 403);
        EXPECT_EQ(send(token(), {{"sec-fetch-site", "same-site"}}), 403);
        EXPECT_EQ(send(token(), {{"origin", "https://elsewhere.example"}}), 403);
        EXPECT_EQ(send(token(), {{"origin", "null"}}), 403);
        EXPECT_EQ(send("", {}), 422);
        EXPECT_EQ(send("made-up", {}), 422);
        EXPECT_EQ(send(world->get("/himthough/did-that").field("token"), {}), 422) << "a token is for one form";
        const auto old = token();
        world->clock.pass(std::chrono::hours(13));
        EXPECT_EQ(send(old, {}), 422);
        EXPECT_EQ(world->newest(), 0);
        EXPECT_EQ(send(token(), {{"sec-fetch-site", "same-origin"}, {"origin", "http://127.0.0.1:8080"}}), 200);
    }
}

TEST(Safety, AFormThatWasOpenTooLongLosesNothing) {
    for (auto& world : every_database()) {
        const auto token = world->get("/himthough/me-too").field("token");
        world->clock.pass(std::chrono::hours(13));
        const auto answer = world->post("/himthough/me-too", {{"token", token}, {"words", "It took me all night."}, {"audience", "survivors"}, {"answers", "anyone"}, {"note", "long"}});
        EXPECT_EQ(answer.status, 422);
        EXPECT_EQ(answer.field("words"), "");   // the first form on the page is the one without words ...
        EXPECT_THAT(answer.body, HasSubstr("It took me all night.</textarea>"));
        EXPECT_THAT(answer.body, HasSubstr("value=\"survivors\" checked"));
        EXPECT_NE(answer.field("token"), token);
    }
}

TEST(Safety, OtherContentTypesMethodsAndEncodingsAreRefused) {
    for (auto& world : every_database()) {
        EXPECT_EQ(world->post("/himthough/me-too", {{"words", ""}}, {{"content-type", "text/plain"}}).status, 415);
        EXPECT_EQ(world->post("/himthough/me-too", {{"words", ""}}, {{"content-type", "multipart/form-data; boundary=x"}}).status, 415);
        EXPECT_EQ(world->post("/himthough/wall", {}).status, 405);
        EXPECT_EQ(world->get("/himthough/me-too/").status, 404);
        const std::string invalid = "\xC3\x28";
        EXPECT_EQ(world->sends_me_too(invalid).status, 400);
    }
}

TEST(Safety, HiddenCharactersAreTakenOutAndLettersKeptWhole) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("safe\u202Etxet\u202C \u200Bcafe\u0301 \u06A9\u200C\u0645");
        world->reviewer_accepts(said);
        world->cuts_edition();
        EXPECT_THAT(world->wall(), HasSubstr("safetxet caf\u00E9 \u06A9\u200C\u0645"));
    }
}

TEST(Safety, AClockThatJumpsReleasesNothingTwiceAndLosesNothing) {
    for (auto& world : every_database()) {
        const Released released(*world);
        const auto before = world->wall();
        world->clock.jump(-std::chrono::hours(24 * 400));
        world->cuts_edition();
        EXPECT_EQ(world->wall(), before);
        const auto said = world->says_me_too("After the clock was set back.");
        world->reviewer_accepts(said);
        world->clock.jump(std::chrono::hours(24 * 800));
        world->cuts_edition();
        EXPECT_THAT(world->wall(), HasSubstr("After the clock was set back."));
        world->cuts_edition();
        const auto place = world->services().store.read([&](store::Transaction& tx) { return store::last_place(tx, world->movement().id, Voice::survivor); });
        EXPECT_EQ(place, 2);
    }
}

TEST(Safety, EveryHelpLineHasASourceADateAndAWayToReachIt) {
    for (auto& world : every_database()) {
        ASSERT_FALSE(world->site().help.empty());
        for (const auto& line : world->site().help) {
            EXPECT_TRUE(line.source.starts_with("https://") || line.source.starts_with("http://")) << line.name;
            EXPECT_GT(line.verified, Day::parse("2015-01-01").value()) << line.name;
            EXPECT_FALSE(line.phone.empty() && line.text.empty() && line.chat.empty() && line.web.empty()) << line.name;
        }
        HelpLine old;
        old.verified = Day::parse("2026-01-01").value();
        EXPECT_FALSE(old.stale(old.verified + 180));
        EXPECT_TRUE(old.stale(old.verified + 181));
    }
}

TEST(Safety, TheExportHoldsEverythingHeldAndNothingElse) {
    for (auto& world : every_database()) {
        const auto said = world->acknowledges("I looked away.", {{"vow_action", "I will speak up."}, {"vow_day", (world->clock.today() + 30).iso()}});
        const auto answer = world->post("/p/export", {{"open", world->opens(said.receipt).field("open")}});
        EXPECT_EQ(answer.status, 200);
        EXPECT_THAT(answer.header("Content-Disposition"), Not(HasSubstr("himthough")));
        const auto held = boost::json::parse(answer.body).as_object();
        EXPECT_EQ(held.at("since").as_string(), world->clock.today().iso());
        const auto& one = held.at("contributions").as_array().at(0).as_object();
        std::set<std::string> keys;
        for (const auto& [key, value] : one) keys.emplace(key);
        EXPECT_EQ(keys, (std::set<std::string>{"id", "movement", "voice", "state", "day", "language", "words", "deed", "vow", "stands"}));
        EXPECT_EQ(one.at("words").as_string(), "I looked away.");
        EXPECT_EQ(one.at("vow").as_object().at("action").as_string(), "I will speak up.");
        EXPECT_EQ(held.size(), 2u);
    }
}

TEST(Safety, NobodyOpensEditsOrDeletesWhatIsNotTheirs) {
    for (auto& world : every_database()) {
        const auto mine = world->says_me_too("Mine."), other = world->says_me_too("Not mine.");
        const auto open = world->opens(mine.receipt).field("open");
        EXPECT_EQ(world->post("/p/edit", {{"open", open}, {"id", world->public_id(other)}, {"words", "Changed."}, {"note", ""}}).status, 422);
        EXPECT_EQ(world->post("/p/delete", {{"open", open}, {"id", world->public_id(other)}}).status, 422);
        EXPECT_EQ(world->post("/p/export", {{"open", "made-up"}}).status, 422);
        EXPECT_THAT(world->opens(other.receipt).body, HasSubstr("Not mine."));
        world->clock.pass(std::chrono::minutes(121));
        EXPECT_EQ(world->post("/p/export", {{"open", open}}).status, 422) << "opened words close by themselves";
    }
}

TEST(Safety, OneAddressCannotFloodAndIsToldWhenToComeBack) {
    for (auto& world : every_database()) {
        world->site().posting = {3, 6};
        for (int times = 0; times < 3; ++times) EXPECT_EQ(world->sends_me_too("").status, 200);
        const auto answer = world->sends_me_too("Nothing of this is lost.");
        EXPECT_EQ(answer.status, 429);
        EXPECT_NE(answer.header("Retry-After"), "");
        EXPECT_THAT(answer.body, HasSubstr("Nothing of this is lost.</textarea>"));
        world->clock.pass(std::chrono::seconds(11));
        EXPECT_EQ(world->sends_me_too("").status, 200);
    }
}

}  // namespace
}  // namespace himthough

// "Him, though?": guides, the link that asks for ten minutes, who came by it, and public calls.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/property_tree/xml_parser.hpp>

#include "store/counts.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"
#include "web/qr.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::int64_t counted(World& world, Event event) {
    return world.services().store.read([&](store::Transaction& tx) { return store::count_of(tx, world.movement().id, event); });
}

std::int64_t rows_of_everything(World& world) {
    constexpr sql::Text rows = "SELECT (SELECT count(*) FROM participant) + (SELECT count(*) FROM contribution) + (SELECT count(*) FROM taken_back)";
    return world.services().store.read([&](store::Transaction& tx) { return tx.number(rows); });
}

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

TEST(TheLinkThatAsks, IsTheSameForEverybodyAndCarriesNothing) {
    for (auto& world : every_database())
        for (const auto path : {"/himthough/ask", "/himthough/ask/poster", "/himthough/ask/poster.svg", "/himthough/ask/reflect", "/himthough/ask/reflected"}) {
            const auto one = world->get(path), other = world->get(path, {{"cookie", "a=b"}, {"referer", "http://127.0.0.1:8080/from"}, {"user-agent", "another"}});
            EXPECT_EQ(one.status, 200) << path;
            EXPECT_EQ(one.body, other.body) << path;
            EXPECT_THAT(one.header("Set-Cookie"), testing::IsEmpty()) << path;
            EXPECT_THAT(one.body, Not(HasSubstr("from="))) << path;
        }
}

TEST(TheLinkThatAsks, HasATitleThatSaysLittleAndLeadsToLookingBackToHelpAndAway) {
    for (auto& world : every_database()) {
        const auto page = world->get("/himthough/ask").body;
        EXPECT_THAT(page, AllOf(HasSubstr("<title>Ten minutes</title>"), HasSubstr("Somebody who trusts you asks you for ten minutes."), HasSubstr("href=\"/himthough/ask/reflect\""),
                                HasSubstr("href=\"/himthough/help\""), HasSubstr("href=\"/leave\"")));
        EXPECT_THAT(page, Not(HasSubstr("name=\"token\"")));
        EXPECT_THAT(world->get("/himthough/him-though").body, AllOf(HasSubstr("href=\"/himthough/ask\""), HasSubstr("href=\"/himthough/ask/poster\""), HasSubstr("<strong>http://127.0.0.1:8080/himthough/ask</strong>")));
    }
}

TEST(TheLinkThatAsks, StandsOnThePosterAsACodeAndHoldsNothingElse) {
    for (auto& world : every_database()) {
        const auto picture = world->get("/himthough/ask/poster.svg");
        EXPECT_THAT(picture.header("Content-Type"), HasSubstr("image/svg+xml"));
        std::istringstream in(picture.body);
        boost::property_tree::ptree svg;
        ASSERT_NO_THROW(boost::property_tree::read_xml(in, svg));
        const std::string address = "http://127.0.0.1:8080/himthough/ask";
        const auto code = web::qr_picture(address).path;
        EXPECT_EQ(svg.get<std::string>("svg.path.<xmlattr>.d"), code);
        EXPECT_EQ(svg.get<std::string>("svg.title"), "Ten minutes");
        EXPECT_EQ(svg.get<std::string>("svg.desc"), "A QR code that leads to " + address);
        EXPECT_EQ(svg.get<std::string>("svg.text"), "Ten minutes?");
        EXPECT_THAT(world->get("/himthough/ask/poster").body, AllOf(HasSubstr(code), HasSubstr(address)));
    }
}

TEST(CountMe, CountsWhatWasPressedAndKeepsNothingElse) {
    for (auto& world : every_database()) {
        const auto page = world->get("/himthough/reflected");
        EXPECT_THAT(page.body, AllOf(HasSubstr("<title>Notes</title>"), Not(HasSubstr("checked"))));
        const auto rows = rows_of_everything(*world);
        const auto answer = world->post("/himthough/reflected", {{"token", page.field("token")}});
        EXPECT_EQ(answer.status, 200);
        EXPECT_THAT(answer.body, AllOf(HasSubstr("Counted. Nothing else is kept."), Not(HasSubstr("name=\"token\""))));
        EXPECT_EQ(counted(*world, Event::reflected), 1);
        EXPECT_EQ(counted(*world, Event::asked_reflected), 0);
        EXPECT_EQ(rows_of_everything(*world), rows);
        EXPECT_THAT(world->post("/himthough/reflected", {{"token", page.field("token")}}).body, HasSubstr("Counted.")) << "the same answer, whoever pressed before";
        EXPECT_EQ(counted(*world, Event::reflected), 1) << "one address, one day";
        EXPECT_EQ(world->post("/himthough/reflected", {{"token", "made-up"}}).status, 303);
        world->clock.pass(std::chrono::hours(25));
        world->post("/himthough/reflected", {{"token", page.field("token")}, {"was_asked", "yes"}});
        EXPECT_EQ(counted(*world, Event::reflected), 2);
        EXPECT_EQ(counted(*world, Event::asked_reflected), 1);
    }
}

TEST(CountMe, IsTickedForWhoeverCameByTheLink) {
    for (auto& world : every_database()) {
        EXPECT_THAT(world->get("/himthough/ask/reflect").body, AllOf(HasSubstr("href=\"/himthough/ask/did-that\""), HasSubstr("href=\"/himthough/ask/reflected\"")));
        EXPECT_THAT(world->get("/himthough/reflect").body, AllOf(HasSubstr("href=\"/himthough/did-that\""), HasSubstr("href=\"/himthough/reflected\"")));
        EXPECT_THAT(world->get("/himthough/ask/reflected").body, HasSubstr("name=\"was_asked\" id=\"was-asked\" value=\"yes\" checked"));
        EXPECT_THAT(world->get("/himthough/ask/did-that").body, HasSubstr("name=\"was_asked\" id=\"was-asked\" value=\"yes\" checked"));
        EXPECT_THAT(world->get("/himthough/did-that").body, HasSubstr("name=\"was_asked\" id=\"was-asked\" value=\"yes\">"));
        EXPECT_THAT(world->sends_acknowledgement("Ask dan@example.org.", {{"was_asked", "yes"}}).body, HasSubstr("value=\"yes\" checked")) << "as it was typed";
    }
}

TEST(SomebodyWhoWasAsked, IsCountedFromTheAcknowledgementToTheVowThatWasKept) {
    for (auto& world : every_database()) {
        const auto said = world->acknowledges("I laughed along.", {{"was_asked", "yes"}, {"vow_action", "I will say stop."}, {"vow_day", (world->clock.today() + 30).iso()}});
        EXPECT_EQ(counted(*world, Event::asked_acknowledged), 0) << "nobody has read it yet";
        world->reviewer_accepts(said);
        world->cuts_edition();
        EXPECT_EQ(counted(*world, Event::asked_acknowledged), 1);
        EXPECT_EQ(counted(*world, Event::asked_vowed), 1);
        const auto opened = [&] { return world->opens(said.receipt).field("open"); };
        world->post("/p/edit", {{"open", opened()}, {"id", world->public_id(said)}, {"deed", "looked_away"}, {"words", "I laughed along, and went on."}, {"looked", "1"}});
        world->reviewer_accepts(said);
        world->post("/p/check-in", {{"open", opened()}, {"id", world->public_id(said)}, {"report", "done"}});
        world->cuts_edition();
        for (const auto event : {Event::asked_acknowledged, Event::asked_vowed, Event::asked_kept, Event::kept, event_of(Voice::accountable)})
            EXPECT_EQ(counted(*world, event), 1) << static_cast<int>(event) << ": each once";
        EXPECT_EQ(counted(*world, Event::asked_reflected), 0);
    }
}

TEST(SomebodyWhoWasAsked, CountsForAFurtherVowTooAndNobodyElseDoes) {
    for (auto& world : every_database()) {
        const auto vow_of = [&](const Said& said) {
            world->post("/p/vow", {{"open", world->opens(said.receipt).field("open")}, {"id", world->public_id(said)}, {"vow_action", "I will not laugh along."},
                                   {"vow_shows", "My team sees it."}, {"vow_day", (world->clock.today() + 20).iso()}, {"looked", "1"}});
            return Said{said.receipt, world->newest()};
        };
        const auto asked = world->acknowledges("I laughed along.", {{"was_asked", "yes"}}), by_oneself = world->acknowledges("I looked away.");
        for (const auto& said : {asked, by_oneself, vow_of(asked), vow_of(by_oneself)}) world->reviewer_accepts(said);
        EXPECT_EQ(counted(*world, Event::asked_acknowledged), 1);
        EXPECT_EQ(counted(*world, Event::vowed), 2);
        EXPECT_EQ(counted(*world, Event::asked_vowed), 1);
    }
}

TEST(SomebodyWhoWasAsked, IsToldFromOthersByNobodyButThemselves) {
    for (auto& world : every_database()) {
        Reviewing amal = somebody_at_the_desk(*world);
        const auto asked = world->acknowledges("I laughed along.", {{"was_asked", "yes"}}), by_oneself = world->acknowledges("I laughed along.");
        // A page without what differs between any two: the row it is about, and the token of its form.
        const auto page = [&](const std::string& path, const Said& said) {
            const auto answer = amal.get(path + world->public_id(said));
            auto body = answer.body;
            for (const auto& own : {world->public_id(said), answer.field("form_token")})
                for (auto at = body.find(own); !own.empty() && at != std::string::npos; at = body.find(own)) body.erase(at, own.size());
            return body;
        };
        EXPECT_TRUE(page("/desk/item/", asked) == page("/desk/item/", by_oneself));
        EXPECT_THAT(amal.get("/desk").body, Not(HasSubstr("asked me to look back")));
        for (const auto& said : {asked, by_oneself}) world->reviewer_accepts(said);
        world->cuts_edition();
        EXPECT_TRUE(page("/himthough/c/", asked) == page("/himthough/c/", by_oneself));
        for (const auto path : {"/himthough/accountable", "/himthough/accountable.atom", "/himthough/both"})
            EXPECT_THAT(world->get(path).body, AllOf(HasSubstr("I laughed along."), Not(HasSubstr("asked me")), Not(HasSubstr("\"asked\"")))) << path;
        const auto takes_along = [&](const Said& said) { return world->post("/p/export", {{"open", world->opens(said.receipt).field("open")}}).body; };
        EXPECT_THAT(takes_along(asked), HasSubstr("\"asked\":true"));
        EXPECT_THAT(takes_along(by_oneself), Not(HasSubstr("asked")));
    }
}

Answer sends_call(World& world, std::string_view words) {
    return world.post("/himthough/call", {{"token", world.get("/himthough/call").field("token")}, {"words", std::string(words)}, {"language", "en"}, {"looked", "1"}});
}

Said calls(World& world, std::string_view words) {
    const auto answer = sends_call(world, words);
    EXPECT_EQ(answer.status, 200);
    return {receipt_in(answer), world.newest()};
}

constexpr auto call_words = "I asked my team. Who asks theirs?";
const std::vector<std::string> where_calls_stand = {"/himthough/calls", "/himthough/calls/1", "/himthough/calls.atom"};

TEST(ACall, IsReadByAReviewerBeforeAnybodyElse) {
    for (auto& world : every_database()) {
        Reviewing amal = somebody_at_the_desk(*world);
        const auto sent = sends_call(*world, call_words);
        EXPECT_THAT(sent.body, HasSubstr("Then they appear with what others ask."));
        const Said said{receipt_in(sent), world->newest()};
        world->cuts_edition_now();
        for (const auto& path : where_calls_stand) EXPECT_THAT(world->get(path).body, Not(HasSubstr(call_words))) << path;
        EXPECT_EQ(world->get("/himthough/c/" + world->public_id(said)).status, 404);
        EXPECT_THAT(amal.get("/desk").body, HasSubstr("Him, though?</a></h2>"));
        EXPECT_THAT(amal.reads(world->public_id(said)).body, AllOf(HasSubstr(call_words), HasSubstr("<h1>Him, though?</h1>"), Not(HasSubstr("class=\"vow"))));
        EXPECT_EQ(amal.decides(world->public_id(said), {{"decision", "accept"}}).status, 303);
        EXPECT_EQ(counted(*world, event_of(Voice::caller)), 1);
        for (const auto& path : where_calls_stand) EXPECT_THAT(world->get(path).body, Not(HasSubstr(call_words))) << path << ": an edition carries it";
        world->cuts_edition_now();
        for (const auto& path : where_calls_stand) EXPECT_THAT(world->get(path).body, HasSubstr(call_words)) << path;
        const auto page = world->get("/himthough/c/" + world->public_id(said));
        EXPECT_THAT(page.body, AllOf(HasSubstr("Somebody asks"), HasSubstr(call_words), Not(HasSubstr("/stand"))));
    }
}

TEST(ACall, StandsOnNoOtherWallAndIsNotStoodWith) {
    for (auto& world : every_database()) {
        const auto said = calls(*world, call_words);
        world->reviewer_accepts(said);
        world->cuts_edition();
        for (const auto path : {"/himthough/wall", "/himthough/accountable", "/himthough/both", "/himthough/wall.atom", "/himthough/accountable.atom"})
            EXPECT_THAT(world->get(path).body, Not(HasSubstr(call_words))) << path;
        const auto page = "/himthough/c/" + world->public_id(said);
        EXPECT_EQ(world->post(page + "/stand", {{"token", world->site().tokens.of_page(page)}}).status, 403);
    }
}

TEST(ACall, ThatCouldLeadToSomebodyComesBackMarkedAndNothingIsKept) {
    for (auto& world : every_database()) {
        const auto before = rows_of_everything(*world);
        const auto refused = sends_call(*world, "Ask dan@example.org what he did.");
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, HasSubstr("<mark>dan@example.org</mark>"));
        EXPECT_EQ(refused.field("words"), "Ask dan@example.org what he did.");
        EXPECT_EQ(sends_call(*world, "").status, 422);
        EXPECT_EQ(sends_call(*world, std::string(601, 'a')).status, 422);
        EXPECT_EQ(rows_of_everything(*world), before);
    }
}

TEST(ACall, ThatMayNameSomebodyIsAskedAboutOnceAndThenComesFirstInTheQueue) {
    for (auto& world : every_database()) {
        const auto plain = calls(*world, call_words);
        const auto before = rows_of_everything(*world);
        const Fields form{{"token", world->get("/himthough/call").field("token")}, {"words", "I ask my coach Dan what he did."}, {"language", "en"}};
        const auto asked = world->post("/himthough/call", form);
        EXPECT_EQ(asked.status, 200);
        EXPECT_THAT(asked.body, HasSubstr("<mark>"));
        EXPECT_EQ(rows_of_everything(*world), before) << "nothing is kept while something is asked";
        auto as_it_is = form;
        as_it_is.emplace_back("looked", asked.field("looked"));
        EXPECT_FALSE(receipt_in(world->post("/himthough/call", as_it_is)).empty());
        const auto queue = somebody_at_the_desk(*world).get("/desk").body;
        const auto named = world->public_id({"", world->newest()});
        EXPECT_LT(queue.find(named), queue.find(world->public_id(plain)));
    }
}

TEST(ACall, SentTwiceIsKeptOnce) {
    for (auto& world : every_database()) {
        const Fields form{{"token", world->get("/himthough/call").field("token")}, {"words", call_words}, {"language", "en"}, {"looked", "1"}};
        const auto first = world->post("/himthough/call", form), again = world->post("/himthough/call", form);
        EXPECT_EQ(receipt_in(first), receipt_in(again));
        EXPECT_EQ(rows_of_everything(*world), 2) << "one participant, one contribution";
        EXPECT_EQ(world->post("/p/check", {{"token", first.field("token")}, {"first", "x"}, {"second", "y"}}).status, 422) << "asked for two of the nine words";
    }
}

TEST(ACall, ComesBackAsACallWhenTheNineWordsAreToBeTypedAgain) {
    for (auto& world : every_database()) {
        const auto said = calls(*world, call_words);
        const auto open = world->opens(said.receipt).field("open");
        world->clock.pass(std::chrono::hours(3));
        const auto again = world->post("/p/edit", {{"open", open}, {"id", world->public_id(said)}, {"words", "Who asks theirs today?"}, {"call", "yes"}, {"looked", "1"}});
        EXPECT_EQ(again.status, 422);
        EXPECT_EQ(again.field("words"), "Who asks theirs today?");
        EXPECT_THAT(again.body, Not(HasSubstr("name=\"note\"")));
    }
}

TEST(ACall, IsChangedTakenAlongAndTakenBackByItsNineWords) {
    for (auto& world : every_database()) {
        const auto said = calls(*world, call_words);
        world->reviewer_accepts(said);
        world->cuts_edition();
        const auto opened = world->opens(said.receipt);
        EXPECT_THAT(opened.body, AllOf(HasSubstr("Him, though?</h2>"), HasSubstr(call_words), Not(HasSubstr("name=\"note\"")), Not(HasSubstr("name=\"audience\""))));
        const auto open = opened.field("open"), id = world->public_id(said);
        EXPECT_THAT(world->post("/p/export", {{"open", open}}).body, AllOf(HasSubstr("\"voice\":\"caller\""), HasSubstr(call_words)));
        EXPECT_EQ(world->post("/p/readers", {{"open", open}, {"id", id}, {"audience", "only_me"}, {"answers", "nobody"}}).status, 403);
        EXPECT_EQ(world->post("/p/edit", {{"open", open}, {"id", id}, {"words", ""}, {"looked", "1"}}).status, 422);
        EXPECT_EQ(world->post("/p/edit", {{"open", open}, {"id", id}, {"words", "Who asks theirs today?"}, {"looked", "1"}}).status, 200);
        EXPECT_THAT(world->get("/himthough/calls").body, Not(HasSubstr(call_words))) << "off the page at once";
        world->reviewer_accepts(said);
        world->cuts_edition();
        EXPECT_THAT(world->get("/himthough/calls").body, HasSubstr("Who asks theirs today?"));
        world->withdraws(said);
        for (const auto& path : where_calls_stand) EXPECT_THAT(world->get(path).body, Not(HasSubstr("Who asks theirs today?"))) << path;
        EXPECT_EQ(counted(*world, event_of(Voice::caller)), 1);
        world->sweeps();
        EXPECT_THAT(world->all_bytes(), Not(HasSubstr("asks theirs today")));
    }
}

}  // namespace
}  // namespace himthough

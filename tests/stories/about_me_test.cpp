// Somebody thinks that words here are about them, and says so without naming the page: from their form to a reviewer who looks.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts/report.h"
#include "store/record.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto described = "I am Dan, and I drove the green bus to the camp.";

/// Words on the wall, and somebody who thinks they are about them.
struct Recognised {
    explicit Recognised(World& one, const std::string& words = "He drove the green bus to our camp.") : world(one), said(one.says_me_too(words)) {
        world.reviewer_accepts(said);
        world.cuts_edition();
    }
    Fields filled(const std::string& words = described, const std::string& address = "", const std::string& wish = "replace") {
        return {{"token", world.get("/himthough/about-me").field("token")}, {"words", words}, {"address", address}, {"wish", wish}};
    }
    Answer sends(const std::string& words = described, const std::string& address = "", const std::string& wish = "replace") {
        return world.post("/himthough/about-me", filled(words, address, wish));
    }
    std::string sent(const std::string& words = described, const std::string& address = "") {
        const auto answer = sends(words, address);
        EXPECT_EQ(answer.status, 200);
        return receipt_in(answer);
    }
    std::string path() { return "/himthough/c/" + world.public_id(said); }
    bool is_public() { return world.get(path()).status == 200; }

    /// The first line at the desk.
    static std::string line_of(Reviewing& who) {
        const auto list = who.get("/desk/about-me").body;
        constexpr std::string_view mark = "href=\"/desk/about-me/";
        const auto at = list.find(mark);
        if (at == std::string::npos) return "";
        return list.substr(at + 6, list.find('"', at + 6) - at - 6);
    }
    Answer searches(Reviewing& who, const std::string& words) {
        const auto one = line_of(who);
        return who.post(one + "/search", {{"form_token", who.get(one).field("form_token")}, {"search", words}});
    }
    Answer answers(Reviewing& who, const std::string& answer) {
        const auto one = line_of(who);
        const auto page = who.get(one);
        return who.post(one, {{"form_token", page.field("form_token")}, {"read_up_to", page.field("read_up_to")}, {"answer", answer}});
    }
    Answer finds(Reviewing& who) {
        const auto one = line_of(who);
        const auto page = who.get(one);
        return who.post(one + "/found", {{"form_token", page.field("form_token")}, {"read_up_to", page.field("read_up_to")}, {"contribution", world.public_id(said)}});
    }
    Answer decides(Reviewing& who, const std::string& decision, const std::string& reason = "could_identify") {
        const auto desk = "/desk/reports/" + world.public_id(said);
        const auto page = who.get(desk);
        return who.post(desk, {{"form_token", page.field("form_token")}, {"revision", page.field("revision")}, {"read_up_to", page.field("read_up_to")},
                               {"decision", decision}, {"reason", reason}});
    }
    World& world;
    Said said;
};

std::int64_t recorded(World& world, Did did) {
    return world.services().store.read([&](store::Transaction& tx) { return tx.number("SELECT count(*) FROM record WHERE did = $did", {{"did", did}}); });
}

TEST(AboutMe, IsDescribedWithNamesAndTakesNothingOff) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        EXPECT_THAT(world->get("/himthough/wall").body, HasSubstr("href=\"/himthough/about-me\""));
        EXPECT_THAT(world->get("/himthough/help").body, HasSubstr("href=\"/himthough/about-me\""));
        EXPECT_THAT(world->get(scene.path() + "/report").body, HasSubstr("href=\"/himthough/about-me\""));
        EXPECT_THAT(world->get("/himthough/about-me").body, AllOf(HasSubstr("Nobody is asked to prove anything."), HasSubstr("We do not tell who wrote something"), HasSubstr("/himthough/help")));
        const auto receipt = scene.sent();
        world->cuts_edition();
        EXPECT_TRUE(scene.is_public());
        EXPECT_THAT(world->opens(receipt).body, AllOf(HasSubstr("waits until a reviewer looks"), HasSubstr("I am Dan"), HasSubstr("Replace what lets people recognise me")));
        EXPECT_THAT(world->opens(scene.said.receipt).body, Not(HasSubstr("green bus to the camp"))) << "its writer does not hear of it";
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk/about-me").body, AllOf(HasSubstr("Said once"), Not(HasSubstr("Dan")))) << "closed";
        EXPECT_THAT(amal.get(Recognised::line_of(amal)).body, HasSubstr("I am Dan"));
    }
}

TEST(AboutMe, IsFoundByAReviewerAndDecidedLikeAReport) {
    for (auto& world : every_database()) {
        Recognised scene(*world), other(*world, "It was on a ferry.");
        const auto receipt = scene.sent();
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(scene.searches(amal, "GREEN bus").body, AllOf(HasSubstr("He drove the green bus to our camp."), Not(HasSubstr("ferry")), HasSubstr("value=\"GREEN bus\"")));
        EXPECT_THAT(scene.searches(amal, "green ferry").body, HasSubstr("No public text has all of these words."));
        EXPECT_EQ(scene.searches(amal, " ").status, 422);
        EXPECT_EQ(scene.searches(amal, std::string(101, 'a')).status, 422);
        EXPECT_EQ(scene.finds(amal).header("location"), "/desk/reports/" + world->public_id(scene.said));
        EXPECT_EQ(Recognised::line_of(amal), "");
        EXPECT_THAT(amal.get("/desk/reports/" + world->public_id(scene.said)).body, AllOf(HasSubstr("I am Dan"), HasSubstr("Replace what lets people recognise me")));
        EXPECT_TRUE(scene.is_public());
        EXPECT_THAT(world->opens(receipt).body, HasSubstr("waits until a reviewer looks")) << "what a reviewer thinks of is not told";
        EXPECT_EQ(scene.decides(amal, "take_off").status, 303);
        EXPECT_FALSE(scene.is_public());
        EXPECT_TRUE(other.is_public());
        EXPECT_THAT(world->opens(receipt).body, HasSubstr("took the words off the page"));
        EXPECT_EQ(recorded(*world, Did::found_words), 1);
        EXPECT_EQ(recorded(*world, Did::taken_off), 1);
    }
}

TEST(AboutMe, IsLookedForAgainWhereItWasOtherWords) {
    for (auto& world : every_database()) {
        Recognised scene(*world), other(*world, "It was on a ferry, on the way to camp.");
        const auto receipt = scene.sent();
        auto amal = somebody_at_the_desk(*world);
        other.finds(amal);
        const auto desk = "/desk/reports/" + world->public_id(other.said), token = amal.get(desk).field("form_token");
        const auto looks_on = [&] { return amal.post(desk + "/look-on", {{"form_token", token}}).status; };
        EXPECT_EQ(looks_on(), 303);
        EXPECT_EQ(looks_on(), 409);
        EXPECT_EQ(amal.get(desk).status, 404);
        EXPECT_THAT(world->opens(receipt).body, HasSubstr("waits until a reviewer looks"));
        EXPECT_EQ(recorded(*world, Did::looked_on), 1);
        scene.finds(amal);
        EXPECT_EQ(scene.decides(amal, "take_off").status, 303);
        EXPECT_FALSE(scene.is_public());
        EXPECT_TRUE(other.is_public());
        const auto form = world->get(other.path() + "/report");
        world->post(other.path() + "/report", {{"token", form.field("token")}, {"part", form.field("part")}, {"reason", "attacks"}, {"looked", "1"}});
        EXPECT_THAT(amal.get(desk).body, Not(HasSubstr("look-on"))) << "a report names its words";
        EXPECT_EQ(looks_on(), 409);
    }
}

TEST(AboutMe, KeepsThePageThatWasNamedWhenOthersAreLookedFor) {
    for (auto& world : every_database()) {
        Recognised scene(*world), other(*world, "It was on a ferry.");
        scene.sent(described, scene.path());
        auto amal = somebody_at_the_desk(*world);
        other.finds(amal);
        const auto desk = "/desk/reports/" + world->public_id(other.said);
        EXPECT_EQ(amal.post(desk + "/look-on", {{"form_token", amal.get(desk).field("form_token")}}).status, 303);
        EXPECT_THAT(amal.get(Recognised::line_of(amal)).body, AllOf(HasSubstr("The page they named"), HasSubstr("He drove the green bus")));
    }
}

TEST(AboutMe, IsAnsweredAsFarAsItWasRead) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        for (int one = 0; one < 51; ++one) {
            if (one % 20 == 0) world->clock.pass(std::chrono::minutes(10));   // as fast as one address may
            scene.sent("I drove that bus, number " + std::to_string(one) + ".", scene.path());
        }
        auto amal = somebody_at_the_desk(*world);
        const auto one = Recognised::line_of(amal);
        const auto page = amal.get(one);
        EXPECT_THAT(page.body, AllOf(HasSubstr("number 49."), Not(HasSubstr("number 50.")), HasSubstr("More wait than are shown.")));
        scene.sent("I drove it as well.", scene.path());
        const Fields read = {{"form_token", page.field("form_token")}, {"read_up_to", page.field("read_up_to")}, {"answer", "not_found"}};
        EXPECT_EQ(amal.post(one, read).status, 303);
        EXPECT_EQ(amal.post(one, read).status, 409);
        EXPECT_THAT(amal.get(Recognised::line_of(amal)).body, AllOf(HasSubstr("number 50."), HasSubstr("I drove it as well."), Not(HasSubstr("number 49.")), Not(HasSubstr("More wait"))));
        const auto rest = amal.get(Recognised::line_of(amal)).field("read_up_to");
        const auto late = scene.sent("I drove it too.", scene.path());
        const auto next = Recognised::line_of(amal);
        EXPECT_EQ(amal.post(next + "/found", {{"form_token", page.field("form_token")}, {"read_up_to", rest}, {"contribution", world->public_id(scene.said)}}).status, 303);
        EXPECT_EQ(scene.decides(amal, "stands").status, 303);
        EXPECT_THAT(world->opens(late).body, HasSubstr("waits until a reviewer looks"));
        EXPECT_THAT(amal.get(Recognised::line_of(amal)).body, AllOf(HasSubstr("I drove it too."), Not(HasSubstr("number 50."))));
    }
}

TEST(AboutMe, IsToReplaceWhileTheTextStandsAsItWasSentBack) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        scene.sent(described, scene.path());
        auto amal = somebody_at_the_desk(*world);
        scene.finds(amal);
        EXPECT_EQ(scene.decides(amal, "replace").status, 303);
        const auto id = world->public_id(scene.said);
        EXPECT_THAT(amal.reads(id).body, HasSubstr("Replace that before you accept it."));
        amal.presses(id, "put-back");
        world->post("/p/edit", {{"open", world->opens(scene.said.receipt).field("open")}, {"id", id}, {"words", "It was on the way."}, {"note", ""}, {"looked", "1"}});
        EXPECT_THAT(amal.reads(id).body, AllOf(HasSubstr("It was on the way."), Not(HasSubstr("Replace that before you accept it."))));
    }
}

TEST(AboutMe, CanBeReplacedAndTheRestKept) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        const auto receipt = scene.sent(described, scene.path());
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get(Recognised::line_of(amal)).body, AllOf(HasSubstr("The page they named"), HasSubstr("He drove the green bus")));
        scene.finds(amal);
        const auto id = world->public_id(scene.said);
        EXPECT_EQ(scene.decides(amal, "replace").header("location"), "/desk/item/" + id);
        EXPECT_FALSE(scene.is_public());
        EXPECT_THAT(world->opens(receipt).body, HasSubstr("to replace what lets people recognise someone"));
        auto noor = somebody_at_the_desk(*world, "Noor");
        EXPECT_THAT(noor.reads(id).body, AllOf(HasSubstr("Replace that before you accept it."), HasSubstr("I am Dan"))) << "whoever replaces it may be another one";
        noor.presses(id, "put-back");
        EXPECT_EQ(amal.decides(id, {{"decision", "redact"}, {"piece-1", "the green bus"}, {"kind-1", "workplace"}}).status, 303);
        world->cuts_edition();
        EXPECT_TRUE(scene.is_public());
        EXPECT_THAT(world->get(scene.path()).body, Not(HasSubstr("green bus")));
        EXPECT_EQ(recorded(*world, Did::to_replace), 1);
    }
}

TEST(AboutMe, IsLookedForInPublicWordsOfThatMovementOnly) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        world->says_me_too("The green bus, and nobody has read this.");
        const auto among = world->says_me_too("The green bus, for survivors.", {{"audience", "survivors"}});
        world->reviewer_accepts(among);
        world->cuts_edition();
        scene.sent();
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(scene.searches(amal, "green").body, AllOf(HasSubstr("to our camp"), Not(HasSubstr("nobody has read")), Not(HasSubstr("for survivors"))));
        const auto one = Recognised::line_of(amal);
        EXPECT_EQ(amal.post(one + "/found", {{"form_token", amal.get(one).field("form_token")}, {"contribution", world->public_id(among)}}).status, 404);
        EXPECT_EQ(amal.post(one + "/found", {{"form_token", amal.get(one).field("form_token")}, {"contribution", "x"}}).status, 404);
        EXPECT_EQ(amal.post(one + "/search", {{"form_token", "x"}, {"search", "green"}}).status, 403);
    }
}

TEST(AboutMe, IsAnsweredWithASentenceWhereNothingWasFound) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        for (const auto& [answer, sentence] : {std::pair("not_found", "found nothing here that fits"), std::pair("say_more", "could not tell which words"), std::pair("not_from_it", "Nobody can be recognised from it")}) {
            const auto receipt = scene.sent(std::string(described) + " Once more: " + sentence);
            auto amal = somebody_at_the_desk(*world, std::string("Amal ") + answer);
            EXPECT_EQ(scene.answers(amal, "stands").status, 422);
            EXPECT_EQ(scene.answers(amal, "").status, 422);
            const auto one = Recognised::line_of(amal), token = amal.get(one).field("form_token");
            EXPECT_EQ(scene.answers(amal, answer).status, 303);
            EXPECT_THAT(world->opens(receipt).body, HasSubstr(sentence));
            const auto again = amal.post(one, {{"form_token", token}, {"answer", "not_found"}});
            EXPECT_EQ(again.status, 409);
            EXPECT_THAT(again.body, HasSubstr("Somebody else has decided this one."));
        }
        EXPECT_EQ(recorded(*world, Did::looked_in_vain), 3);
        EXPECT_TRUE(scene.is_public());
    }
}

TEST(AboutMe, AskedByManyIsOneLineAndADayOfManyIsFolded) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        std::vector<std::string> receipts;
        for (int one = 0; one < 12; ++one) receipts.push_back(scene.sent("Take this off, " + std::string(one % 2 ? "NOW." : "now.")));
        auto amal = somebody_at_the_desk(*world);
        const auto list = amal.get("/desk/about-me").body;
        EXPECT_EQ(how_often(list, "href=\"/desk/about-me/"), 1);
        EXPECT_THAT(list, AllOf(HasSubstr("many times"), HasSubstr("Many at once; that alone is no reason."), Not(HasSubstr("Show what came"))));
        EXPECT_EQ(scene.answers(amal, "not_found").status, 303);
        for (const auto& receipt : receipts) EXPECT_THAT(world->opens(receipt).body, HasSubstr("found nothing here that fits"));
        world->clock.pass(std::chrono::minutes(10));
        for (int one = 0; one < 11; ++one) scene.sent("It is about me, number " + std::string(static_cast<std::size_t>(one) + 1, 'x'));
        const auto folded = amal.get("/desk/about-me").body;
        EXPECT_EQ(how_often(folded, "href=\"/desk/about-me/"), 11);
        EXPECT_THAT(folded, HasSubstr("Show what came on that day"));
        EXPECT_TRUE(scene.is_public());
    }
}

TEST(AboutMe, IsRefusedWithAllThatWasTyped) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        EXPECT_EQ(scene.sends("").status, 422);
        EXPECT_EQ(scene.sends(std::string(1501, 'a')).status, 422);
        EXPECT_EQ(scene.sends(std::string(1500, 'a')).status, 200);
        EXPECT_THAT(scene.sends(described, "", "").body, AllOf(HasSubstr("I am Dan"), HasSubstr("id=\"wish-fault\"")));
        const auto stopped = scene.sends("I am Dan, dan@example.org.");
        EXPECT_EQ(stopped.status, 422);
        EXPECT_THAT(stopped.body, AllOf(HasSubstr("<mark>dan@example.org</mark>"), Not(HasSubstr("<mark>Dan</mark>"))));
        for (const auto* address : {"/himthough/wall", "https://example.org/himthough/c/x", "/himthough/c/AAAAAAAAAAAAAAAAAAAAAA", "javascript:1"}) {
            const auto refused = scene.sends(described, address);
            EXPECT_EQ(refused.status, 422) << address;
            EXPECT_THAT(refused.body, AllOf(HasSubstr("I am Dan"), HasSubstr(std::string("value=\"") + address)));
        }
        EXPECT_EQ(scene.sends(described, scene.path() + "/report").status, 422);
        const auto waiting = world->says_me_too("It was long ago.");
        EXPECT_EQ(scene.sends(described, "/himthough/c/" + world->public_id(waiting)).status, 404);
        EXPECT_EQ(scene.sends(described, world->site().served_at + scene.path()).status, 200);
        auto forged = scene.filled();
        forged[0].second = "x";
        EXPECT_EQ(world->post("/himthough/about-me", forged).status, 422);
    }
}

TEST(AboutMe, TheSameFormAsksOnceAndCanBeTakenBackAndTakenAlong) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        const auto filled = scene.filled();
        const auto receipt = receipt_in(world->post("/himthough/about-me", filled));
        EXPECT_EQ(receipt_in(world->post("/himthough/about-me", filled)), receipt);
        const auto opened = world->opens(receipt);
        EXPECT_THAT(world->post("/p/export", {{"open", opened.field("open")}}).body, AllOf(HasSubstr("I am Dan"), HasSubstr("\"wish\":\"replace\""), HasSubstr("\"state\":\"sought\"")));
        world->post("/p/delete", {{"open", opened.field("open")}, {"id", ""}});
        EXPECT_EQ(receipt_in(world->post("/himthough/about-me", filled)), "");
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk/about-me").body, HasSubstr("Nobody waits for an answer."));
        world->sweeps();
        EXPECT_EQ(world->all_bytes().find("drove the green bus to the camp"), std::string::npos);
    }
}

TEST(AboutMe, IsForgottenAMonthAfterTheAnswerAlsoInABackup) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        const auto receipt = scene.sent();
        const auto backup = world->backs_up();
        world->clock.pass(std::chrono::hours(24 * 60));
        EXPECT_EQ(forget_report_words(world->services()), 0) << "nobody has looked";
        auto amal = somebody_at_the_desk(*world);
        EXPECT_EQ(scene.answers(amal, "not_found").status, 303);
        world->clock.pass(std::chrono::hours(24 * 30));
        EXPECT_EQ(forget_report_words(world->services()), 1);
        EXPECT_THAT(world->opens(receipt).body, AllOf(Not(HasSubstr("I am Dan")), HasSubstr("found nothing here that fits")));
        const auto restored = world->restores(backup);
        restored->read([&](store::Transaction& tx) {
            EXPECT_EQ(tx.number("SELECT count(*) FROM concern WHERE words IS NOT NULL"), 0);
            EXPECT_EQ(tx.number("SELECT count(*) FROM concern WHERE state = 8"), 0) << "nobody could look for it";
        });
    }
}

TEST(AboutMe, IsLookedAtOnceMoreWhereAReportWasFoundToStand) {
    for (auto& world : every_database()) {
        Recognised scene(*world);
        auto amal = somebody_at_the_desk(*world);
        scene.sent(described, scene.path());
        scene.finds(amal);
        EXPECT_EQ(scene.decides(amal, "stands").status, 303);
        scene.sent("I am the driver. Everybody in town knows that bus.");
        scene.finds(amal);
        EXPECT_THAT(amal.get("/desk/reports/" + world->public_id(scene.said)).body, HasSubstr("Everybody in town"));
        EXPECT_EQ(scene.decides(amal, "take_off").status, 303);
        EXPECT_FALSE(scene.is_public());
    }
}

TEST(AboutMe, WaitsInASlowLaneWithAllThatWasTyped) {
    for (auto& world : every_database()) {
        Recognised scene{*world};
        world->services().lanes.say(world->movement().id, true);
        const auto fields = scene.filled();
        const auto early = world->post("/himthough/about-me", fields);
        EXPECT_EQ(early.status, 429);
        EXPECT_THAT(early.body, HasSubstr(described));
        world->clock.pass(world->site().slow_wait);
        EXPECT_EQ(world->post("/himthough/about-me", fields).status, 200);
    }
}

TEST(AboutMe, IsReachedAtTheDeskHoweverManyCameBefore) {
    for (auto& world : every_database()) {
        Recognised scene{*world};
        constexpr int on_a_page = 500;
        for (int number = 0; number <= on_a_page; ++number) {
            const auto letter = std::string(1, static_cast<char>('a' + number % 26)) + std::string(static_cast<std::size_t>(number / 26), 'o');
            EXPECT_EQ(scene.sends("The green bus, and the letter " + letter).status, 200);
        }
        auto noor = somebody_at_the_desk(*world, "Noor");
        const auto first = noor.get("/desk/about-me");
        const auto last = fmt::format("href=\"/desk/about-me/{}\"", on_a_page + 1);
        EXPECT_THAT(first.body, AllOf(HasSubstr(fmt::format("href=\"/desk/about-me?after={}\"", on_a_page)), Not(HasSubstr(last))));
        EXPECT_THAT(noor.get(fmt::format("/desk/about-me?after={}", on_a_page)).body, AllOf(HasSubstr(last), Not(HasSubstr("?after="))));
    }
}

}  // namespace
}  // namespace himthough

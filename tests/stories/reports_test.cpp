// "Report this": from the page of somebody's words to a reviewer, and what those who reported read of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts/report.h"
#include "store/deletions.h"
#include "store/record.h"
#include "tests/stories/answers_scene_test.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Words on the wall, and those who report them.
struct Shown {
    World& world;
    Said said;
    std::string path;

    explicit Shown(World& one, std::string_view words = "It was my coach.") : world(one), said(one.says_me_too(words)) {
        world.reviewer_accepts(said);
        world.cuts_edition();
        path = "/himthough/c/" + world.public_id(said);
    }
    Fields filled(const std::string& reason, const std::string& words = "") {
        const auto form = world.get(path + "/report");
        EXPECT_EQ(form.status, 200);
        return {{"token", form.field("token")}, {"part", form.field("part")}, {"reason", reason}, {"words", words}, {"looked", "1"}};
    }
    Answer reports(const std::string& reason = "attacks", const std::string& words = "") { return world.post(path + "/report", filled(reason, words)); }
    /// The nine words of somebody whose report is taken.
    std::string reported(const std::string& reason = "attacks", const std::string& words = "") {
        const auto answer = reports(reason, words);
        EXPECT_EQ(answer.status, 200);
        return receipt_in(answer);
    }
    bool is_public() { return world.get(path).status == 200; }
};

std::string desk_path(Shown& shown) { return "/desk/reports/" + shown.world.public_id(shown.said); }

Fields choice(Reviewing& who, Shown& shown, const std::string& decision, const std::string& reason = "") {
    const auto page = who.get(desk_path(shown));
    return {{"form_token", page.field("form_token")}, {"revision", page.field("revision")}, {"read_up_to", page.field("read_up_to")}, {"decision", decision},
            {"reason", reason}};
}
Answer decides(Reviewing& who, Shown& shown, const std::string& decision, const std::string& reason = "") {
    return who.post(desk_path(shown), choice(who, shown, decision, reason));
}

std::vector<store::Entry> record_of(Shown& shown) {
    return shown.world.services().store.read([&](store::Transaction& tx) { return store::entries_about(tx, shown.said.id); });
}

TEST(Reports, TakeNothingOffByThemselves) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        EXPECT_THAT(world->get(shown.path).body, HasSubstr(shown.path + "/report"));
        const auto receipt = shown.reported("about_me", "That was me in the story.");
        EXPECT_TRUE(shown.is_public());
        world->cuts_edition();
        EXPECT_TRUE(shown.is_public());
        EXPECT_THAT(world->opens(receipt).body, AllOf(HasSubstr("It waits for a reviewer."), HasSubstr("It is about me"), HasSubstr("That was me in the story.")));
        EXPECT_THAT(world->opens(shown.said.receipt).body, Not(HasSubstr("report"))) << "its writer does not hear of it";
    }
}

TEST(Reports, TheSameFormReportsOnce) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto filled = shown.filled("attacks");
        const auto first = world->post(shown.path + "/report", filled), second = world->post(shown.path + "/report", filled);
        EXPECT_EQ(receipt_in(first), receipt_in(second));
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk/reports").body, HasSubstr("Reported once"));
        const auto words = filled[0].second;
        EXPECT_EQ(world->post("/p/check", {{"token", words}, {"first", "x"}, {"second", "y"}}).status, 422) << "the two words are asked for";
    }
}

TEST(Reports, TwoHundredAreOneLineAndSayThatTheyCameAtOnce) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        for (int one = 0; one < 200; ++one) {
            if (one % 20 == 0) world->clock.pass(std::chrono::minutes(10));   // as fast as one address may
            shown.reported(one % 2 ? "attacks" : "about_me");
        }
        auto amal = somebody_at_the_desk(*world);
        const auto list = amal.get("/desk/reports").body;
        EXPECT_EQ(how_often(list, "href=\"" + desk_path(shown) + "\""), 1);
        EXPECT_THAT(list, AllOf(HasSubstr("Reported many times"), HasSubstr("Many reports at once; that alone is no reason."), HasSubstr("It is about me"), HasSubstr("Attacks or threatens")));
        EXPECT_THAT(list, Not(HasSubstr("200")));
        EXPECT_TRUE(shown.is_public());
    }
}

TEST(Reports, OfAFewAreNoWave) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        for (int one = 0; one < 10; ++one) shown.reported();
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk/reports").body, AllOf(HasSubstr("Reported several times"), Not(HasSubstr("at once"))));
    }
}

TEST(Reports, AreReadBeforeTheyAreToldThatTheWordsStand) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto first = shown.reported("attacks", "It is unkind to everybody.");
        auto amal = somebody_at_the_desk(*world);
        const auto read = choice(amal, shown, "stands");
        const auto late = shown.reported("about_me", "That was me in the story."), silent = shown.reported("attacks");
        EXPECT_EQ(amal.post(desk_path(shown), read).status, 303);
        for (const auto& answered : {first, silent}) EXPECT_THAT(world->opens(answered).body, HasSubstr("The words stay where they are."));
        EXPECT_THAT(world->opens(late).body, HasSubstr("It waits for a reviewer."));
        EXPECT_EQ(amal.post(desk_path(shown), read).status, 409) << "nothing that was read waits";
        EXPECT_THAT(amal.get(desk_path(shown)).body, AllOf(HasSubstr("That was me in the story."), Not(HasSubstr("unkind"))));
        EXPECT_EQ(decides(amal, shown, "take_off", "could_identify").status, 303);
        EXPECT_THAT(world->opens(late).body, HasSubstr("took the words off the page"));
    }
}

TEST(Reports, BeyondThoseThatAreShownComeUpNext) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        for (int one = 0; one < 51; ++one) {
            if (one % 20 == 0) world->clock.pass(std::chrono::minutes(10));   // as fast as one address may
            shown.reported("attacks", "Number " + std::to_string(one) + ".");
        }
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get(desk_path(shown)).body, AllOf(HasSubstr("Number 49."), Not(HasSubstr("Number 50.")), HasSubstr("More wait than are shown.")));
        EXPECT_EQ(decides(amal, shown, "stands").status, 303);
        EXPECT_THAT(amal.get(desk_path(shown)).body, AllOf(HasSubstr("Number 50."), Not(HasSubstr("Number 49.")), Not(HasSubstr("More wait"))));
    }
}

TEST(Reports, ThatAreFoundToStandPutNoMoreBeforeAnybodyUntilAnEdit) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto first = shown.reported("attacks", "It is unkind to everybody.");
        auto amal = somebody_at_the_desk(*world);
        EXPECT_EQ(decides(amal, shown, "stands").status, 303);
        EXPECT_TRUE(shown.is_public());
        EXPECT_THAT(world->opens(first).body, HasSubstr("The words stay where they are."));
        const auto later = shown.reported("attacks", "I say so as well, and loudly.");
        EXPECT_THAT(world->opens(later).body, AllOf(HasSubstr("The words stay where they are."), Not(HasSubstr("loudly"))));
        EXPECT_THAT(amal.get("/desk/reports").body, HasSubstr("No report waits."));
        ASSERT_EQ(record_of(shown).size(), 1U) << "nothing was decided twice";
        EXPECT_EQ(record_of(shown).front().did, Did::report_stands);
        world->post("/p/edit", {{"open", world->opens(shown.said.receipt).field("open")}, {"id", world->public_id(shown.said)}, {"words", "It was a coach."}, {"looked", "1"}});
        world->reviewer_accepts(shown.said);
        world->cuts_edition();
        shown.reported();
        amal.signs_in();   // a day has passed
        EXPECT_THAT(amal.get("/desk/reports").body, HasSubstr("Reported once")) << "these words nobody has looked at after a report";
    }
}

TEST(Reports, CanTakeWordsOffEveryPageAtOnceAndLeaveThemWithTheirWriter) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto receipt = shown.reported("could_identify");
        ASSERT_THAT(world->wall(), HasSubstr("coach"));
        auto amal = somebody_at_the_desk(*world);
        const auto read = choice(amal, shown, "take_off", "could_identify");
        const auto late = shown.reported("about_me", "That was me in the story.");
        EXPECT_EQ(amal.post(desk_path(shown), read).status, 303);
        EXPECT_FALSE(shown.is_public());
        EXPECT_THAT(world->wall(), Not(HasSubstr("coach")));
        for (const auto& answered : {receipt, late}) EXPECT_THAT(world->opens(answered).body, HasSubstr("took the words off the page"));
        EXPECT_THAT(world->opens(shown.said.receipt).body, AllOf(HasSubstr("It was my coach."), HasSubstr("taken off the page after a report"), HasSubstr("could let people work out who someone is")));
        ASSERT_EQ(record_of(shown).size(), 1U);
        EXPECT_EQ(record_of(shown).front().did, Did::taken_off);
        EXPECT_EQ(record_of(shown).front().reason, Reason::could_identify);
        world->cuts_edition();
        EXPECT_FALSE(shown.is_public());
    }
}

TEST(Reports, CanAskTheWriterToChange) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto receipt = shown.reported();
        auto amal = somebody_at_the_desk(*world);
        EXPECT_EQ(decides(amal, shown, "change", "names_somebody").status, 303);
        EXPECT_FALSE(shown.is_public());
        EXPECT_THAT(world->opens(receipt).body, HasSubstr("asked the writer to change the words"));
        EXPECT_THAT(world->opens(shown.said.receipt).body, HasSubstr("A reviewer asks you to change something."));
        EXPECT_EQ(record_of(shown).front().did, Did::asked_to_change);
    }
}

TEST(Reports, AreDecidedOnceAndTheSecondReviewerReadsWhatHappened) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        shown.reported();
        auto amal = somebody_at_the_desk(*world), noor = somebody_at_the_desk(*world, "Noor");
        const auto hers = choice(noor, shown, "take_off", "attacks");
        EXPECT_EQ(decides(amal, shown, "stands").status, 303);
        const auto second = noor.post(desk_path(shown), hers);
        EXPECT_EQ(second.status, 409);
        EXPECT_THAT(second.body, HasSubstr("Another reviewer has decided"));
        EXPECT_TRUE(shown.is_public());
        EXPECT_EQ(record_of(shown).size(), 1U);
    }
}

TEST(Reports, NeedADecisionAndAReasonAndTheTextThatWasRead) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        shown.reported();
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(decides(amal, shown, "").body, HasSubstr("role=\"alert\""));
        EXPECT_EQ(decides(amal, shown, "take_off").status, 422);
        EXPECT_EQ(decides(amal, shown, "take_off", "about_me").status, 422);
        auto old = choice(amal, shown, "take_off", "attacks");
        old[1].second = "7";
        EXPECT_EQ(amal.post(desk_path(shown), old).status, 409);
        auto forged = choice(amal, shown, "take_off", "attacks");
        forged[0].second = "x";
        EXPECT_EQ(amal.post(desk_path(shown), forged).status, 403);
        EXPECT_EQ(world->post(desk_path(shown), choice(amal, shown, "take_off", "attacks")).status, 303) << "to sign in";
        EXPECT_EQ(world->get("/desk/reports").status, 303);
        EXPECT_TRUE(shown.is_public());
        EXPECT_TRUE(record_of(shown).empty());
    }
}

TEST(Reports, AreOfWhatIsPublicOnly) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto waiting = world->says_me_too("It was long ago.");
        EXPECT_EQ(world->get("/himthough/c/" + world->public_id(waiting) + "/report").status, 404);
        EXPECT_EQ(world->get("/himthough/c/AAAAAAAAAAAAAAAAAAAAAA/report").status, 404);
        auto filled = shown.filled("attacks");
        filled[1].second = world->public_id(waiting) + " 1";
        EXPECT_EQ(world->post(shown.path + "/report", filled).status, 404);
        filled[1].second = "nothing";
        EXPECT_EQ(world->post(shown.path + "/report", filled).status, 422);
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk/reports").body, HasSubstr("No report waits."));
        EXPECT_EQ(amal.get("/desk/reports/" + world->public_id(waiting)).status, 404);
        EXPECT_EQ(amal.get(desk_path(shown)).status, 404) << "nobody reported it";
    }
}

TEST(Reports, OfWhatWentMeanwhileSaySoAndLoseNothing) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto filled = shown.filled("attacks", "It is unkind to everybody.");
        world->withdraws(shown.said);
        const auto answer = world->post(shown.path + "/report", filled);
        EXPECT_EQ(answer.status, 404);
        EXPECT_THAT(answer.body, AllOf(HasSubstr("not on a page any more"), HasSubstr("It is unkind to everybody.")));
        EXPECT_EQ(receipt_in(answer), "");

        Shown other(*world, "It was a teacher.");
        auto old = other.filled("attacks", "It is unkind to everybody.");
        old[1].second = world->public_id(other.said) + " 9";
        const auto changed = world->post(other.path + "/report", old);
        EXPECT_EQ(changed.status, 409);
        EXPECT_THAT(changed.body, AllOf(HasSubstr("changed since you opened"), HasSubstr("It is unkind to everybody.")));
    }
}

TEST(Reports, AreRefusedWithAllThatWasTyped) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        EXPECT_THAT(shown.reports("", "It is unkind.").body, AllOf(HasSubstr("Please choose what is wrong."), HasSubstr("It is unkind.")));
        EXPECT_EQ(shown.reports("because", "It is unkind.").status, 422);
        const auto stopped = shown.reports("attacks", "Write to dan@example.org.");
        EXPECT_EQ(stopped.status, 422);
        EXPECT_THAT(stopped.body, AllOf(HasSubstr("<mark>dan@example.org</mark>"), HasSubstr("value=\"attacks\" checked")));
        EXPECT_EQ(shown.reports("attacks", std::string(601, 'a')).status, 422);
        EXPECT_EQ(shown.reports("attacks", std::string(600, 'a')).status, 200);
        auto forged = shown.filled("attacks");
        forged[0].second = "x";
        EXPECT_EQ(world->post(shown.path + "/report", forged).status, 422);
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk/reports").body, HasSubstr("Reported once")) << "the one that was taken";
    }
}

TEST(Reports, CanBeTakenBackAndTakenAlong) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto filled = shown.filled("about_me", "That was me in the story.");
        const auto receipt = receipt_in(world->post(shown.path + "/report", filled));
        const auto opened = world->opens(receipt);
        EXPECT_THAT(world->post("/p/export", {{"open", opened.field("open")}}).body, AllOf(HasSubstr("\"reason\":\"about_me\""), HasSubstr("That was me in the story."), HasSubstr("\"state\":\"waits\"")));
        world->post("/p/delete", {{"open", opened.field("open")}, {"id", ""}});
        EXPECT_EQ(world->opens(receipt).status, 422);
        EXPECT_EQ(receipt_in(world->post(shown.path + "/report", filled)), "") << "the form does not bring it back";
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk/reports").body, HasSubstr("No report waits."));
        world->sweeps();
        EXPECT_EQ(world->all_bytes().find("me in the story"), std::string::npos);
        EXPECT_TRUE(shown.is_public());
    }
}

TEST(Reports, SayWhenTheWriterActedFirst) {
    for (auto& world : every_database()) {
        Shown shown(*world), other(*world, "It was a teacher.");
        const auto one = shown.reported(), two = other.reported();
        world->withdraws(shown.said);
        EXPECT_THAT(world->opens(one).body, HasSubstr("The writer took the words back."));
        world->post("/p/edit", {{"open", world->opens(other.said.receipt).field("open")}, {"id", world->public_id(other.said)}, {"words", "It was at school."}, {"looked", "1"}});
        EXPECT_THAT(world->opens(two).body, HasSubstr("not shown as they were"));
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk/reports").body, HasSubstr("No report waits."));
    }
}

TEST(Reports, FoldTheReportersWordsAndForgetThemAMonthAfterTheDecision) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto receipt = shown.reported("attacks", "It is unkind to <b>everybody</b>.");
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk/reports").body, AllOf(Not(HasSubstr("unkind")), Not(HasSubstr("coach"))));
        EXPECT_THAT(amal.get(desk_path(shown)).body, AllOf(HasSubstr("unkind to &lt;b&gt;everybody"), HasSubstr("It was my coach.")));
        EXPECT_EQ(decides(amal, shown, "stands").status, 303);
        world->clock.pass(std::chrono::hours(24 * 29));
        EXPECT_EQ(forget_report_words(world->services()), 0);
        EXPECT_THAT(world->opens(receipt).body, HasSubstr("unkind"));
        world->clock.pass(std::chrono::hours(24));
        EXPECT_EQ(forget_report_words(world->services()), 1);
        EXPECT_EQ(forget_report_words(world->services()), 0);
        EXPECT_THAT(world->opens(receipt).body, AllOf(Not(HasSubstr("unkind")), HasSubstr("The words stay where they are.")));
        world->sweeps();
        EXPECT_EQ(world->all_bytes().find("unkind"), std::string::npos);
        EXPECT_THAT(world->services().deletions.all(), testing::Contains(testing::Field(&store::Deletion::kind, store::Deletion::Kind::concern)));
    }
}

TEST(Reports, AreKeptLongWhileNobodyHasDecided) {
    for (auto& world : every_database()) {
        Shown shown(*world);
        const auto receipt = shown.reported("attacks", "It is unkind.");
        world->clock.pass(std::chrono::hours(24 * 90));
        EXPECT_EQ(forget_report_words(world->services()), 0);
        EXPECT_THAT(world->opens(receipt).body, HasSubstr("It is unkind."));
        world->withdraws(shown.said);
        EXPECT_EQ(forget_report_words(world->services()), 1) << "nobody will read them any more";
    }
}

TEST(Reports, NeitherTheirWordsNorWhatWasTakenOffComeBackWithABackup) {
    for (auto& world : every_database()) {
        Shown shown(*world), other(*world, "It was a teacher.");
        shown.reported("attacks", "It is unkind to everybody.");
        const auto taken_back = other.reported("attacks", "It is rude to everybody.");
        const auto backup = world->backs_up();
        auto amal = somebody_at_the_desk(*world);
        EXPECT_EQ(decides(amal, shown, "take_off", "attacks").status, 303);
        world->post("/p/delete", {{"open", world->opens(taken_back).field("open")}, {"id", ""}});
        world->clock.pass(std::chrono::hours(24 * 30));
        EXPECT_EQ(forget_report_words(world->services()), 1);
        const auto restored = world->restores(backup);
        restored->read([&](store::Transaction& tx) {
            EXPECT_EQ(tx.number("SELECT count(*) FROM concern"), 1);
            EXPECT_EQ(tx.number("SELECT count(*) FROM concern WHERE words IS NOT NULL"), 0);
            EXPECT_EQ(tx.number("SELECT count(*) FROM contribution WHERE place IS NOT NULL"), 1) << "the one that nobody took off";
        });
    }
}

TEST(Reports, AreOfOneCheckInToo) {
    for (auto& world : every_database()) {
        const auto said = world->acknowledges("I laughed along.", {{"vow_kind", "stop"}, {"vow_action", "I say stop when others laugh."}, {"vow_shows", "Others hear it."},
                                                                   {"vow_day", (world->clock.today() + 60).iso()}});
        world->reviewer_accepts(said);
        world->cuts_edition();
        const auto path = "/himthough/c/" + world->public_id(said);
        world->post("/p/check-in", {{"open", world->opens(said.receipt).field("open")}, {"id", world->public_id(said)}, {"report", "at_it"}, {"words", "I said stop today."}, {"looked", "1"}});
        const Said check_in{said.receipt, world->newest()};
        world->reviewer_accepts(check_in);
        world->cuts_edition();
        ASSERT_THAT(world->get(path).body, HasSubstr("I said stop today."));
        const auto form = world->get(path + "/report");
        const auto part = world->public_id(check_in) + " 1";
        ASSERT_THAT(form.body, HasSubstr("value=\"" + part + "\""));
        EXPECT_EQ(world->post(path + "/report", {{"token", form.field("token")}, {"part", part}, {"reason", "attacks"}, {"looked", "1"}}).status, 200);
        auto amal = somebody_at_the_desk(*world);
        const auto desk = "/desk/reports/" + world->public_id(check_in);
        const auto page = amal.get(desk);
        EXPECT_EQ(amal.post(desk, {{"form_token", page.field("form_token")}, {"revision", page.field("revision")}, {"decision", "take_off"}, {"reason", "attacks"}}).status, 303);
        EXPECT_THAT(world->get(path).body, AllOf(Not(HasSubstr("I said stop today.")), HasSubstr("I laughed along.")));
    }
}

TEST(Reports, AreOfAnAnswerToo) {
    for (auto& world : every_database()) {
        Answered survivor(*world);
        const auto answer = survivor.hears_and_it_stands();
        ASSERT_THAT(survivor.page(), HasSubstr(believed));
        const auto form = world->get(survivor.path() + "/report");
        const auto part = world->public_id(answer) + " 1";
        ASSERT_THAT(form.body, HasSubstr("value=\"" + part + "\">Answer 1<"));
        const Fields filled{{"token", form.field("token")}, {"part", part}, {"reason", "attacks"}, {"looked", "1"}};
        const auto receipt = receipt_in(world->post(survivor.path() + "/report", filled));
        auto amal = somebody_at_the_desk(*world);
        const auto desk = "/desk/reports/" + world->public_id(answer);
        EXPECT_THAT(amal.get("/desk/reports").body, HasSubstr(desk));
        const auto page = amal.get(desk);
        EXPECT_THAT(page.body, AllOf(HasSubstr(believed), Not(HasSubstr("value=\"change\""))));
        const auto decides = [&](const std::string& decision) {
            return amal.post(desk, {{"form_token", page.field("form_token")}, {"revision", page.field("revision")}, {"read_up_to", page.field("read_up_to")},
                                   {"decision", decision}, {"reason", "attacks"}}).status;
        };
        EXPECT_EQ(decides("change"), 403) << "an answer is taken back, not changed";
        EXPECT_EQ(decides("take_off"), 303);
        EXPECT_THAT(survivor.page(), AllOf(Not(HasSubstr(believed)), HasSubstr("It was my neighbour.")));
        world->cuts_edition();
        EXPECT_THAT(survivor.page(), Not(HasSubstr(believed)));
        EXPECT_THAT(world->opens(receipt).body, HasSubstr("took the words off the page"));
        EXPECT_THAT(world->opens(answer.receipt).body, HasSubstr("taken off the page after a report"));
    }
}

TEST(Reports, OfAnAnswerThatIsHiddenMeanwhileFindNothing) {
    for (auto& world : every_database()) {
        Answered survivor(*world);
        const auto answer = survivor.hears_and_it_stands();
        const auto form = world->get(survivor.path() + "/report");
        survivor.hides(answer);
        EXPECT_EQ(world->post(survivor.path() + "/report", {{"token", form.field("token")}, {"part", world->public_id(answer) + " 1"}, {"reason", "attacks"}, {"looked", "1"}}).status, 404);
        EXPECT_EQ(world->get("/himthough/c/" + world->public_id(answer) + "/report").status, 404) << "an answer has no page";
    }
}

}  // namespace
}  // namespace himthough

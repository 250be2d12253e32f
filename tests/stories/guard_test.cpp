// What the guard says in every form that takes words, without JavaScript.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "store/contributions.h"
#include "store/queue.h"
#include "tests/stories/reviewing_test.h"
#include "tests/stories/writing_test.h"

namespace himthough {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(GuardInForms, StopsContactDataOnEveryWayInAndGivesAllBackAsItWasTyped) {
    const char* const contacts[][2] = {{"dan (at) example dot org", "[e-mail]"}, {"+44 20 7946 0018", "[phone]"}, {"https://example.org/u/dan", "[link]"}};
    for (auto& world : every_database())
        for (const auto& way : ways_in)
            for (const auto& [contact, stands_for] : contacts)
                for (const auto* looked : {"", "1"}) {
                    SCOPED_TRACE(std::string(way.what) + ", " + contact + ", looked=" + looked);
                    Writer writer(*world, way);
                    const auto text = std::string("Write to ") + contact + " please.";
                    const auto refused = writer.sends(text, looked);
                    EXPECT_EQ(refused.status, 422);
                    EXPECT_FALSE(writer.changed_to(text));
                    EXPECT_EQ(writer.typed(), text);
                    EXPECT_THAT(writer.form().body, HasSubstr("<mark>" + std::string(contact)));
                    EXPECT_THAT(refused.body, Not(HasSubstr("class=\"look\"")));
                    EXPECT_THAT(writer.form().body, HasSubstr(std::string("Write ") + stands_for + " instead"));
                }
}

TEST(GuardInForms, OneTapPutsTheStandInThereAndKeepsNothingYet) {
    for (auto& world : every_database())
        for (const auto& way : ways_in) {
            SCOPED_TRACE(way.what);
            Writer writer(*world, way);
            writer.sends("Write to dan@example.org please.", "");
            const auto put = writer.goes_on(writer.put());
            EXPECT_EQ(put.status, 200);
            EXPECT_THAT(put.body, HasSubstr("It is replaced."));
            EXPECT_EQ(writer.typed(), "Write to [e-mail] please.");
            EXPECT_FALSE(writer.changed_to("Write to [e-mail] please."));
            if (way.owned) {
                EXPECT_THAT(writer.form().body, HasSubstr("value=\"looked_away\" checked"));
                EXPECT_EQ(writer.form().field("vow_day"), (world->clock.today() + 30).iso());
            } else if (*way.path) {
                EXPECT_THAT(writer.form().body, HasSubstr("value=\"survivors\" checked"));
                EXPECT_THAT(writer.form().body, HasSubstr("value=\"anyone\" checked"));
                EXPECT_THAT(writer.form().body, HasSubstr("value=\"es\" lang=\"es\" selected"));
            }
            const auto sent = writer.goes_on();
            EXPECT_EQ(sent.status, 200);
            EXPECT_TRUE(writer.changed_to("Write to [e-mail] please."));
        }
}

TEST(GuardInForms, AsksOnceAboutWhatMayStayAndThenLetsItGo) {
    for (auto& world : every_database())
        for (const auto& way : ways_in) {
            SCOPED_TRACE(way.what);
            Writer writer(*world, way);
            const std::string text = "My boss Dan stayed after work.";
            const auto asked = writer.sends(text, "");
            EXPECT_EQ(asked.status, 200);
            EXPECT_THAT(asked.body, HasSubstr("Look at this once more"));
            EXPECT_THAT(asked.body, HasSubstr("Send it as it is"));
            EXPECT_THAT(writer.form().body, HasSubstr("<mark>Dan</mark>"));
            EXPECT_EQ(writer.typed(), text);
            const auto looked = writer.form().field("looked");
            EXPECT_NE(looked, "");
            EXPECT_FALSE(writer.changed_to(text));
            const std::string more = text + " So did my coach Tom.";
            EXPECT_EQ(writer.sends(more, looked).status, 200);
            EXPECT_FALSE(writer.changed_to(more)) << "what came since is shown too";
            EXPECT_THAT(writer.form().body, HasSubstr("Tom</mark>"));
            EXPECT_EQ(writer.goes_on().status, 200);
            EXPECT_TRUE(writer.changed_to(more));
        }
}

TEST(GuardInForms, AsksNothingOfSomebodyWhoWasShownItAndNothingAboutCleanWords) {
    for (auto& world : every_database())
        for (const auto& way : ways_in) {
            SCOPED_TRACE(way.what);
            for (const auto& [text, looked] : {std::pair("My boss Dan stayed.", "1"), std::pair("My coach stayed. Hope is what I had in May.", "")}) {
                // What the writing aid asks about such short words is another test's.
                if (way.owned && way.field == std::string("words") && !*looked) continue;
                Writer writer(*world, way);
                EXPECT_EQ(writer.sends(text, looked).status, 200);
                EXPECT_TRUE(writer.changed_to(text)) << text;
            }
        }
}

TEST(GuardInForms, HintsAreShownToNoWriterAndOrderTheQueue) {
    for (auto& world : every_database()) {
        const auto plain = world->says_me_too("It happened at work.");
        Writer writer(*world, ways_in[0]);
        EXPECT_EQ(writer.sends("It was the mayor of Smallham.", "").status, 200);
        EXPECT_TRUE(writer.kept());
        const auto hinted = world->newest();
        const auto named = world->says_me_too("My boss Dan stayed.");
        const auto edited = world->says_me_too("Short.");
        world->post("/p/edit", {{"open", world->opens(edited.receipt).field("open")}, {"id", world->public_id(edited)}, {"words", "My coach Tom stayed."}, {"note", ""}, {"looked", "1"}});

        std::vector<ContributionId> queue;
        store::InQueue place;
        for (int page = 0; page < 5; ++page)
            world->services().store.read([&](store::Transaction& tx) {
                for (const auto& said : store::waiting_contributions(tx, {.kinds = {~0U}, .now = world->clock.now()}, place, 1)) {
                    queue.push_back(said.id);
                    place = {said.heed, said.id};
                }
                return 0;
            });
        EXPECT_THAT(queue, ElementsAre(named.id, edited.id, hinted, plain.id)) << "page by page, none twice";
        auto amal = somebody_at_the_desk(*world);
        const auto desk = amal.get("/desk").body;
        EXPECT_LT(desk.find(world->public_id(named)), desk.find(world->public_id(plain)));
    }
}

TEST(GuardInForms, NothingIsKeptOfWhatStandsInSealedWordsUntilOthersMayReadThem) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("My boss Dan stayed.", {{"audience", "only_me"}});
        const auto kept = [&] { return *world->services().store.read([&](store::Transaction& tx) { return store::find_contribution(tx, said.id); }); };
        EXPECT_EQ(kept().heed, Heed::none);
        const auto reads = [&](const std::string& audience) {
            world->post("/p/readers", {{"open", world->opens(said.receipt).field("open")}, {"id", world->public_id(said)}, {"audience", audience}, {"answers", "nobody"}});
            return kept().heed;
        };
        EXPECT_EQ(reads("everyone"), Heed::ask);
        EXPECT_EQ(reads("survivors"), Heed::ask);
        EXPECT_EQ(reads("only_me"), Heed::none);
    }
}

TEST(GuardInForms, AsksNothingAboutWordsThatNobodyElseReadsButStillStops) {
    for (auto& world : every_database()) {
        const auto sealed = world->sends_me_too("My boss Dan stayed.", {{"audience", "only_me"}, {"looked", ""}});
        EXPECT_EQ(sealed.status, 200);
        const Said said{receipt_in(sealed), world->newest()};
        EXPECT_FALSE(said.receipt.empty());
        EXPECT_EQ(world->sends_me_too("Write to dan@example.org.", {{"audience", "only_me"}, {"looked", ""}}).status, 422);

        const auto open = world->opens(said.receipt).field("open");
        const auto edits = [&](const std::string& words) {
            return world->post("/p/edit", {{"open", open}, {"id", world->public_id(said)}, {"words", words}, {"note", ""}});
        };
        const auto edited = edits("It was my coach Tom.");
        EXPECT_THAT(edited.body, HasSubstr("It is changed."));
        const auto refused = edits("It was my coach Tom, tom@example.org.");
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, Not(HasSubstr("<mark>Tom</mark>")));
    }
}

TEST(GuardInForms, AButtonOfWordsThatWereEditedMeanwhileReplacesNothing) {
    const std::string edited = "Just write to dan@example.org please.";
    const char* const wrong[] = {"words 9 24", "words 0 5", "words 14 99999", "words 24 14", "words -1 4", "words 14 29 x", "words", "audience 0 4",
                                 "token 0 9", "nothing 1 2", "words 99999999999999999999999 3", "words 14 28", " 14 29"};
    for (auto& world : every_database())
        for (const auto* put : wrong) {
            SCOPED_TRACE(put);
            Writer writer(*world, ways_in[0]);
            writer.sends(edited, "");
            const auto again = writer.goes_on(put);
            EXPECT_EQ(again.status, 200);
            EXPECT_EQ(writer.typed(), edited);
            EXPECT_THAT(again.body, HasSubstr("Your words have changed since they were marked."));
            EXPECT_THAT(writer.form().body, HasSubstr("<mark>dan@example.org</mark>")) << "marked anew";
            writer.goes_on(writer.put());
            EXPECT_EQ(writer.typed(), "Just write to [e-mail] please.") << "and then it works";
            EXPECT_FALSE(writer.kept());
        }
}

TEST(GuardInForms, SpeaksThePagesLanguageWhateverTheWordsAreIn) {
    const char* const languages[][4] = {{"en", "Write [e-mail] instead", "[e-mail]", "This is an e-mail address."},
                                        {"es", "Escribir [correo] en su lugar", "[correo]", "Esto es un correo"},
                                        {"fr", "Écrire [e-mail] à la place", "[e-mail]", "une adresse e-mail"}};
    const char* const texts[] = {"Write to dan@example.org.", "Escribe a dan@example.org.", "Écris à dan@example.org."};
    for (auto& world : every_database())
        for (const auto& [language, button, stands_for, says] : languages)
            for (const std::string text : texts) {
                Writer writer(*world, ways_in[0], language);
                EXPECT_EQ(writer.sends(text, "").status, 422);
                EXPECT_THAT(writer.form().body, HasSubstr(button));
                EXPECT_THAT(writer.form().body, HasSubstr(says));
                writer.goes_on(writer.put());
                EXPECT_THAT(writer.typed(), HasSubstr(stands_for));
            }
}

TEST(GuardInForms, ForEveryKindThereIsAStandInInEveryLanguageAndTheGuardLeavesItAlone) {
    const auto& guard = every_database().front()->services().guard;
    for (const auto kind : guard::kinds)
        for (const auto* language : {"en", "es", "fr"}) {
            const auto stands_for = guard.stands_for(kind, language);
            EXPECT_NE(stands_for, kind) << language;
            for (const auto& text : {"I told " + std::string(stands_for) + " and went.", std::string(stands_for) + " " + std::string(stands_for)})
                for (const auto& finding : guard.read(text).found) ADD_FAILURE() << language << " " << kind << " finds " << finding.rule;
        }
}

// Safety 13.
TEST(GuardInForms, AStoryWithItsWritersReceiptIsRefusedBeforeItIsStored) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("Short.");
        for (const auto& way : ways_in) {
            SCOPED_TRACE(way.what);
            Writer writer(*world, way);
            const auto text = "Mine are " + said.receipt + ", do not lose them.";
            EXPECT_EQ(writer.sends(text, "1").status, 422);
            EXPECT_FALSE(writer.changed_to(text));
            EXPECT_EQ(world->all_bytes().find(said.receipt), std::string::npos);
            EXPECT_THAT(writer.form().body, HasSubstr("These are your nine words."));
            writer.goes_on(writer.put());
            EXPECT_EQ(writer.typed(), "Mine are [nine words], do not lose them.");
        }
    }
}

// Safety 13.
TEST(GuardInForms, AStoryWithItsWritersReceiptIsRefusedHoweverTheWordsAreTold) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("Short.");
        std::string commas, ands, glued;
        for (std::istringstream words(said.receipt); !words.eof();) {
            std::string word;
            words >> word;
            commas += (commas.empty() ? "" : ", ") + word;
            ands += (ands.empty() ? "" : " and ") + word;
            glued += word;
        }
        commas.insert(commas.rfind(','), " and");
        for (const auto& told : {commas, ands, glued}) {
            Writer writer(*world, ways_in[0]);
            EXPECT_EQ(writer.sends("My words are " + told + ".", "1").status, 422);
            EXPECT_FALSE(writer.kept());
        }
    }
}

// Safety 31.
TEST(GuardInForms, TricksOfWritingAreMarkedWhereTheyStandAndReplacedWhole) {
    const std::string zalgo = "d\u0315\u0301a\u0316\u0300n\u0317@\u0318example.org", homoglyph = "d\u0430n@\u0435x\u0430mple.org";
    const std::string fullwidth = "\uff44\uff41\uff4e\uff20example.org", spelled = "oh two oh seven nine four six double oh one eight";
    for (auto& world : every_database())
        for (const auto& [trick, stands_for] : {std::pair(zalgo, "[e-mail]"), std::pair(homoglyph, "[e-mail]"), std::pair(fullwidth, "[e-mail]"),
                                                std::pair(std::string("d a n @ e x a m p l e . o r g"), "[e-mail]"), std::pair(spelled, "[phone]")}) {
            SCOPED_TRACE(trick);
            Writer writer(*world, ways_in[0]);
            EXPECT_EQ(writer.sends("Call " + trick + " please.", "").status, 422);
            EXPECT_EQ(writer.goes_on(writer.put()).status, 200);
            EXPECT_EQ(writer.typed(), std::string("Call ") + stands_for + " please.");
        }
}

TEST(GuardInForms, BidiControlsAndInvisibleSignsHideNothing) {
    for (auto& world : every_database())
        for (const std::string hidden : {"\u202edan@example.org\u202c", "d\u200ban@exam\u200dple.org", "dan\u2060@example\ufeff.org"}) {
            Writer writer(*world, ways_in[0]);
            EXPECT_EQ(writer.sends("Write to " + hidden + " please.", "").status, 422);
            EXPECT_THAT(writer.form().body, HasSubstr("<mark>dan@example.org</mark>"));
            writer.goes_on(writer.put());
            EXPECT_EQ(writer.typed(), "Write to [e-mail] please.");
        }
}

TEST(GuardInForms, WhatIsNoUtf8IsNoForm) {
    for (auto& world : every_database())
        for (const auto& way : ways_in)
            for (const std::string broken : {"dan\xff@example.org", "\xc3", "\xed\xa0\x80"}) {
                Writer writer(*world, way);
                EXPECT_EQ(writer.sends(broken, "").status, 400);
                EXPECT_FALSE(writer.changed_to(broken));
            }
}

TEST(GuardInForms, HoldsWhenAFormIsFullOfPlaces) {
    std::string many, code;
    for (int place = 0; place < 400; ++place) many += "dan@example.org ";
    for (auto& world : every_database()) {
        Writer writer(*world, ways_in[0]);
        const auto refused = writer.sends(many + "<script>alert(1)</script>", "");
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, Not(HasSubstr("<script>alert")));
        EXPECT_EQ(writer.goes_on(writer.put()).status, 200);
        EXPECT_THAT(writer.typed(), testing::StartsWith("[e-mail] dan@example.org "));
    }
}

TEST(GuardInForms, WhatIsMuchLongerThanItMayBeIsNotReadAndStandsThereAsItWasTyped) {
    for (auto& world : every_database())
        for (const auto& way : ways_in) {
            SCOPED_TRACE(way.what);
            Writer writer(*world, way);
            const auto text = "Write to dan@example.org. " + std::string(10'000, 'a');
            const auto refused = writer.sends(text, "");
            EXPECT_EQ(refused.status, 422);
            EXPECT_TRUE(writer.typed() == text);
            EXPECT_TRUE(refused.body.contains("This is too long"));
            EXPECT_FALSE(refused.body.contains("<mark>"));
        }
}

TEST(GuardInForms, AnEditThatOpensNothingAnyMoreKeepsItsWordsWhenAPlaceIsReplaced) {
    for (auto& world : every_database()) {
        Writer writer(*world, ways_in[4]);
        writer.sends("Write to dan@example.org please.", "");
        const auto put = writer.put();
        const auto id = writer.form().field("id");
        world->clock.pass(std::chrono::minutes(121));
        const auto late = world->post("/p/edit", {{"open", "closed"}, {"id", id}, {"words", "Write to dan@example.org please."}, {"note", "late"}, {"put", put}});
        EXPECT_EQ(late.status, 200);
        EXPECT_EQ(late.form("again").field("words"), "Write to [e-mail] please.");
        EXPECT_EQ(late.form("again").field("note"), "late");
        EXPECT_THAT(late.body, HasSubstr("name=\"receipt\""));
    }
}

}  // namespace
}  // namespace himthough

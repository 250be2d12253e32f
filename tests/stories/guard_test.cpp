// What the guard and the writing aid say in every form that takes words, without JavaScript.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/world.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

/// One field of one form in which words come in.
struct WayIn {
    const char* what;
    const char* path;        // "" for an edit
    const char* field;
    bool owned;
};
constexpr WayIn ways_in[] = {
    {"the words of a me too", "/himthough/me-too", "words", false}, {"its note", "/himthough/me-too", "note", false},
    {"the words of an acknowledgement", "/himthough/did-that", "words", true}, {"its vow", "/himthough/did-that", "vow_action", true},
    {"an edit of a me too", "", "words", false}, {"an edit of its note", "", "note", false},
    {"an edit of an acknowledgement", "", "words", true}, {"an edit of its vow", "", "vow_action", true},
};

/// Whole enough that the writing aid has nothing to ask: these tests are about the guard.
constexpr auto whole = "I laughed when she was hurt. She may have felt alone. It was my fault and nobody else's. "
                       "I will take a course by 3 March, and my friend checks every month.";

/// Somebody who fills in a form of one way in, and goes on with what came back.
class Writer {
public:
    Writer(World& world, const WayIn& way, const std::string& language = "en") : world_(world), way_(way), page_(language) {
        const auto day = (world.clock.today() + 30).iso();
        if (*way.path) {
            token_ = {"token", world.get(way.path).field("token")};
            path_ = way.path;
            form_ = "say";
        } else {
            said_ = way.owned ? world.acknowledges(whole, {{"vow_action", "I will take a course."}, {"vow_day", day}}) : world.says_me_too("Short.");
            token_ = {"open", world.opens(said_->receipt).field("open")};
            path_ = "/p/edit";
            form_ = "edit-" + world.public_id(*said_);
            fixed_.emplace_back("id", world.public_id(*said_));
        }
        if (way.owned) fixed_.insert(fixed_.end(), {{"deed", "looked_away"}, {"vow_day", day}, {"language", "en"}});
        else fixed_.insert(fixed_.end(), {{"audience", "survivors"}, {"answers", "anyone"}, {"language", "es"}});
        newest_ = world.newest();
    }

    Answer sends(const std::string& text, const std::string& looked) {
        Fields fields = fixed_;
        fields.push_back(token_);
        const std::string words = way_.owned ? whole : "Short, then.";
        const std::string other = way_.owned ? "vow_action" : "note", other_text = way_.owned ? "I will take a course." : "";
        fields.emplace_back("words", way_.field == std::string("words") ? text : words);
        fields.emplace_back(other, way_.field == other ? text : other_text);
        fields.emplace_back("looked", looked);
        return last_ = world_.post(path_, fields, headers());
    }
    /// What stands in the page that came back, with one button pressed or none.
    Answer goes_on(const std::string& put = "") {
        Fields fields = fixed_;
        for (const auto* name : {"words", way_.owned ? "vow_action" : "note", "looked"}) fields.emplace_back(name, form().field(name));
        fields.emplace_back(token_.first, form().field(token_.first));
        fields.emplace_back("put", put);
        return last_ = world_.post(path_, fields, headers());
    }
    Answer form() const { return last_.form(form_); }
    std::string typed() const { return form().field(way_.field); }
    /// The button of the first marked place.
    std::string put() const { return form().field("put"); }
    bool kept() const {
        if (!said_) return world_.newest() != newest_;
        return world_.opens(said_->receipt).form(form_).field(way_.field) == last_sent_;
    }
    bool changed_to(const std::string& text) {
        last_sent_ = text;
        return kept();
    }

private:
    Headers headers() const { return {{"accept-language", page_}}; }

    World& world_;
    const WayIn& way_;
    std::string page_, path_, form_, last_sent_;
    std::pair<std::string, std::string> token_;
    std::optional<Said> said_;
    Fields fixed_;
    Answer last_;
    ContributionId newest_ = 0;
};

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
            EXPECT_EQ(writer.form().field("looked"), "1");
            EXPECT_FALSE(writer.changed_to(text));
            EXPECT_EQ(writer.goes_on().status, 200);
            EXPECT_TRUE(writer.changed_to(text));
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

TEST(GuardInForms, NeverShowsAWriterWhatOnlyOrdersTheQueue) {
    for (auto& world : every_database()) {
        Writer writer(*world, ways_in[0]);
        const auto sent = writer.sends("It was the mayor of Smallham.", "");
        EXPECT_EQ(sent.status, 200);
        EXPECT_TRUE(writer.kept());
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

// Safety 31, in the guard.
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

// Safety 39.
constexpr auto empty_apology = "I am sorry if anyone was hurt, but I was drunk. It was only banter. Please forgive me.";

TEST(WritingAid, AsksAtMostThreeQuestionsOnceAndThenLetsTheWordsGo) {
    for (const auto& way : {ways_in[2], ways_in[6]})
        for (auto& world : every_database()) {
            SCOPED_TRACE(way.what);
            Writer writer(*world, way);
            const auto asked = writer.sends(empty_apology, "");
            EXPECT_EQ(asked.status, 200);
            EXPECT_THAT(writer.form().body, HasSubstr("Questions to think about"));
            std::size_t questions = 0;
            const auto body = writer.form().body;
            for (auto at = body.find("class=\"question\""); at != std::string::npos; at = body.find("class=\"question\"", at + 1)) ++questions;
            EXPECT_EQ(questions, 3U);
            EXPECT_EQ(writer.typed(), empty_apology) << "it writes nothing for anybody";
            EXPECT_FALSE(writer.changed_to(empty_apology)) << "and keeps nothing";
            EXPECT_EQ(world->all_bytes().find("only banter"), std::string::npos);
            const auto sent = writer.goes_on();
            EXPECT_EQ(sent.status, 200);
            EXPECT_TRUE(writer.changed_to(empty_apology)) << "it never blocks";
            EXPECT_THAT(sent.form("say").body, Not(HasSubstr("class=\"question\"")));
        }
}

TEST(WritingAid, AsksInTheLanguageOfTheWordsAndNothingOfSurvivors) {
    const char* const languages[][3] = {{"en", "I am sorry if anyone was hurt.", "<mark>if anyone was hurt</mark>"},
                                        {"es", "Lo siento si alguien se sintió mal.", "class=\"question\""},
                                        {"fr", "Je suis désolé si quelqu'un a été blessé.", "class=\"question\""}};
    for (auto& world : every_database())
        for (const auto& [language, words, there] : languages) {
            const auto asked = world->sends_acknowledgement(words, {{"language", language}, {"looked", ""}});
            EXPECT_EQ(asked.status, 200);
            EXPECT_THAT(asked.body, HasSubstr(there)) << language;
            const auto survivor = world->sends_me_too(words, {{"language", language}, {"looked", ""}});
            EXPECT_FALSE(receipt_in(survivor).empty()) << language;
        }
}

TEST(WritingAid, AsksBesideWhatIsMissingSoThatNobodyHasToSendTwiceMore) {
    for (auto& world : every_database()) {
        const auto refused = world->sends_acknowledgement(empty_apology, {{"deed", ""}, {"looked", ""}});
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, HasSubstr("Please choose what it was."));
        EXPECT_THAT(refused.body, HasSubstr("class=\"question\""));
        EXPECT_EQ(refused.form("say").field("looked"), "1");
    }
}

TEST(WritingAid, AsksNothingThatTheVowAnswers) {
    constexpr auto words = "I laughed when she was hurt. She may have felt alone. It was my fault and nobody else's. My friend checks on me.";
    for (auto& world : every_database()) {
        const auto without = world->sends_acknowledgement(words, {{"looked", ""}});
        EXPECT_THAT(without.body, HasSubstr("What will you do about it?"));
        EXPECT_THAT(without.body, HasSubstr("By when?"));
        const auto with_vow = world->sends_acknowledgement(words, {{"vow_action", "Take a course."}, {"vow_day", (world->clock.today() + 30).iso()}, {"looked", ""}});
        EXPECT_FALSE(receipt_in(with_vow).empty());
    }
}

}  // namespace
}  // namespace himthough

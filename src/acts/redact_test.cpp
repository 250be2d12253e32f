#include "acts/redact.h"

#include "acts/desk_scene_test.h"
#include "store/record.h"
#include "store/stand_ins.h"

namespace himthough {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Redacting : testing::Test {
    DeskScene desk;
    AtDesk amal = desk.me(desk.signs_in(desk.joins("Amal")));
    ContributionId said = desk.somebody_says("It was Tomcat, the neighbour. Tomcat laughed.");

    NewRedaction places(std::vector<RedactedPlace> chosen) const { return {said, 1, std::move(chosen), {}}; }
    NewRedaction pieces(std::vector<RedactedPiece> typed) const { return {said, 1, {}, std::move(typed)}; }
    std::vector<Stretch> stand_ins() {
        return desk.store.read([&](store::Transaction& tx) { return store::stand_ins_in(tx, said); });
    }
    void changes(const std::function<void(Contribution&)>& how) {
        auto one = desk.kept(said);
        how(one);
        ASSERT_TRUE(desk.store.write([&](store::Transaction& tx) -> Outcome<Done> {
            store::rewrite_contribution(tx, one, one.day);
            return Done{};
        }));
    }
    /// Nothing was changed, nothing is on the record, nothing on the list.
    void expect_untouched(const Outcome<Ended>& outcome, Why why, std::string_view field = "places") {
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().why, why);
        EXPECT_EQ(outcome.error().field, field);
        EXPECT_EQ(desk.kept(said).state, State::waiting);
        EXPECT_THAT(desk.kept(said).words, HasSubstr("Tomcat"));
        EXPECT_EQ(desk.number("SELECT count(*) FROM record WHERE did < 20"), 0);
        EXPECT_THAT(desk.deletions.all(), IsEmpty());
    }
};

TEST_F(Redacting, PutsAStandInThereAcceptsItAndCountsItOnce) {
    ASSERT_TRUE(redact(desk.with(), amal, places({{{Part::words, 7, 13}, "name"}})));
    const auto kept = desk.kept(said);
    EXPECT_EQ(kept.words, "It was [name], the neighbour. Tomcat laughed.");
    EXPECT_EQ(kept.state, State::accepted);
    EXPECT_EQ(kept.revision, 2);
    EXPECT_THAT(stand_ins(), ElementsAre(Stretch{Part::words, 7, 13}));
    EXPECT_EQ(desk.number("SELECT COALESCE(sum(count), 0) FROM cell WHERE event <> 21"), 1);
}

TEST_F(Redacting, ReplacesTypedWordsWhereverTheyStandButInsideNoOtherWord) {
    changes([](Contribution& one) {
        one.words = "Tom, and Tom's tomcat, atom, Tomorrow, Tom";
        one.note = "about Tom";
        one.vow = Vow{.action = "I ask Tom.", .made = one.day, .due = one.day + 9};
    });
    auto asked = pieces({{"Tom", "name"}});
    asked.revision = 2;
    ASSERT_TRUE(redact(desk.with(), amal, asked));
    const auto kept = desk.kept(said);
    EXPECT_EQ(kept.words, "[name], and [name]'s tomcat, atom, Tomorrow, [name]");
    EXPECT_EQ(kept.note, "about [name]");
    EXPECT_EQ(kept.vow->action, "I ask [name].");
    EXPECT_EQ(stand_ins().size(), 5U);
}

TEST_F(Redacting, ReplacesInsideOfWordsWhereALanguageDoesNotPartThem) {
    changes([](Contribution& one) { one.words = "那是丹尼对我说的。"; });
    auto asked = pieces({{"丹尼", "name"}});
    asked.revision = 2;
    ASSERT_TRUE(redact(desk.with(), amal, asked));
    EXPECT_EQ(desk.kept(said).words, "那是[name]对我说的。");
}

TEST_F(Redacting, SpeaksTheLanguageOfTheText) {
    ASSERT_TRUE(desk.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        tx.run("UPDATE contribution SET language = 'es-MX'", {});
        return Done{};
    }));
    ASSERT_TRUE(redact(desk.with(), amal, pieces({{"Tomcat", "name"}})));
    EXPECT_THAT(desk.kept(said).words, HasSubstr("[nombre]"));
}

TEST_F(Redacting, IsOnTheRecordAsThatAndWithoutTheWords) {
    ASSERT_TRUE(redact(desk.with(), amal, pieces({{"Tomcat", "name"}})));
    const auto rows = desk.store.read([&](store::Transaction& tx) { return store::entries_about(tx, said); });
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].did, Did::redacted);
    EXPECT_EQ(rows[0].reviewer, amal.reviewer);
    EXPECT_EQ(desk.number("SELECT count(*) FROM pragma_table_info('stand_in') WHERE type <> 'INTEGER'"), 0);
}

TEST_F(Redacting, LeavesNoByteOfWhatStoodThereAndPutsItOnTheListOfDeletions) {
    ASSERT_THAT(desk.all_bytes(), HasSubstr("Tomcat"));
    ASSERT_TRUE(redact(desk.with(), amal, pieces({{"Tomcat", "name"}})));
    desk.store.engine().sweep();
    EXPECT_THAT(desk.all_bytes(), Not(HasSubstr("Tomcat")));
    const store::Deletion expected{store::Deletion::Kind::wording, said, desk.clock.today(), 1, {{Part::words, 7, 13}, {Part::words, 30, 36}}};
    EXPECT_THAT(desk.deletions.all(), ElementsAre(expected));
}

TEST_F(Redacting, OfAPlaceInsideAnotherTakesTheLargerOne) {
    auto asked = places({{{Part::words, 7, 13}, "name"}, {{Part::words, 0, 13}, "name"}});
    asked.pieces = {{"Tomcat", "name"}};
    ASSERT_TRUE(redact(desk.with(), amal, asked));
    EXPECT_EQ(desk.kept(said).words, "[name], the neighbour. [name] laughed.");
}

TEST_F(Redacting, RefusesWhatIsNoPlace) {
    changes([](Contribution& one) { one.words = "Zoë and Tomcat"; });
    const std::vector<Stretch> none = {{Part::words, 0, 3}, {Part::words, 3, 4}, {Part::words, 4, 4}, {Part::words, 5, 4}, {Part::words, 0, 99},
                                       {Part::note, 0, 1}, {Part::vow, 0, 1}};
    for (const auto& place : none) {
        auto asked = places({{place, "name"}});
        asked.revision = 2;
        expect_untouched(redact(desk.with(), amal, asked), Why::unreadable);
    }
    auto asked = places({{{Part::words, 0, 4}, "nonsense"}});
    asked.revision = 2;
    expect_untouched(redact(desk.with(), amal, asked), Why::unreadable);
}

TEST_F(Redacting, RefusesPlacesThatOverlapInPart) {
    expect_untouched(redact(desk.with(), amal, places({{{Part::words, 3, 10}, "name"}, {{Part::words, 7, 13}, "name"}})), Why::unreadable);
}

TEST_F(Redacting, RefusesNothingAndWordsThatDoNotStandThere) {
    expect_untouched(redact(desk.with(), amal, places({})), Why::missing);
    expect_untouched(redact(desk.with(), amal, pieces({{"", "name"}})), Why::missing);
    expect_untouched(redact(desk.with(), amal, pieces({{"Tomcat", "name"}, {"Tomkat ", "name"}})), Why::unreadable, "piece-2");
    expect_untouched(redact(desk.with(), amal, pieces({{"Tomcat", ""}})), Why::missing, "piece-1");
}

TEST_F(Redacting, FindsAWordWithOtherCapitalsAndWhereNothingPartsWords) {
    changes([](Contribution& one) { one.words = "TOMCAT! tomcat, and tomcats stay. 丹尼，那是丹尼对我说的。"; });
    auto asked = pieces({{"Tomcat", "name"}, {"丹尼", "name"}});
    asked.revision = 2;
    EXPECT_TRUE(redact(desk.with(), amal, asked));
    EXPECT_EQ(desk.kept(said).words, "[name]! [name], and tomcats stay. [name]，那是[name]对我说的。");
}

TEST_F(Redacting, AWordInTheStoryIsNotMeantInsideAWordOfTheNote) {
    changes([](Contribution& one) { one.words = "Ana stayed.", one.note = "a banana"; });
    auto asked = pieces({{"Ana", "name"}});
    asked.revision = 2;
    EXPECT_TRUE(redact(desk.with(), amal, asked));
    EXPECT_EQ(desk.kept(said).words, "[name] stayed.");
    EXPECT_EQ(desk.kept(said).note, "a banana");
}

TEST_F(Redacting, AcceptsNothingAtWhichTheGuardWouldStop) {
    changes([](Contribution& one) { one.words = "Tomcat, 12345678"; });
    auto asked = pieces({{"Tomcat", "name"}});
    asked.revision = 2;
    expect_untouched(redact(desk.with(), amal, asked), Why::words_refused);
    asked.pieces.push_back({"12345678", "bank"});
    EXPECT_TRUE(redact(desk.with(), amal, asked));
    EXPECT_EQ(desk.kept(said).words, "[name], [number]");
}

TEST_F(Redacting, NeverTouchesATextThatWasChangedAfterItWasRead) {
    changes([](Contribution& one) { one.words = "Tomcat, and more."; });
    const auto late = redact(desk.with(), amal, pieces({{"Tomcat", "name"}}));
    expect_untouched(late, Why::already_done, "decision");
    EXPECT_EQ(late.error().says, "fault.changed_since");
}

TEST_F(Redacting, IsForWhatWaitsOnly) {
    const auto one = desk.kept(said);
    for (const auto state : {State::silent, State::sealed, State::accepted, State::released, State::to_change, State::declined}) {
        ASSERT_TRUE(desk.store.write([&](store::Transaction& tx) -> Outcome<Done> {
            store::set_state(tx, one, state, desk.clock.today());
            return Done{};
        }));
        EXPECT_EQ(redact(desk.with(), amal, pieces({{"Tomcat", "name"}})).error().why, Why::already_done);
    }
    EXPECT_THAT(desk.kept(said).words, HasSubstr("Tomcat"));
    EXPECT_THAT(desk.deletions.all(), IsEmpty());
}

TEST_F(Redacting, OfSomethingTakenBackFindsNothing) {
    ASSERT_TRUE(desk.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        store::erase_contribution(tx, said);
        return Done{};
    }));
    EXPECT_EQ(redact(desk.with(), amal, pieces({{"Tomcat", "name"}})).error().why, Why::not_found);
}

TEST_F(Redacting, ASecondTimeKeepsSightOfTheFirst) {
    ASSERT_TRUE(redact(desk.with(), amal, places({{{Part::words, 7, 13}, "name"}})));
    const auto first = desk.kept(said);
    ASSERT_TRUE(desk.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        store::set_state(tx, first, State::waiting, desk.clock.today());
        return Done{};
    }));
    auto again = pieces({{"It", "name"}});
    again.revision = 2;
    ASSERT_TRUE(redact(desk.with(), amal, again));
    EXPECT_EQ(desk.kept(said).words, "[name] was [name], the neighbour. Tomcat laughed.");
    EXPECT_THAT(stand_ins(), ElementsAre(Stretch{Part::words, 0, 6}, Stretch{Part::words, 11, 17}));
}

TEST_F(Redacting, AsTheFirstOfTwoIsOnTheRecordAndKeepsTheNoteOfTheOther) {
    const AtDesk noor = desk.me(desk.signs_in(desk.joins("Noor")));
    auto made = places({{{Part::words, 7, 13}, "name"}});
    made.with_second = true;
    ASSERT_EQ(redact(desk.with(), amal, made).value(), Ended::waits_for_second);
    EXPECT_EQ(desk.kept(said).state, State::waiting);
    const auto revision = desk.kept(said).revision;
    EXPECT_EQ(decide(desk.with(), amal, {said, revision, {.decision = Decision::accept}}).error().says, "fault.second_is_another");
    ASSERT_TRUE(decide(desk.with(), noor, {said, revision, {.decision = Decision::accept_noted, .note = "a childhood"}}));
    EXPECT_EQ(desk.kept(said).state, State::accepted);
    EXPECT_EQ(desk.kept(said).note, "a childhood");
    const auto rows = desk.store.read([&](store::Transaction& tx) { return store::entries_about(tx, said); });
    EXPECT_EQ(rows.back().did, Did::redacted);
}

TEST_F(Redacting, OfANoteIsForgottenWhenAnotherNoteStandsThere) {
    changes([](Contribution& one) { one.note = "about Tom"; });
    auto asked = pieces({{"Tom", "name"}, {"Tomcat", "name"}});
    asked.revision = 2;
    ASSERT_TRUE(redact(desk.with(), amal, asked));
    ASSERT_THAT(stand_ins(), testing::Contains(Stretch{Part::note, 6, 12}));
    ASSERT_TRUE(undo(desk.with(), amal, said));
    const auto again = desk.kept(said).revision;
    ASSERT_TRUE(decide(desk.with(), amal, {said, again, {.decision = Decision::accept_noted, .note = "a childhood"}}));
    EXPECT_THAT(stand_ins(), ElementsAre(Stretch{Part::words, 7, 13}, Stretch{Part::words, 30, 36}));
}

TEST_F(Redacting, IsNoPlainDecision) {
    expect_untouched(decide(desk.with(), amal, {said, 1, {.decision = Decision::redact}}), Why::not_allowed, "decision");
}

}  // namespace
}  // namespace himthough

#include "store/restore.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/deletions.h"
#include "store/reviewers.h"
#include "store/sql/scratch_test.h"

namespace himthough::store {
namespace {

namespace fs = std::filesystem;
using sql::Scratch;
using Kind = Deletion::Kind;
using testing::HasSubstr;

const Day day = *Day::parse("2017-10-15");

constexpr sql::Text add_participant = "INSERT INTO participant (receipt, day) VALUES ($receipt, 17454) RETURNING id";
constexpr sql::Text add_contribution = R"(
    INSERT INTO contribution (participant, movement, voice, state, audience, answers, language, day, note, words)
    VALUES ($participant, 1, 1, 4, 1, 1, 'en', 17454, '', $words) RETURNING id
)";

/// A data directory and a place for backups.
struct House {
    Scratch scratch;
    fs::path data = scratch / "data", backups = scratch / "backups";
    std::unique_ptr<Engine> engine;

    House() { fs::create_directory(data); open(); }
    void open() { engine = sql::open_sqlite(data / database_name); }
    void close() { engine.reset(); }

    /// The participant's row; the contribution has the same number when nothing else was added.
    std::pair<std::int64_t, std::int64_t> somebody_says(std::string_view receipt, std::string_view words) {
        std::pair<std::int64_t, std::int64_t> rows;
        EXPECT_TRUE(engine->write([&](Transaction& tx) {
            rows.first = tx.number(add_participant, {{"receipt", sql::Blob{receipt}}});
            rows.second = tx.number(add_contribution, {{"participant", rows.first}, {"words", words}});
            return true;
        }));
        return rows;
    }
    void erase(std::int64_t participant) {
        DeletionJournal(data / deletions_name).add({Kind::participant, participant, day});
        engine->write([&](Transaction& tx) { return tx.run("DELETE FROM participant WHERE id = $id", {{"id", participant}}) == 1; });
    }
    std::vector<std::string> words() {
        std::vector<std::string> found;
        engine->read([&](Transaction& tx) {
            found = tx.all("SELECT words FROM contribution ORDER BY id", {}, [](const sql::Row& row) { return std::string(row.text(0)); });
        });
        return found;
    }
    bool anywhere(std::string_view text) const {
        for (const auto& entry : fs::recursive_directory_iterator(data))
            if (entry.is_regular_file() && scratch.bytes(fs::relative(entry.path(), scratch.path()).string()).find(text) != std::string::npos)
                return true;
        return false;
    }
};

std::string complaint_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const std::runtime_error& fault) {
        return fault.what();
    }
    return "";
}

TEST(Restore, BringsBackWhatWasThere) {
    House house;
    house.somebody_says("r1", "an apple");
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    EXPECT_EQ(backup.filename(), "2017-10-15");
    house.somebody_says("r2", "a pear");
    house.close();
    EXPECT_EQ(restore(backup, house.data).day, day);
    house.open();
    EXPECT_THAT(house.words(), testing::ElementsAre("an apple"));
    for (const auto* left : {"restoring", "replaced"}) EXPECT_FALSE(fs::exists(house.data / left));
}

TEST(Restore, NeverBringsADeletedThingBack) {
    House house;
    const auto gone = house.somebody_says("r1", "a kumquat").first;
    house.somebody_says("r2", "a pear");
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    house.erase(gone);
    house.close();
    EXPECT_EQ(restore(backup, house.data).deleted_again, 1);
    house.open();
    EXPECT_THAT(house.words(), testing::ElementsAre("a pear"));
    house.engine->sweep();
    EXPECT_FALSE(house.anywhere("kumquat"));
    EXPECT_EQ(DeletionJournal(house.data / deletions_name).all().size(), 1u);
}

TEST(Restore, KnowsTheDeletionsOfALaterBackupWhenTheDiskIsLost) {
    House house;
    const auto gone = house.somebody_says("r1", "a kumquat").first;
    const auto older = back_up(*house.engine, house.data, house.backups, day);
    house.erase(gone);
    const auto newer = back_up(*house.engine, house.data, house.backups, day);
    EXPECT_EQ(newer.filename(), "2017-10-15-2");
    house.close();
    fs::remove_all(house.data);
    fs::create_directory(house.data);
    fs::copy_file(newer / deletions_name, house.data / deletions_name);
    EXPECT_EQ(restore(older, house.data).deleted_again, 1);
    EXPECT_FALSE(house.anywhere("kumquat"));
}

TEST(Restore, NeverGivesANumberTwice) {
    House house;
    house.somebody_says("r1", "an apple");
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    const auto after = house.somebody_says("r2", "a pear");       // the backup does not know these numbers
    house.erase(after.first);
    house.close();
    restore(backup, house.data);
    house.open();
    const auto next = house.somebody_says("r3", "a plum");
    EXPECT_GT(next.first, after.first);
    EXPECT_GT(next.second, after.second);
    house.close();
    restore(backup, house.data);                                   // and again: the old entry hits nobody else's row
    house.open();
    EXPECT_GT(house.somebody_says("r4", "a plum").second, next.second);
    EXPECT_THAT(house.words(), testing::ElementsAre("an apple", "a plum"));
}

TEST(Restore, RefusesWhileAServerRunsAndChangesNothing) {
    House house;
    house.somebody_says("r1", "an apple");
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    house.somebody_says("r2", "a pear");
    EXPECT_THAT(complaint_of([&] { restore(backup, house.data); }), HasSubstr("Another process"));
    EXPECT_EQ(house.words().size(), 2u);
}

TEST(Restore, RefusesWhatIsNoBackupOrADamagedOneAndKeepsWhatIsThere) {
    House house;
    house.somebody_says("r1", std::string(300000, 'x'));
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    house.somebody_says("r2", "a pear");
    house.close();
    EXPECT_THAT(complaint_of([&] { restore(house.backups, house.data); }), HasSubstr("not a complete backup"));
    {
        std::fstream damage(backup / database_name, std::ios::in | std::ios::out | std::ios::binary);
        for (int page = 3; page < 30; ++page) damage.seekp(page * 4096) << "damaged";
    }
    EXPECT_NE(complaint_of([&] { restore(backup, house.data); }), "");
    house.open();
    EXPECT_EQ(house.words().size(), 2u);
    EXPECT_FALSE(fs::exists(house.data / "restoring"));
}

TEST(Restore, ReplacesADamagedDatabaseAndItsLog) {
    House house;
    house.somebody_says("r1", "an apple");
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    house.close();
    std::ofstream(house.data / database_name) << std::string(9000, 'x');
    std::ofstream(house.data / "himthough.db-wal") << std::string(9000, 'y');
    restore(backup, house.data);
    house.open();
    EXPECT_THAT(house.words(), testing::ElementsAre("an apple"));
}

TEST(Restore, EndsReviewersSessions) {
    House house;
    house.engine->write([](Transaction& tx) {
        tx.run("INSERT INTO reviewer (name, skeleton, password, totp, totp_step, state, day) VALUES ('a', 'a', '', '', 0, 1, 1)");
        return tx.run("INSERT INTO session (hash, reviewer, began, seen, age) VALUES (x'01', 1, 1, 1, 1)") == 1;
    });
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    house.close();
    restore(backup, house.data);
    house.open();
    house.engine->read([](Transaction& tx) { EXPECT_EQ(tx.number("SELECT count(*) FROM session"), 0); });
}

/// Reviewers of a house, by the statements of the store.
struct Desk {
    House& house;
    std::int64_t step = 0;

    ReviewerId add(const std::string& name) {
        std::optional<ReviewerId> id;
        house.engine->write([&](Transaction& tx) {
            id = add_reviewer(tx, {.name = name, .password = "first " + name, .totp = "made up", .day = day}, name, ++step);
            return id.has_value();
        });
        return id.value_or(0);
    }
    void reset(ReviewerId id) {
        house.engine->write([&](Transaction& tx) { renew_reviewer(tx, id, "second", "made up again", ++step); return true; });
    }
    void let_go(ReviewerId id) { house.engine->write([&](Transaction& tx) { let_reviewer_go(tx, id); return true; }); }
    Restored restored(const fs::path& backup) {
        house.close();
        const auto done = restore(backup, house.data);
        house.open();
        return done;
    }
    std::string password(ReviewerId id) {
        std::string found;
        house.engine->read([&](Transaction& tx) { if (const auto one = reviewer(tx, id)) found = one->password; });
        return found;
    }
};

TEST(Restore, OpensNoWitnessLinkAndNoCalendarAgain) {
    House house;
    const auto [participant, contribution] = house.somebody_says("r1", "an apple");
    ASSERT_TRUE(house.engine->write([&](Transaction& tx) {
        const auto vow = tx.number("INSERT INTO vow (contribution, action, due) VALUES ($c, 'a', 17500) RETURNING id", {{"c", contribution}});
        tx.run("INSERT INTO witness (vow, state, link, made) VALUES ($vow, 1, x'01', 17454)", {{"vow", vow}});
        tx.run("INSERT INTO witness (vow, state, link, participant, made) VALUES ($vow, 3, x'02', $who, 17454)", {{"vow", vow}, {"who", participant}});
        tx.run("INSERT INTO calendar_feed (participant, hash) VALUES ($who, x'03')", {{"who", participant}});
        return true;
    }));
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    house.close();
    restore(backup, house.data);
    house.open();
    house.engine->read([&](Transaction& tx) {
        EXPECT_EQ(tx.number("SELECT count(*) FROM witness WHERE state <> 3"), 0) << "it may have been used since";
        EXPECT_EQ(tx.number("SELECT count(*) FROM witness WHERE state = 3"), 1) << "who looks still does";
        EXPECT_EQ(tx.number("SELECT count(*) FROM calendar_feed"), 0) << "it may have been ended since";
    });
}

TEST(Restore, AReviewerWhoWasLetGoOrResetSinceStaysSo) {
    House house;
    Desk desk{house};
    const auto gone = desk.add("ana"), renewed = desk.add("bela"), same = desk.add("chris");
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    desk.let_go(gone);
    desk.reset(renewed);
    const auto added = desk.add("dana");
    const auto done = desk.restored(backup);
    EXPECT_EQ(desk.password(gone), "");
    EXPECT_EQ(desk.password(renewed), "second");
    EXPECT_EQ(desk.password(same), "first chris");
    EXPECT_EQ(desk.password(added), "first dana");
    EXPECT_THAT(done.reviewers, testing::ElementsAre("bela", "chris", "dana"));
    EXPECT_THAT(done.unasked, testing::IsEmpty());
}

TEST(Restore, AnOlderDatabaseInItsPlaceSaysNothingNewAboutReviewers) {
    House house;
    Desk desk{house};
    const auto gone = desk.add("ana"), renewed = desk.add("bela");
    const auto older = back_up(*house.engine, house.data, house.backups, day);
    desk.let_go(gone);
    desk.reset(renewed);
    const auto newer = back_up(*house.engine, house.data, house.backups, day);
    house.close();
    fs::remove_all(house.data);
    house.engine.reset();
    restore(older, house.data);      // the wrong one, on a new disk
    const auto done = desk.restored(newer);
    EXPECT_EQ(desk.password(gone), "");
    EXPECT_EQ(desk.password(renewed), "second");
    EXPECT_THAT(done.reviewers, testing::ElementsAre("bela"));
}

TEST(Restore, NamesTheReviewersNobodyCouldBeAskedAbout) {
    House house;
    Desk desk{house};
    desk.add("ana");
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    house.close();
    fs::remove_all(house.data);
    EXPECT_THAT(restore(backup, house.data).unasked, testing::ElementsAre("ana"));
    house.open();
}

TEST(BackUp, KeepsTheOldOnesWhenTheNewOneFails) {
    House house;
    const auto old = back_up(*house.engine, house.data, house.backups, day);
    std::ofstream(house.data / deletions_name) << "no such list";
    EXPECT_NE(complaint_of([&] { back_up(*house.engine, house.data, house.backups, day + 31, 30); }), "");
    EXPECT_TRUE(fs::exists(old));
}

TEST(BackUp, RemovesOldOnesAndNothingElse) {
    House house;
    const auto old = back_up(*house.engine, house.data, house.backups, day);
    const auto young = back_up(*house.engine, house.data, house.backups, day + 10);
    fs::create_directory(house.backups / "2001-01-01");
    const auto now = back_up(*house.engine, house.data, house.backups, day + 31, 30);
    EXPECT_FALSE(fs::exists(old));
    EXPECT_TRUE(fs::exists(young));
    EXPECT_TRUE(fs::exists(now));
    EXPECT_TRUE(fs::exists(house.backups / "2001-01-01"));
    EXPECT_EQ(fs::status(now).permissions(), fs::perms(0700));
}

TEST(Restore, WordsThatWereChangedSinceAreNotPublicAgain) {
    House house;
    const auto [person, changed] = house.somebody_says("one", "as it was");
    house.somebody_says("two", "left alone");
    const auto before = back_up(*house.engine, house.data, house.backups, day);
    DeletionJournal(house.data / deletions_name).add({Kind::wording, changed, day, 1});
    house.engine->write([&, id = changed](Transaction& tx) { return tx.run("UPDATE contribution SET words = 'changed', revision = 2 WHERE id = $id", {{"id", id}}) == 1; });
    const auto after = back_up(*house.engine, house.data, house.backups, day);
    house.close();

    const auto states = [&] {
        house.open();
        std::vector<std::int64_t> found;
        house.engine->read([&](Transaction& tx) { found = tx.all("SELECT state FROM contribution ORDER BY id", {}, [](const sql::Row& row) { return row.integer(0); }); });
        house.close();
        return found;
    };
    restore(before, house.data);
    EXPECT_EQ(states(), (std::vector<std::int64_t>{6, 4})) << "the old words wait for their writer";
    restore(after, house.data);
    EXPECT_EQ(states(), (std::vector<std::int64_t>{4, 4})) << "the new words are what their writer wants";
}

/// A state, a revision and words of the only contribution.
struct Standing {
    std::int64_t state, revision;
    std::string words;
    friend bool operator==(const Standing&, const Standing&) = default;
};
Standing standing_in(House& house) {
    Standing found{};
    house.engine->read([&](Transaction& tx) {
        found = *tx.one("SELECT state, revision, words FROM contribution", {}, [](const sql::Row& row) {
            return Standing{row.integer(0), row.integer(1), std::string(row.text(2))};
        });
    });
    return found;
}

TEST(Restore, WhatAReviewerTookOutSinceIsTakenOutAgainAndReadAgain) {
    House house;
    const auto said = house.somebody_says("r1", "It was Mr Kumquat, the kumquat.").second;
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    DeletionJournal(house.data / deletions_name).add({Kind::wording, said, day, 1, {{Part::words, 7, 17}, {Part::words, 23, 30}}});
    house.close();
    EXPECT_EQ(restore(backup, house.data).deleted_again, 1);
    house.open();
    EXPECT_EQ(standing_in(house), (Standing{3, 2, "It was […], the […]."}));
    EXPECT_FALSE(house.anywhere("umquat"));
    std::vector<std::int64_t> marked;
    house.engine->read([&](Transaction& tx) {
        marked = tx.all("SELECT first FROM stand_in ORDER BY first", {}, [](const sql::Row& row) { return row.integer(0); });
    });
    EXPECT_THAT(marked, testing::ElementsAre(7, 18)) << "their writer sees where";
    house.close();
    restore(backup, house.data);
    house.open();
    EXPECT_EQ(standing_in(house).revision, 2) << "and once more";
}

TEST(Restore, TakesOutWhatTwoReviewersChoseAtTheSameTime) {
    House house;
    const auto said = house.somebody_says("r1", "It was Mr Kumquat, the kumquat.").second;
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    DeletionJournal(house.data / deletions_name).add({Kind::wording, said, day, 1, {{Part::words, 7, 17}}});
    DeletionJournal(house.data / deletions_name).add({Kind::wording, said, day, 1, {{Part::words, 10, 30}}});
    house.close();
    restore(backup, house.data);
    house.open();
    EXPECT_EQ(standing_in(house).words, "It was […].");
}

TEST(Restore, AnEarlierWordingThanTheOneAReviewerReadIsNotPublicAndNeverCut) {
    House house;
    const auto said = house.somebody_says("r1", "Ö.").second;
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    DeletionJournal(house.data / deletions_name).add({Kind::wording, said, day, 1});
    DeletionJournal(house.data / deletions_name).add({Kind::wording, said, day, 2, {{Part::words, 1, 9}}});
    house.close();
    for (const auto* once : {"first", "again"}) {
        restore(backup, house.data);
        house.open();
        EXPECT_EQ(standing_in(house), (Standing{6, 3, "Ö."})) << once;
        const auto later = back_up(*house.engine, house.data, house.backups, day + 1);
        house.close();
        restore(later, house.data);
        house.open();
        EXPECT_EQ(standing_in(house), (Standing{6, 3, "Ö."})) << "the list means another text by that number";
        house.close();
    }
}

constexpr sql::Text began = "SELECT began FROM movement WHERE slug = 'metoo'";
std::int64_t began_on(House& house) {
    std::int64_t number = -1;
    house.engine->read([&](Transaction& tx) { number = tx.number(began); });
    return number;
}

/// A movement with one released day, and a backup of it.
fs::path backup_with_a_release(House& house) {
    house.engine->write([&](Transaction& tx) { return tx.run("INSERT INTO movement (slug, began) VALUES ('metoo', 17454)") == 1; });
    fs::create_directories(house.data / released_name / "metoo");
    std::ofstream(house.data / released_name / "metoo" / "a-2017-10-15.json") << "released";
    const auto backup = back_up(*house.engine, house.data, house.backups, day);
    house.close();
    return backup;
}

TEST(Restore, KeepsWhatWasReleasedMeanwhileAndGoesOn) {
    House house;
    const auto backup = backup_with_a_release(house);
    std::ofstream(house.data / released_name / "metoo" / "a-2017-10-16.json") << "released later";
    restore(backup, house.data);
    house.open();
    EXPECT_TRUE(fs::exists(house.data / released_name / "metoo" / "a-2017-10-15.json"));
    EXPECT_TRUE(fs::exists(house.data / released_name / "metoo" / "a-2017-10-16.json"));
    EXPECT_EQ(began_on(house), 17454);
}

TEST(Restore, ReleasesNothingOfDaysBeforeItWhereItIsNotKnownWhatWasReleased) {
    House house;
    const auto backup = backup_with_a_release(house);
    fs::remove_all(house.data);
    fs::create_directory(house.data);
    restore(backup, house.data);
    house.open();
    EXPECT_EQ(house.scratch.bytes("data/released/metoo/a-2017-10-15.json"), "released") << "what the backup knows is shown";
    EXPECT_EQ(began_on(house), 0) << "from the day on which the server is started";
}

}  // namespace
}  // namespace himthough::store

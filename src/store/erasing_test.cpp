#include "store/erasing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/sql/scratch_test.h"
#include "store/sql/sqlite.h"

namespace himthough::store {
namespace {

using testing::ElementsAre;

const Day day = *Day::parse("2017-10-15");

/// Two movements, and people who said something in one of them or in both.
struct TwoMovements {
    sql::Scratch scratch;
    std::unique_ptr<Engine> engine = sql::open_sqlite(scratch / "himthough.db");
    MovementId goes = 0, stays = 0;

    TwoMovements() {
        change([&](Transaction& tx) {
            goes = find_or_add_movement(tx, "goes");
            stays = find_or_add_movement(tx, "stays");
        });
    }
    template <class Change> void change(Change what) {
        EXPECT_TRUE(engine->write([&](Transaction& tx) {
            what(tx);
            return true;
        }));
    }
    std::int64_t number(sql::Text text) {
        std::int64_t found = 0;
        engine->read([&](Transaction& tx) { found = tx.number(text); });
        return found;
    }
    std::int64_t somebody(std::string_view receipt) {
        std::int64_t id = 0;
        change([&](Transaction& tx) { id = tx.number("INSERT INTO participant (receipt, day) VALUES ($receipt, 17454) RETURNING id", {{"receipt", sql::Blob{receipt}}}); });
        return id;
    }
    std::int64_t says(std::int64_t participant, MovementId movement, std::string_view words) {
        constexpr sql::Text add = R"(
            INSERT INTO contribution (participant, movement, voice, state, audience, answers, language, day, note, words)
            VALUES ($participant, $movement, 1, 4, 1, 1, 'en', 17454, '', $words) RETURNING id
        )";
        std::int64_t id = 0;
        change([&](Transaction& tx) { id = tx.number(add, {{"participant", participant}, {"movement", movement}, {"words", words}}); });
        return id;
    }
    int erases(int most) {
        int parts = 1;
        change([&](Transaction& tx) { end_movement(tx, goes, day); });
        for (bool more = true; more; ++parts) change([&](Transaction& tx) { more = erase_some(tx, goes, most); });
        return parts;
    }
    std::vector<std::string> words() {
        std::vector<std::string> found;
        engine->read([&](Transaction& tx) {
            found = tx.all("SELECT words FROM contribution ORDER BY id", {}, [](const sql::Row& row) { return std::string(row.text(0)); });
        });
        return found;
    }
};

TEST(EraseMovement, KeepsWhatIsElsewhereAndWhoeverHasSomethingThere) {
    TwoMovements house;
    const auto only_here = house.somebody("r1"), both = house.somebody("r2"), only_there = house.somebody("r3");
    house.says(only_here, house.goes, "here");
    house.says(both, house.goes, "here too");
    house.says(both, house.stays, "and there");
    house.says(only_there, house.stays, "there");
    house.erases(1);
    EXPECT_THAT(house.words(), ElementsAre("and there", "there"));
    EXPECT_EQ(house.number("SELECT count(*) FROM participant"), 2);
    house.engine->read([&](Transaction& tx) {
        EXPECT_TRUE(to_erase(tx).empty());
        EXPECT_EQ(ended_on(tx, house.goes), day);
        EXPECT_EQ(ended_on(tx, house.stays), std::nullopt);
    });
}

TEST(EraseMovement, TakesAlongWhoeverHasOnlySomethingThatHangsOnIt) {
    TwoMovements house;
    const auto writer = house.somebody("w"), answers = house.somebody("a"), joins = house.somebody("j"), reports = house.somebody("c"), describes = house.somebody("d"),
               looks = house.somebody("l"), sits = house.somebody("s"), other = house.somebody("o");
    const auto said = house.says(writer, house.goes, "words"), answer = house.says(answers, house.goes, "an answer");
    house.says(other, house.stays, "elsewhere");
    house.change([&](Transaction& tx) {
        tx.run("UPDATE contribution SET answers_to = $said WHERE id = $id", {{"said", said}, {"id", answer}});
        tx.run("INSERT INTO pledge (contribution, needs, link) VALUES ($said, 3, x'01')", {{"said", said}});
        tx.run("INSERT INTO joined (participant, pledge) VALUES ($who, $said)", {{"who", joins}, {"said", said}});
        tx.run("INSERT INTO vow (contribution, action, due, movement) VALUES ($said, 'I ask', 17500, $movement)", {{"said", said}, {"movement", house.goes}});
        tx.run("INSERT INTO witness (vow, state, link, participant, made) VALUES (1, 3, x'02', $who, 17454)", {{"who", looks}});
        tx.run("INSERT INTO concern (participant, contribution, revision, words, day, state) VALUES ($who, $said, 1, 'unkind', 17454, 1)", {{"who", reports}, {"said", said}});
        tx.run("INSERT INTO concern (participant, revision, words, day, state, movement) VALUES ($who, 0, 'me', 17454, 8, $movement)", {{"who", describes}, {"movement", house.goes}});
        tx.run("INSERT INTO circle (movement, rhythm, places) VALUES ($movement, 1, 3)", {{"movement", house.goes}});
        tx.run("INSERT INTO seat (circle, place, participant) VALUES (1, 1, $who)", {{"who", sits}});
        tx.run("INSERT INTO wave (movement, likeness, day) VALUES ($movement, zeroblob(16), 17454)", {{"movement", house.goes}});
        tx.run("UPDATE contribution SET wave = 1 WHERE id = $id", {{"id", answer}});
        tx.run("INSERT INTO cell (movement, day, event, count) VALUES ($movement, 17454, 1, 5)", {{"movement", house.goes}});
        tx.run("INSERT INTO cell (movement, day, event, count) VALUES ($movement, 17454, 1, 6)", {{"movement", house.stays}});
    });
    EXPECT_GT(house.erases(1), 3) << "in parts";
    EXPECT_THAT(house.words(), ElementsAre("elsewhere"));
    EXPECT_EQ(house.number("SELECT min(id) FROM participant"), other);
    EXPECT_EQ(house.number("SELECT count(*) FROM participant"), 1);
    EXPECT_EQ(house.number("SELECT (SELECT count(*) FROM concern) + (SELECT count(*) FROM circle) + (SELECT count(*) FROM witness) + (SELECT count(*) FROM wave)"), 0);
    EXPECT_EQ(house.number("SELECT sum(count) FROM cell"), 6);
}

}  // namespace
}  // namespace himthough::store

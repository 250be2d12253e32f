#include "store/record.h"

#include <gtest/gtest.h>

#include "store/sql/scratch_test.h"

namespace himthough::store {
namespace {

struct Record : testing::Test {
    sql::Scratch folder;
    Key key = new_key();
    Store store{sql::open_sqlite(folder / "himthough.db")};

    static Key new_key() {
        start_secrets();
        return random_key();
    }
    void writes(int lines) {
        ASSERT_TRUE(store.write([&](Transaction& tx) -> Outcome<Done> {
            for (int line = 0; line < lines; ++line) add_entry(tx, key, {.reviewer = 1, .day = Day::from_number(17454), .did = Did::declined, .about = line + 1, .reason = Reason::attacks});
            return Done{};
        }));
    }
    void changes(const sql::Text& text) {
        ASSERT_TRUE(store.write([&](Transaction& tx) -> Outcome<Done> { tx.run(text); return Done{}; }));
    }
    RecordState state(std::string_view head = {}) {
        return store.read([&](Transaction& tx) { return verify_record(tx, key, head); });
    }
};

TEST_F(Record, HoldsWhatWasWritten) {
    EXPECT_EQ(state().lines, 0);
    writes(2500);
    EXPECT_EQ(state().lines, 2500);
    EXPECT_FALSE(state().broken);
    EXPECT_EQ(state().head.size(), 64U);
}

TEST_F(Record, FindsALineThatWasChangedLeftOutOrPutIn) {
    writes(5);
    changes("UPDATE record SET reason = 2 WHERE id = 3");
    EXPECT_EQ(state().broken, 3);
    changes("UPDATE record SET reason = 6 WHERE id = 3");
    EXPECT_FALSE(state().broken);
    changes("UPDATE record SET chain = x'' WHERE id = 3");
    EXPECT_EQ(state().broken, 3) << "only the first can be unbound";
    changes("DELETE FROM record WHERE id = 3");
    EXPECT_EQ(state().broken, 4);
    changes("UPDATE record SET id = id - 1 WHERE id > 3");
    EXPECT_EQ(state().broken, 3);
}

TEST_F(Record, ThatWasCutShortDoesNotMeetTheHeadThatWasNoted) {
    writes(5);
    const auto head = state().head;
    writes(2);
    EXPECT_TRUE(state(head).passed);
    changes("DELETE FROM record WHERE id > 4");
    EXPECT_FALSE(state().broken);
    EXPECT_FALSE(state(head).passed);
}

TEST_F(Record, IsBoundByTheServersKey) {
    writes(3);
    key = random_key();
    EXPECT_EQ(state().broken, 1);
}

}  // namespace
}  // namespace himthough::store

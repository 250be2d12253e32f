#include "store/imported.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/erasing.h"
#include "store/movements.h"
#include "store/sql/scratch_test.h"
#include "store/sql/sqlite.h"

namespace himthough::store {
namespace {

using testing::ElementsAre;

const Day first = *Day::parse("2017-10-15");

struct Shelf {
    sql::Scratch scratch;
    std::unique_ptr<Engine> engine = sql::open_sqlite(scratch / "himthough.db");
    MovementId movement = 0;

    Shelf() {
        engine->write([&](Transaction& tx) {
            movement = find_or_add_movement(tx, "metoo");
            return true;
        });
    }
    bool imports(const ImportedFile& file) {
        bool is_new = false;
        engine->write([&](Transaction& tx) { return is_new = add_imported(tx, movement, file); });
        return is_new;
    }
    std::vector<ImportedCell> cells() {
        std::vector<ImportedCell> found;
        engine->read([&](Transaction& tx) { found = imported_cells(tx, movement); });
        return found;
    }
};

ImportedFile file(std::uint8_t name, std::int64_t count) {
    ImportedFile made{.digest = {name}, .label = "", .format = "list of ids", .day = first + 2000, .posts = count, .authors = {.count = 7}, .cells = {}, .authors_of_day = {{first, {.count = 7}}}};
    made.cells = {{.day = first, .voices = 1, .kind = 1, .language = "en", .country = "", .count = count}};
    return made;
}

TEST(Imported, TheSameFileCountsOnceAndFilesAddUp) {
    Shelf shelf;
    EXPECT_TRUE(shelf.imports(file(1, 40)));
    EXPECT_TRUE(shelf.imports(file(2, 2)));
    EXPECT_FALSE(shelf.imports(file(1, 40)));
    EXPECT_THAT(shelf.cells(), ElementsAre(ImportedCell{.day = first, .voices = 1, .kind = 1, .language = "en", .country = "", .count = 42}));
    shelf.engine->read([&](Transaction& tx) {
        EXPECT_TRUE(is_imported(tx, shelf.movement, Hash{2}));
        EXPECT_FALSE(is_imported(tx, shelf.movement, Hash{3}));
        EXPECT_FALSE(is_imported(tx, shelf.movement + 1, Hash{2}));
    });
}

TEST(Imported, GoesWithItsMovement) {
    Shelf shelf;
    shelf.imports(file(1, 40));
    shelf.engine->write([&](Transaction& tx) {
        end_movement(tx, shelf.movement, first);
        return true;
    });
    for (bool more = true; more;)
        shelf.engine->write([&](Transaction& tx) {
            more = erase_some(tx, shelf.movement, 10);
            return true;
        });
    shelf.engine->read([](Transaction& tx) {
        EXPECT_EQ(tx.number("SELECT (SELECT count(*) FROM imported_file) + (SELECT count(*) FROM imported_cell) + (SELECT count(*) FROM imported_day)"), 0);
    });
}

}  // namespace
}  // namespace himthough::store

#include <gtest/gtest.h>

#include "store/recovery_codes.h"
#include "store/restore.h"
#include "store/reviewer_links.h"
#include "store/sql/scratch_test.h"

namespace himthough::store {
namespace {

namespace fs = std::filesystem;

const Day day = *Day::parse("2017-10-15");

/// A data directory with people at its desk.
struct PeopledHouse {
    sql::Scratch scratch;
    fs::path data = scratch / "data";
    std::unique_ptr<Engine> engine = open();

    std::unique_ptr<Engine> open() {
        fs::create_directory(data);
        return sql::open_sqlite(data / database_name);
    }
    ReviewerId add(const std::string& name, Role role) {
        ReviewerId id = 0;
        EXPECT_TRUE(engine->write([&](Transaction& tx) {
            id = add_reviewer(tx, {.name = name, .password = "hash", .totp = "sealed", .day = day, .role = role}, name, 100).value_or(0);
            return id > 0;
        }));
        return id;
    }
    void change(const std::function<void(Transaction&)>& what) {
        EXPECT_TRUE(engine->write([&](Transaction& tx) {
            what(tx);
            return true;
        }));
    }
    Role role_of(ReviewerId id) {
        Role role{};
        engine->read([&](Transaction& tx) { role = reviewer(tx, id).value().role; });
        return role;
    }
    fs::path backed_up() { return back_up(*engine, data, scratch / "backups", day); }
    void restores(const fs::path& backup) {
        engine.reset();
        restore(backup, data);
        engine = open();
    }
};

TEST(RestoredPeople, HaveTheRolesTheyWereGivenSince) {
    PeopledHouse house;
    const auto ana = house.add("ana", Role::organiser), bela = house.add("bela", Role::reviewer);
    const auto backup = house.backed_up();
    house.change([&](Transaction& tx) { set_role(tx, bela, Role::organiser); });
    house.change([&](Transaction& tx) { set_role(tx, ana, Role::figures); });
    const auto chris = house.add("chris", Role::figures);
    const auto newer = house.backed_up();
    house.restores(backup);
    EXPECT_EQ(house.role_of(ana), Role::figures);
    EXPECT_EQ(house.role_of(bela), Role::organiser);
    EXPECT_EQ(house.role_of(chris), Role::figures);
    house.engine.reset();
    fs::remove_all(house.data);
    restore(backup, house.data);   // the wrong one, on a new disk
    house.engine = house.open();
    EXPECT_EQ(house.role_of(ana), Role::organiser);
    house.restores(newer);
    EXPECT_EQ(house.role_of(ana), Role::figures) << "an older database in its place says nothing new";
}

TEST(RestoredPeople, FindNoOldLinkAndNoOldCodeThatMayHaveBeenUsedSince) {
    PeopledHouse house;
    const auto ana = house.add("ana", Role::organiser);
    const Hash code{1}, token{2};
    house.change([&](Transaction& tx) {
        set_recovery_codes(tx, ana, std::array<Hash, 1>{code});
        add_reviewer_link(tx, token, {.purpose = LinkPurpose::add, .role = Role::organiser, .maker = ana});
    });
    const auto backup = house.backed_up();
    house.restores(backup);
    house.engine->read([&](Transaction& tx) {
        EXPECT_FALSE(has_recovery_code(tx, ana, code));
        EXPECT_FALSE(find_reviewer_link(tx, token));
        EXPECT_EQ(reviewers(tx).size(), 1U);
    });
}

}  // namespace
}  // namespace himthough::store

#include "store/circles.h"

#include <gtest/gtest.h>

#include "store/deletions.h"
#include "store/notes.h"
#include "store/participants.h"
#include "store/restore.h"
#include "store/shown_rounds.h"
#include "store/sql/scratch_test.h"

namespace himthough::store {
namespace {

namespace fs = std::filesystem;
using Kind = Deletion::Kind;

const Day day = *Day::parse("2026-01-05");

/// A data directory with one circle that has begun, in which everybody has written, and a backup of it.
struct Kept {
    sql::Scratch scratch;
    fs::path data = scratch / "data", backup;
    std::unique_ptr<Engine> engine;
    CircleId circle = 0;
    std::vector<ParticipantId> members;
    std::vector<NoteId> notes;
    ShownRoundId shown = 0;

    explicit Kept(int count) {
        fs::create_directory(data);
        open();
        engine->write([&](Transaction& tx) {
            circle = add_circle(tx, {.movement = 1, .rhythm = CircleRhythm::weekly, .places = 8});
            for (int place = 1; place <= count; ++place) sit_down(tx, place);
            set_round(tx, circle, {1, day});
            for (const auto& seat : seats_of(tx, circle)) {
                notes.push_back(add_note(tx, seat.id, 1, NotePart::words));
                add_copy(tx, notes.back(), seat.id, "sealed");
            }
            offer_seat(tx, circle, 8, link());
            shown = add_shown_round(tx, circle, seats_of(tx, circle).front().id, 1, day);
            return true;
        });
        backup = back_up(*engine, data, scratch / "backups", day);
    }
    /// To the seat that is empty.
    static Hash link() { return Hash{8}; }
    void sit_down(Transaction& tx, int place) {
        Hash receipt{};
        receipt[0] = static_cast<std::uint8_t>(place);
        members.push_back(find_or_add_participant(tx, receipt, day).id);
        add_seat(tx, circle, place, members.back(), Key{});
    }
    void open() { engine = sql::open_sqlite(data / database_name); }
    /// With these on the list of deletions.
    void restores(const std::vector<Deletion>& deletions) {
        engine.reset();
        {
            DeletionJournal journal(data / deletions_name);
            for (const auto& deletion : deletions) journal.add(deletion);
        }
        restore(backup, data);
        open();
    }
    template <class Look> auto sees(Look look) {
        std::optional<std::invoke_result_t<Look, Transaction&>> seen;
        engine->read([&](Transaction& tx) { seen = look(tx); });
        return *seen;
    }
    bool is_there() { return sees([&](Transaction& tx) { return find_circle(tx, circle).has_value(); }); }
};

TEST(Circles, ComeBackFromABackupWithoutThoseWhoLeft) {
    Kept kept(4);
    kept.restores({{Kind::participant, kept.members[3], day}});
    EXPECT_TRUE(kept.is_there());
    EXPECT_EQ(kept.sees([&](Transaction& tx) { return seats_of(tx, kept.circle).size(); }), 3U);
}

TEST(Circles, AreClosedAgainByARestoreWhenFewerThanThreeAreLeft) {
    Kept kept(3);
    kept.restores({{Kind::participant, kept.members[1], day}});
    EXPECT_FALSE(kept.is_there());
    EXPECT_EQ(kept.sees([](Transaction& tx) { return tx.number("SELECT count(*) FROM note_copy"); }), 0);
}

TEST(Circles, ThatAReviewerClosedStayClosed) {
    Kept kept(3);
    kept.restores({{Kind::shown_round, kept.shown, day}, {Kind::circle, kept.circle, day}});
    EXPECT_FALSE(kept.is_there());
    EXPECT_TRUE(kept.sees([&](Transaction& tx) { return participant_since(tx, kept.members[0]).has_value(); })) << "their members' receipts stay";
}

TEST(Circles, DoNotShowAgainWhatWasReplacedOrDecidedAbout) {
    Kept kept(3);
    kept.restores({{Kind::note, kept.notes[0], day}, {Kind::shown_round, kept.shown, day}});
    EXPECT_TRUE(kept.is_there());
    EXPECT_EQ(kept.sees([](Transaction& tx) { return tx.number("SELECT count(*) FROM note_copy"); }), 2);
    EXPECT_FALSE(kept.sees([&](Transaction& tx) { return find_shown_round(tx, kept.shown).has_value(); }));
}

TEST(Circles, OfferNoSeatByALinkFromBeforeARestore) {
    Kept kept(3);
    EXPECT_TRUE(kept.sees([](Transaction& tx) { return find_offer(tx, Kept::link()).has_value(); }));
    kept.restores({});
    EXPECT_FALSE(kept.sees([](Transaction& tx) { return find_offer(tx, Kept::link()).has_value(); })) << "it may have been used or replaced since";
}

TEST(Circles, OfferASeatThatNobodyHasByItsNewestLink) {
    Kept kept(3);
    Hash older{}, newer{};
    older[0] = 1, newer[0] = 2;
    kept.engine->write([&](Transaction& tx) {
        offer_seat(tx, kept.circle, 4, older);
        offer_seat(tx, kept.circle, 4, newer);
        offer_seat(tx, kept.circle, 1, older);   // somebody sits there
        return true;
    });
    EXPECT_FALSE(kept.sees([&](Transaction& tx) { return find_offer(tx, older).has_value(); }));
    EXPECT_TRUE(kept.sees([&](Transaction& tx) { return find_offer(tx, newer).has_value(); }));
    EXPECT_EQ(kept.sees([&](Transaction& tx) { return seats_of(tx, kept.circle).size(); }), 3U);
}

TEST(Circles, GoOnAndNeverBack) {
    Kept kept(3);
    kept.engine->write([&](Transaction& tx) {
        set_round(tx, kept.circle, {3, day + 14});
        set_round(tx, kept.circle, {2, day + 7});
        return true;
    });
    EXPECT_EQ(kept.sees([&](Transaction& tx) { return find_circle(tx, kept.circle)->newest; }), (Round{3, day + 14}));
}

}  // namespace
}  // namespace himthough::store

// Three rules make a restored backup safe to serve.
//
// What was deleted stays deleted, and what was changed is not public again as it was before. The list of deletions names rows by number; the backup's list and the one in the data directory
// are put together and deleted again. (Losing both disk and list loses what was deleted after the backup: copy `deletions` more
// often than you back up.)
//
// A number never names two rows. A backup knows nothing of the rows that came after it, and would give their numbers to others: then
// an old link, or an old entry of the list, would mean somebody else's words. So every restore lets the numbers go on far above the
// highest that the backup, the replaced database or the lists know of. The gap is wider than anything one server can have written
// since, so it holds when the replaced database cannot be read any more. Nobody sees it: people see numbers permuted (base/id.h).
//
// Figures are released once. Where the folder of what was released is gone, the files of the backup are put there, and nothing is released of
// the days before the restored server starts: somebody may hold what the lost server released of them, and two draws of noise tell more than one.
//
// And one more for the desk: whoever was let go, or got a new password, stays so. While the replaced database can be read, its
// reviewers count. Otherwise those of the backup do, and the operator is told their names.
#include "store/restore.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <tuple>

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include "base/log.h"
#include "store/answers.h"
#include "store/appeals.h"
#include "store/backup_mark.h"
#include "store/circles.h"
#include "store/contributions.h"
#include "store/concerns.h"
#include "store/deletions.h"
#include "store/erasing.h"
#include "store/notes.h"
#include "store/shown_rounds.h"
#include "store/sql/file_lock.h"
#include "store/sql/sqlite.h"
#include "store/stand_ins.h"

namespace himthough::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t gap = std::int64_t{1} << 32;
constexpr std::size_t deletions_at_a_time = 1000;
constexpr const char* with_database[] = {"", "-wal", "-shm"};

fs::path beside(const fs::path& database, const char* ending) {
    auto path = database;
    return path += ending;
}

constexpr sql::Text sound = "PRAGMA integrity_check(1)";
constexpr sql::Text dangling = "SELECT count(*) FROM pragma_foreign_key_check";
void must_be_sound(Engine& engine, const fs::path& file) {
    bool fine = false;
    engine.read([&](Transaction& tx) {
        const auto answer = tx.one(sound, {}, [](const sql::Row& row) { return std::string(row.text(0)); });
        fine = answer == "ok" && tx.number(dangling) == 0;
    });
    if (!fine) throw std::runtime_error(fmt::format("{} is damaged. Use another backup.", file.string()));
}

constexpr sql::Text numbered_tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'";
constexpr sql::Text highest_number = "SELECT max(seq) FROM sqlite_sequence";
std::int64_t highest_number_in(Engine& engine) {
    std::int64_t highest = 0;
    engine.read([&](Transaction& tx) { highest = tx.number(highest_number); });
    return highest;
}

constexpr sql::Text forget_number = "DELETE FROM sqlite_sequence WHERE name = $name";
constexpr sql::Text go_on_from = "INSERT INTO sqlite_sequence (name, seq) VALUES ($name, $seq)";
void go_on_above(Transaction& tx, std::int64_t highest) {
    const auto names = tx.all(numbered_tables, {}, [](const sql::Row& row) { return std::string(row.text(0)); });
    for (const auto& name : names) {
        tx.run(forget_number, {{"name", name}});
        tx.run(go_on_from, {{"name", name}, {"seq", highest + gap}});
    }
}

constexpr sql::Text erase_participant = "DELETE FROM participant WHERE id = $row";
constexpr sql::Text end_witness = "UPDATE witness SET state = 4, participant = NULL WHERE id = $row";
constexpr sql::Text erase_contribution = "DELETE FROM contribution WHERE id = $row";
// What its writer changed after the backup is not public again, nor before a reviewer: the writer decides (states 3 to 5 are waiting,
// accepted, released; 6 is to change).
constexpr sql::Text take_off = R"(
    UPDATE contribution SET state = 6, edition = NULL, place = NULL, revision = $revision + 1
    WHERE id = $row AND revision <= $revision AND state IN (3, 4, 5)
)";
// The list may name places of that revision (stand_ins.h): no text may come to have its number by other ways.
constexpr sql::Text leave_revision = "UPDATE contribution SET revision = $revision + 1 WHERE id = $row AND revision <= $revision";
std::int64_t take_off_again(Transaction& tx, const Deletion& deletion) {
    const auto taken = tx.run(take_off, {{"row", deletion.row}, {"revision", deletion.revision}});
    if (!deletion.cuts.empty()) tx.run(leave_revision, {{"row", deletion.row}, {"revision", deletion.revision}});
    return taken;
}
// Whether anything stood there that must not stand: both stay as their writer wanted them last, or stricter.
std::int64_t hide_again(Transaction& tx, ContributionId answer) {
    const auto held = find_contribution(tx, answer);
    if (!held || !held->answers_to || held->hidden) return 0;
    set_hidden(tx, answer, true);
    return 1;
}
std::int64_t turn_answers_off_again(Transaction& tx, ContributionId id) {
    const auto held = find_contribution(tx, id);
    if (!held || held->answers == Answers::nobody) return 0;
    set_answers(tx, id, Answers::nobody);
    take_off_answers(tx, id);
    return 1;
}
std::int64_t delete_one_again(Transaction& tx, const Deletion& deletion) {
    switch (deletion.kind) {
        case Deletion::Kind::participant: return tx.run(erase_participant, {{"row", deletion.row}});
        case Deletion::Kind::contribution: return tx.run(erase_contribution, {{"row", deletion.row}});
        case Deletion::Kind::circle: return erase_circle(tx, deletion.row);
        case Deletion::Kind::note: return erase_note(tx, deletion.row);
        case Deletion::Kind::shown_round: return erase_shown_round(tx, deletion.row);
        case Deletion::Kind::witness: return tx.run(end_witness, {{"row", deletion.row}});
        case Deletion::Kind::answer: return hide_again(tx, deletion.row);
        case Deletion::Kind::answers: return turn_answers_off_again(tx, deletion.row);
        case Deletion::Kind::concern: return forget_concern_words(tx, deletion.row);
        case Deletion::Kind::appeal: return forget_appeal_words(tx, deletion.row, deletion.revision);
        case Deletion::Kind::movement: end_movement(tx, find_or_add_movement(tx, deletion.slug), deletion.day); return 0;
        case Deletion::Kind::wording: return take_off_again(tx, deletion);
    }
    return 0;
}

/// Those that have ended, in the lists of deletions or in the backup itself, part by part.
std::int64_t erase_movements(Engine& engine) {
    std::int64_t parts = 0;
    for (bool more = true; more;) {
        const bool kept = engine.write([&](Transaction& tx) {
            const auto left = to_erase(tx);
            more = !left.empty();
            if (more) erase_some(tx, left.front(), static_cast<int>(deletions_at_a_time));
            return true;
        });
        if (!kept) throw std::runtime_error("The restored database could not be written. Is the disk full?");
        parts += more ? 1 : 0;
    }
    return parts;
}

std::int64_t delete_again(Engine& engine, const std::vector<Deletion>& deletions) {
    std::int64_t deleted = 0;
    const bool cut = engine.write([&](Transaction& tx) {
        deleted = cut_again(tx, deletions);
        return true;
    });
    if (!cut) throw std::runtime_error("The restored database could not be written. Is the disk full?");
    for (std::size_t begin = 0; begin < deletions.size(); begin += deletions_at_a_time) {
        const auto end = std::min(deletions.size(), begin + deletions_at_a_time);
        std::int64_t now = 0;
        const bool kept = engine.write([&](Transaction& tx) {
            now = 0;
            for (auto at = begin; at < end; ++at) now += delete_one_again(tx, deletions[at]);
            return true;
        });
        if (!kept) throw std::runtime_error("The restored database could not be written. Is the disk full?");
        deleted += now;
    }
    deleted += erase_movements(engine);
    const bool closed = engine.write([](Transaction& tx) {
        erase_closed_circles(tx);   // what the deleted left behind with fewer than three
        return true;
    });
    if (!closed) throw std::runtime_error("The restored database could not be written. Is the disk full?");
    return deleted;
}

constexpr sql::Text all_reviewers = "SELECT id, name, skeleton, password, totp, totp_step, state, day, role, role_changes FROM reviewer";
struct KnownReviewer {
    std::int64_t id;
    std::string name, skeleton, password, totp;
    std::int64_t totp_step, state, day, role, role_changes;
};
std::vector<KnownReviewer> reviewers_in(Transaction& tx) {
    return tx.all(all_reviewers, {}, [](const sql::Row& row) {
        return KnownReviewer{row.integer(0), std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)),
                             std::string(row.bytes(4)), row.integer(5), row.integer(6), row.integer(7), row.integer(8), row.integer(9)};
    });
}

// What one database knows of a reviewer is newer than what another does when a later code was used; letting go uses none (state 2).
// So the replaced database may itself come from a backup older than this one. A row of somebody else is left alone.
constexpr sql::Text take_over = R"(
    INSERT INTO reviewer (id, name, skeleton, password, totp, totp_step, state, day, role, role_changes)
    VALUES ($id, $name, $skeleton, $password, $totp, $step, $state, $day, $role, $changes)
    ON CONFLICT (id) DO UPDATE SET password = excluded.password, totp = excluded.totp, totp_step = excluded.totp_step, state = excluded.state
        WHERE skeleton = excluded.skeleton
          AND (totp_step < excluded.totp_step OR (totp_step = excluded.totp_step AND excluded.state = 2))
    ON CONFLICT DO NOTHING
)";
// A role is newer where it was changed more often.
constexpr sql::Text take_over_role = R"(
    UPDATE reviewer SET role = $role, role_changes = $changes WHERE id = $id AND skeleton = $skeleton AND role_changes < $changes
)";
void take_over_reviewers(Transaction& tx, const std::vector<KnownReviewer>& known) {
    for (const auto& one : known) {
        tx.run(take_over, {{"id", one.id}, {"name", one.name}, {"skeleton", one.skeleton}, {"password", one.password},
                           {"totp", sql::Blob{one.totp}}, {"step", one.totp_step}, {"state", one.state}, {"day", one.day},
                           {"role", one.role}, {"changes", one.role_changes}});
        tx.run(take_over_role, {{"id", one.id}, {"skeleton", one.skeleton}, {"role", one.role}, {"changes", one.role_changes}});
    }
}

void tell_reviewers(Engine& engine, const std::vector<KnownReviewer>& known, Restored& done) {
    engine.read([&](Transaction& tx) {
        for (const auto& one : reviewers_in(tx)) {
            if (one.state != 1) continue;
            done.reviewers.push_back(one.name);
            const auto same = [&](const KnownReviewer& other) { return other.id == one.id && other.skeleton == one.skeleton; };
            if (std::ranges::none_of(known, same)) done.unasked.push_back(one.name);
        }
    });
}

constexpr sql::Text end_sessions = "DELETE FROM session";
constexpr sql::Text end_links = "DELETE FROM reviewer_link";
constexpr sql::Text end_recovery_codes = "DELETE FROM recovery_code";
constexpr sql::Text end_witness_links = "DELETE FROM witness WHERE state <> 3";
constexpr sql::Text end_pledge_links = "UPDATE pledge SET link = randomblob(32)";
constexpr sql::Text end_calendars = "DELETE FROM calendar_feed";
constexpr sql::Text end_seat_links = "DELETE FROM seat WHERE participant IS NULL";
constexpr sql::Text begin_anew = "UPDATE movement SET began = 0";
void finish(Engine& engine, std::int64_t highest, const std::vector<KnownReviewer>& reviewers, bool knows_what_was_released) {
    const bool kept = engine.write([&](Transaction& tx) {
        take_over_reviewers(tx, reviewers);
        go_on_above(tx, highest);
        tx.run(end_sessions);   // one that was ended since the backup must not come back
        tx.run(end_links);
        forget_erasures(tx);   // one that was stopped since must not happen
        tx.run(end_recovery_codes);   // one that was used since must not open anything again
        tx.run(end_witness_links);   // one that was used since must not open anything again
        tx.run(end_pledge_links);
        tx.run(end_calendars);
        if (!knows_what_was_released) tx.run(begin_anew);
        tx.run(end_seat_links);   // who opened the circle makes new ones
        return true;
    });
    if (!kept) throw std::runtime_error("The restored database could not be written. Is the disk full?");
    engine.sweep();
}

std::vector<Deletion> together(const fs::path& backup, const fs::path& data_dir) {
    std::vector<Deletion> all;
    std::set<std::tuple<Deletion::Kind, std::int64_t, std::int64_t, std::vector<Stretch>>> known;
    for (const auto& folder : {backup, data_dir}) {
        if (!fs::exists(folder / deletions_name)) continue;
        for (const auto& deletion : DeletionJournal::read(folder / deletions_name))
            if (known.emplace(deletion.kind, deletion.row, deletion.revision, deletion.cuts).second) all.push_back(deletion);
    }
    return all;
}

struct Replaced {
    std::int64_t highest_number = 0;
    std::vector<KnownReviewer> reviewers{};
};

// Its log goes into the old database while it can still be read: then one rename replaces it whole. What it still knows.
Replaced settle_old(const fs::path& database) {
    if (!fs::exists(database)) return {};
    try {
        sql::SqliteSettings settings;
        settings.takes_lock = false;
        const auto engine = sql::open_sqlite(database, settings);
        Replaced old{highest_number_in(*engine)};
        engine->read([&](Transaction& tx) { old.reviewers = reviewers_in(tx); });
        return old;
    } catch (const std::exception& fault) {
        log::warn("The database to be replaced cannot be read: {}", fault.what());
        return {};
    }
}

// A second name for the old files, so that nothing is lost at any moment.
void set_aside(const fs::path& database, const fs::path& aside) {
    fs::create_directory(aside);
    for (const auto* ending : with_database)
        if (fs::exists(beside(database, ending))) fs::create_hard_link(beside(database, ending), aside / beside(database_name, ending));
    sync_path(aside);
}

void put_back(const fs::path& database, const fs::path& aside) {
    for (const auto* ending : with_database) {
        fs::remove(beside(database, ending));
        if (fs::exists(aside / beside(database_name, ending))) fs::rename(aside / beside(database_name, ending), beside(database, ending));
    }
}

void swap_in(const fs::path& fresh, const fs::path& database, const fs::path& aside) {
    set_aside(database, aside);
    try {
        fs::remove(beside(database, "-wal"));   // there is one only beside a damaged database; the new one must not read it
        fs::remove(beside(database, "-shm"));
        fs::rename(fresh, database);
        sync_path(database.parent_path());
        sql::SqliteSettings settings;
        settings.takes_lock = false;
        sql::open_sqlite(database, settings);
    } catch (...) {
        put_back(database, aside);
        throw;
    }
    fs::remove_all(aside);
    sync_path(database.parent_path());
}

}  // namespace

void sync_path(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw std::runtime_error(fmt::format("{} could not be written to disk: {}.", path.string(), std::strerror(error)));
}

Restored restore(const fs::path& backup, const fs::path& data_dir) {
    const auto mark = BackupMark::read(backup);
    if (!mark || !fs::exists(backup / database_name))
        throw std::runtime_error(fmt::format("{} is not a complete backup: it has no {}.", backup.string(),
                                             mark ? std::string(database_name) : std::string(BackupMark::file_name)));
    const bool made = fs::create_directories(data_dir);
    if (made) fs::permissions(data_dir, fs::perms::owner_all);
    const auto database = data_dir / database_name;
    const sql::FileLock lock(sql::FileLock::beside(database));

    const auto work = data_dir / "restoring", aside = data_dir / "replaced";
    if (fs::exists(aside))
        throw std::runtime_error(fmt::format("{} is left from a restore that was interrupted: it holds the database from before. Move "
                                             "it away, then restore again.", aside.string()));
    fs::remove_all(work);
    fs::create_directory(work);
    fs::permissions(work, fs::perms::owner_all);
    Restored done{.day = mark->day};
    try {
        const auto deletions = together(backup, data_dir);
        const auto old = settle_old(database);
        std::int64_t highest = old.highest_number;
        for (const auto& deletion : deletions) highest = std::max(highest, deletion.row);

        const auto fresh = work / database_name;
        fs::copy_file(backup / database_name, fresh);
        fs::permissions(fresh, fs::perms::owner_read | fs::perms::owner_write);
        {
            const auto engine = sql::open_sqlite(fresh);
            must_be_sound(*engine, backup / database_name);
            done.deleted_again = delete_again(*engine, deletions);
            finish(*engine, std::max(highest, highest_number_in(*engine)), old.reviewers, fs::exists(data_dir / released_name));
            tell_reviewers(*engine, old.reviewers, done);
        }
        sync_path(fresh);
        // The longer list first: it is true for the old database as well.
        DeletionJournal::write(data_dir / deletions_name, deletions);
        swap_in(fresh, database, aside);
        copy_released(backup, data_dir);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(work, ignored);
        throw;
    }
    fs::remove_all(work);
    return done;
}

}  // namespace himthough::store

// himthough import: counts archives for a movement and keeps the counts (docs/IMPORT.md). Works beside a running server.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <mutex>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/data.h"
#include "app/process.h"
#include "archive/formats.h"
#include "archive/kept_ids.h"
#include "archive/report.h"
#include "base/clock.h"
#include "base/text.h"
#include "campaign/movements.h"
#include "movement/folding.h"
#include "store/erasing.h"
#include "store/imported.h"
#include "store/movements.h"

namespace himthough::app {
namespace {

Movement movement_of(const Settings& settings, std::string_view slug) {
    const auto read = read_movements(settings.movements);
    for (const Fault& fault : read.faults) throw std::runtime_error(fault.str());
    const auto found = std::ranges::find(read.movements, slug, &Movement::slug);
    if (found == read.movements.end()) throw std::runtime_error(fmt::format("there is no movement {} in {}", slug, settings.movements.string()));
    return *found;
}

/// A few authors are none: the day and the language beside them could lead to a person.
store::ImportedAuthors kept(const archive::Estimate& authors) {
    const auto count = static_cast<std::int64_t>(authors.count);
    return {.count = may_be_told(count) ? count : 0, .exact = authors.error == 0};
}

store::ImportedFile kept(const archive::Counts& counts, const archive::ReadFile& file) {
    store::ImportedFile made;
    made.format = file.format;
    made.posts = static_cast<std::int64_t>(counts.posts);
    made.again = static_cast<std::int64_t>(counts.again);
    made.faulty = static_cast<std::int64_t>(file.faulty);
    made.authors = kept(counts.authors);
    for (const auto& cell : counts.cells) {
        const auto count = static_cast<std::int64_t>(cell.count);
        if (!cell.day) made.undated += count;
        else made.cells.push_back({.day = *cell.day, .voices = cell.voices, .kind = static_cast<int>(cell.kind), .language = cell.language, .country = cell.country, .count = count});
    }
    for (const auto& [day, authors] : counts.authors_of_day)
        if (kept(authors).count > 0) made.authors_of_day.emplace(day, kept(authors));
    return made;
}

/// One run: files one after another, each kept in one transaction or not at all.
class Import {
public:
    Import(const Settings& settings, const ImportAsked& asked)
        : asked_(asked), store_((require_data(settings), open_store(settings, asked.dry_run ? Use::look : Use::note))), keys_(Keys::open(key_file(settings))),
          seen_(settings.data) {
        const auto movement = movement_of(settings, asked.movement);
        const auto label = clean_text(asked.label);
        if (!label) throw std::runtime_error("the label is not UTF-8");
        label_ = *label;
        for (const Tag& tag : movement.tags) tags_[fold_tag(tag.text)] |= archive::one_voice(tag.voice);
        if (asked.keep_ids) know_kept_ids(kept_ids_folder(settings, asked.movement));
    }

    /// True when all of it was read.
    bool file(const std::string& name) {
        archive::Tally tally({.tags = tags_, .bare = asked_.archives.bare, .author_key = keys_.archive, .threads = counting_threads(), .id_key = id_key_}, seen_);
        const auto read = read_into(tally, name, asked_.archives);
        const auto counts = tally.finish();
        if (read.stopped || read.files.empty() || read.files.front().format.empty()) {
            seen_.drop();
            if (kept_ids_) kept_ids_->drop();
            std::cout << name << ": not counted\n";
            return false;
        }
        const auto& found = read.files.front();
        const std::lock_guard keeping(keeping_);
        if (kept_ids_) keep_ids(found);
        const bool is_new = asked_.dry_run ? !was_imported(found) : keep(counts, found);
        seen_.keep();
        std::cout << fmt::format("{}: {}, {} posts, {} uses{}", name, found.format, counts.posts, counts.uses(), days(counts));
        std::cout << (!is_new ? "; counted before: skipped\n" : asked_.dry_run ? "\n" : "; counted\n") << std::flush;
        if (asked_.dry_run) std::cout << archive::to_table(counts);
        else files_counted_ += is_new;
        return all_read(read);
    }

    /// Ends the process, from any thread, but never while a file is being kept: what has no name on the disk is gone with it.
    [[noreturn]] void end(int signal) {
        const std::lock_guard keeping(keeping_);
        std::cerr << fmt::format("\nstopped: {} files were counted, nothing of the one under way. The same command again goes on from there.\n", files_counted_) << std::flush;
        std::_Exit(128 + signal);
    }

private:
    static std::string days(const archive::Counts& counts) {
        const auto first = std::ranges::find_if(counts.cells, [](const auto& cell) { return cell.day.has_value(); });
        return first == counts.cells.end() ? "" : fmt::format(", {} to {}", first->day->iso(), counts.cells.back().day->iso());
    }

    void know_kept_ids(const std::filesystem::path& folder) {
        id_key_ = derive_key(keys_.archive, "ids");
        archive::hash_names_with(derive_key(keys_.archive, "names of posts"));
        kept_ids_.emplace(folder);
        for (const auto& digest : imported_digests())
            if (kept_ids_->holds(to_hex(bytes_of(digest)))) kept_ids_->remember(to_hex(bytes_of(digest)), seen_);
        seen_.tell_first([this](std::size_t bucket, std::span<const std::uint64_t> hashes) { kept_ids_->add(bucket, hashes); });
    }
    /// Before its counts: what has no counts beside it is not looked at.
    void keep_ids(const archive::ReadFile& file) {
        const auto name = to_hex(bytes_of(digest_of(file)));
        if (asked_.dry_run || (was_imported(file) && kept_ids_->holds(name))) kept_ids_->drop();
        else kept_ids_->keep(name);
    }
    std::vector<Hash> imported_digests() {
        return store_.read([&](store::Transaction& tx) {
            const auto all = store::all_movements(tx);
            const auto row = std::ranges::find(all, asked_.movement, &store::MovementRow::slug);
            return row == all.end() ? std::vector<Hash>() : store::imported_digests(tx, row->id);
        });
    }

    Hash digest_of(const archive::ReadFile& file) const { return keyed_hash(keys_.archive, bytes_of(file.digest)); }

    bool was_imported(const archive::ReadFile& file) {
        return store_.read([&](store::Transaction& tx) {
            const auto all = store::all_movements(tx);
            const auto row = std::ranges::find(all, asked_.movement, &store::MovementRow::slug);
            return row != all.end() && store::is_imported(tx, row->id, digest_of(file));
        });
    }

    bool keep(const archive::Counts& counts, const archive::ReadFile& file) {
        auto made = kept(counts, file);
        made.digest = digest_of(file);
        made.label = label_;
        made.day = SystemClock().today();
        const auto added = store_.write([&](store::Transaction& tx) -> Outcome<bool> {
            const auto movement = store::find_or_add_movement(tx, asked_.movement);
            if (store::ended_on(tx, movement)) return refuse(Why::not_allowed);
            return store::add_imported(tx, movement, made);
        });
        if (added) return *added;
        throw std::runtime_error(added.error().why == Why::not_allowed ? fmt::format("the movement {} has ended", asked_.movement)
                                                                  : "the database cannot be written now; nothing of this file was counted");
    }

    const ImportAsked& asked_;
    store::Store store_;
    const Keys keys_;
    archive::SeenIds seen_;
    std::map<std::string, archive::Voices, std::less<>> tags_;
    std::optional<Key> id_key_;                   // with --keep-ids: what stands for an id
    std::optional<archive::KeptIds> kept_ids_;    // the same
    std::string label_;
    std::mutex keeping_;           // while a file is being kept
    unsigned files_counted_ = 0;   // guarded by it
};

}  // namespace

int import_archives(const Settings& settings, const ImportAsked& asked) {
    if (asked.forget_ids) {
        require_data(settings);
        std::filesystem::remove_all(kept_ids_folder(settings, movement_of(settings, asked.movement).slug));
        std::cout << "no ids are kept for " << asked.movement << " any more\n";
    } else if (asked.archives.files.empty()) throw std::runtime_error("say which files to import");
    StopSignals signals;   // before any thread
    Import import(settings, asked);
    const WhenStopped stopped(signals, [&](int signal) { import.end(signal); });
    int status = 0;
    for (const auto& file : archive::files_of(asked.archives.files)) {
        if (import.file(file)) continue;
        status = 1;
        if (asked.archives.strict) break;
    }
    return status;
}

}  // namespace himthough::app

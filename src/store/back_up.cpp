#include <fstream>

#include <fmt/core.h>

#include "store/backup_mark.h"
#include "store/deletions.h"
#include "store/restore.h"

namespace himthough::store {
namespace {

namespace fs = std::filesystem;

void make_private_folder(const fs::path& folder) {
    fs::create_directory(folder);
    fs::permissions(folder, fs::perms::owner_all);
}

fs::path free_name(const fs::path& target_dir, Day today) {
    auto name = target_dir / today.iso();
    for (int next = 2; fs::exists(name); ++next) name = target_dir / fmt::format("{}-{}", today.iso(), next);
    return name;
}

void remove_old(const fs::path& target_dir, Day before) {
    for (const auto& entry : fs::directory_iterator(target_dir)) {
        if (!entry.is_directory() || entry.is_symlink()) continue;
        const auto mark = BackupMark::read(entry.path());
        if (mark && mark->day < before) fs::remove_all(entry.path());
    }
}

}  // namespace

// Its mark makes a folder a backup:
//
//     himthough backup 1
//     day 2017-10-15
std::optional<BackupMark> BackupMark::read(const fs::path& folder) {
    std::ifstream in(folder / file_name);
    std::string line;
    if (!std::getline(in, line) || line != "himthough backup 1") return {};
    if (!std::getline(in, line) || !line.starts_with("day ")) return {};
    const auto day = Day::parse(std::string_view(line).substr(4));
    if (!day) return {};
    return BackupMark{*day};
}

void BackupMark::write(const fs::path& folder) const {
    std::ofstream out(folder / file_name);
    out << "himthough backup 1\nday " << day.iso() << "\n";
    if (!out.flush()) throw std::runtime_error(fmt::format("{} cannot be written.", (folder / file_name).string()));
}

void copy_released(const fs::path& from, const fs::path& to) {
    if (!fs::is_directory(from / released_name)) return;
    for (const auto& movement : fs::directory_iterator(from / released_name)) {
        if (!movement.is_directory() || movement.is_symlink()) continue;
        const auto folder = to / released_name / movement.path().filename();
        fs::create_directories(folder);
        for (const auto& made : {to / released_name, folder}) fs::permissions(made, fs::perms::owner_all);
        for (const auto& file : fs::directory_iterator(movement)) {
            const auto copy = folder / file.path().filename();
            if (!file.is_regular_file() || file.path().extension() != ".json" || fs::exists(copy)) continue;
            const auto part = fs::path(copy).concat(".part");
            fs::copy_file(file.path(), part, fs::copy_options::overwrite_existing);
            sync_path(part);
            fs::rename(part, copy);
        }
        sync_path(folder);
    }
}

fs::path back_up(Engine& engine, const fs::path& data_dir, const fs::path& target_dir, Day today, std::optional<int> keep_days) {
    fs::create_directories(target_dir);

    const auto part = target_dir / ".part";
    fs::remove_all(part);
    make_private_folder(part);
    try {
        engine.backup_to(part / database_name);
        // After the database: what is deleted in between is on the list, and a restore deletes it.
        const auto list = data_dir / deletions_name;
        DeletionJournal::write(part / deletions_name, fs::exists(list) ? DeletionJournal::read(list) : std::vector<Deletion>());
        copy_released(data_dir, part);
        BackupMark{today}.write(part);
        sync_path(part / BackupMark::file_name);
        sync_path(part);
        const auto done = free_name(target_dir, today);
        fs::rename(part, done);
        sync_path(target_dir);
        if (keep_days) remove_old(target_dir, today + -*keep_days);
        return done;
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(part, ignored);
        throw;
    }
}

}  // namespace himthough::store

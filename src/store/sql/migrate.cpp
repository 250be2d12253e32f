#include "store/sql/migrate.h"

#include <fmt/core.h>

namespace himthough::sql {
namespace {

// Says whose file it is: "hmth".
constexpr std::int64_t application_id = 0x686d7468;

int newest(std::span<const Migration> steps) { return steps.empty() ? 0 : steps.back().number; }

int version_of(Connection& connection, std::span<const Migration> steps, const std::filesystem::path& file) {
    const auto version = static_cast<int>(connection.pragma("PRAGMA user_version"));
    const auto whose = connection.pragma("PRAGMA application_id");
    const bool empty = connection.pragma("SELECT count(*) FROM sqlite_master") == 0;
    if (!empty && whose != application_id)
        throw std::runtime_error(fmt::format("{} is a database of another program.", file.string()));
    if (version > newest(steps))
        throw std::runtime_error(fmt::format(
            "{} was written by a newer version of himthough (schema {}; this one knows {}). Start the newer version, or restore a backup "
            "that this one made.", file.string(), version, newest(steps)));
    return version;
}

void run(Connection& connection, const Migration& step) {
    connection.script("BEGIN IMMEDIATE");
    try {
        connection.script(step.text);
        connection.script(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", application_id, step.number));
        if (connection.pragma("SELECT count(*) FROM pragma_foreign_key_check") != 0)
            throw std::runtime_error("rows point to rows that are not there");
        connection.script("COMMIT");
    } catch (...) {
        connection.take(Connection::Step::rollback);
        throw;
    }
}

}  // namespace

void migrate(Connection& connection, std::span<const Migration> steps, const std::filesystem::path& file) {
    const int version = version_of(connection, steps, file);
    // A step may rebuild a table that others point to; what is left is checked before its commit.
    connection.script("PRAGMA foreign_keys=OFF");
    for (const auto& step : steps) {
        if (step.number <= version) continue;
        try {
            run(connection, step);
        } catch (const std::exception& fault) {
            throw std::runtime_error(fmt::format("{} could not be brought to schema {} ({}): {}. It is as it was before.", file.string(),
                                                 step.number, step.name, fault.what()));
        }
    }
    connection.script("PRAGMA foreign_keys=ON");
}

void must_be_current(Connection& connection, std::span<const Migration> steps, const std::filesystem::path& file) {
    const int version = version_of(connection, steps, file);
    if (version < newest(steps))
        throw std::runtime_error(fmt::format("{} has schema {}, this version needs {}. Start the server once: it brings it up to date.",
                                             file.string(), version, newest(steps)));
}

}  // namespace himthough::sql

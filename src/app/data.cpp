#include "app/data.h"

#include "store/restore.h"
#include "store/sql/sqlite.h"

namespace himthough::app {

std::filesystem::path key_file(const Settings& settings) { return settings.data / "key"; }
std::filesystem::path database_file(const Settings& settings) { return settings.data / store::database_name; }
std::filesystem::path released_folder(const Settings& settings) { return settings.data / store::released_name; }
std::filesystem::path deletions_file(const Settings& settings) { return settings.data / store::deletions_name; }
std::filesystem::path sound_rules_file(const Settings& settings) { return settings.data / "rules.sound"; }

std::filesystem::path kept_ids_folder(const Settings& settings, std::string_view slug) { return settings.data / "counted-ids" / slug; }

std::filesystem::path demo_mark(const Settings& settings) { return settings.data / "demonstration"; }

void refuse_mixed_up(const Settings& settings) {
    if (!settings.demo && std::filesystem::exists(demo_mark(settings)))
        throw std::runtime_error(settings.data.string() + " holds a demonstration: the people in it are made up. Serve it with --demo, or say "
                                 "another directory with --data");
}

void require_data(const Settings& settings) {
    if (!std::filesystem::exists(database_file(settings)))
        throw std::runtime_error("there is no database in " + settings.data.string() + "; himthough init --data " + settings.data.string() +
                                 " makes one");
    // A new key would open none of the receipts that are out, and nobody would be told.
    if (!std::filesystem::exists(key_file(settings)))
        throw std::runtime_error(key_file(settings).string() + " is gone: put your copy of it back. Without it no receipt opens anything");
}

std::unique_ptr<store::Engine> open_store(const Settings& settings, Use use) {
    sql::SqliteSettings sqlite;
    sqlite.read_only = use == Use::look;
    sqlite.takes_lock = use == Use::serve;
    return sql::open_sqlite(database_file(settings), sqlite);
}

}  // namespace himthough::app

#pragma once
#include <filesystem>
#include <memory>

#include "app/settings.h"
#include "base/secret.h"
#include "store/store.h"

/// Where things lie in the data directory.
namespace himthough::app {

std::filesystem::path key_file(const Settings& settings);
std::filesystem::path database_file(const Settings& settings);
std::filesystem::path deletions_file(const Settings& settings);
/// Where the released figures of each movement lie, each in a folder of its own.
std::filesystem::path released_folder(const Settings& settings);
/// What read_rules (campaign/rules.h) remembers between two starts.
std::filesystem::path sound_rules_file(const Settings& settings);
/// Its being there says: what is kept here is made up, and is served with --demo only.
/// Of one movement, where somebody asked for it (archive/kept_ids.h).
std::filesystem::path kept_ids_folder(const Settings& settings, std::string_view slug);
std::filesystem::path demo_mark(const Settings& settings);

/// What a process may do with the database. One alone may `serve`; beside it others may `look`, or `note`: write a row or two.
enum class Use { serve, note, look };

/// Throws std::runtime_error with a sentence for the operator.
std::unique_ptr<store::Engine> open_store(const Settings& settings, Use use = Use::serve);
/// Throws std::runtime_error when there is no data directory ("himthough init makes one") or its key file is gone.
void require_data(const Settings& settings);
/// Throws std::runtime_error when the directory holds a demonstration and none is to be served.
void refuse_mixed_up(const Settings& settings);

}  // namespace himthough::app

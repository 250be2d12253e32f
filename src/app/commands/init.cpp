#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "app/data.h"
#include "store/deletions.h"

namespace himthough::app {

int init(const Settings& settings) {
    namespace fs = std::filesystem;
    const fs::path& data = settings.data;
    if (fs::exists(data) && !fs::is_empty(data))
        throw std::runtime_error(data.string() + " has something in it already; nothing was changed");
    fs::create_directories(data);
    fs::permissions(data, fs::perms::owner_all);
    (void)Keys::open(key_file(settings));
    (void)open_store(settings);
    const store::DeletionJournal deletions(deletions_file(settings));
    std::ofstream file(data / "himthough.toml");
    file << settings_file();
    if (!file.flush()) throw std::runtime_error("cannot write " + (data / "himthough.toml").string());
    std::cout << "Made " << data.string() << ". Keep a copy of " << key_file(settings).string()
              << " apart from backups: without it no receipt opens anything.\n";
    return 0;
}

}  // namespace himthough::app

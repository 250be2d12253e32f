#include <iostream>

#include "app/commands.h"
#include "app/data.h"
#include "base/clock.h"
#include "store/restore.h"

namespace himthough::app {

int backup(const Settings& settings, const std::filesystem::path& into) {
    require_data(settings);
    std::filesystem::create_directories(into);
    const auto engine = open_store(settings, Use::look);
    const auto made = store::back_up(*engine, settings.data, into, SystemClock().today(), static_cast<int>(settings.backup_keep_days));
    std::cout << "Made " << made.string() << ". Not in it: " << key_file(settings).string() << "; keep that one apart.\n";
    return 0;
}

int restore(const Settings& settings, const std::filesystem::path& from) {
    std::filesystem::create_directories(settings.data);
    const auto done = store::restore(from, settings.data);
    std::cout << "Restored " << settings.data.string() << " as it was on " << done.day.iso() << ". Deleted again, because it was taken back since: "
              << done.deleted_again << ".\n";
    if (!std::filesystem::exists(key_file(settings)))
        std::cout << "Now put the key file of that server at " << key_file(settings).string() << ": without it no receipt opens anything.\n";
    return 0;
}

}  // namespace himthough::app

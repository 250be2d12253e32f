#include <iostream>

#include "app/commands.h"
#include "app/data.h"
#include "base/clock.h"
#include "store/restore.h"

namespace himthough::app {
namespace {

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

}  // namespace

int backup(const Settings& settings, const std::filesystem::path& into) {
    require_data(settings);
    std::filesystem::create_directories(into);
    const auto engine = open_store(settings, Use::look);
    const auto made = store::back_up(*engine, settings.data, into, SystemClock().today(), static_cast<int>(settings.backup_keep_days));
    if (std::filesystem::exists(demo_mark(settings))) std::filesystem::copy_file(demo_mark(settings), made / demo_mark(settings).filename());
    std::cout << "Made " << made.string() << ". Not in it: " << key_file(settings).string() << "; keep that one apart.\n";
    return 0;
}

int restore(const Settings& settings, const std::filesystem::path& from) {
    std::filesystem::create_directories(settings.data);
    const auto done = store::restore(from, settings.data);
    const auto mark = demo_mark(settings);
    std::filesystem::remove(mark);
    if (std::filesystem::exists(from / mark.filename())) std::filesystem::copy_file(from / mark.filename(), mark);
    std::cout << "Restored " << settings.data.string() << " as it was on " << done.day.iso() << ". Deleted again, because it was taken back since: "
              << done.deleted_again << ".\n";
    if (!done.reviewers.empty()) std::cout << "Who reviews now: " << listed(done.reviewers) << ". Whoever was signed in has to sign in again.\n";
    if (!done.unasked.empty())
        std::cout << "The database that was replaced said nothing about " << listed(done.unasked) << ". Whoever of them left or got a new password "
                  << "after that day: himthough reviewer remove NAME, or reset NAME, once more.\n";
    if (!std::filesystem::exists(key_file(settings)))
        std::cout << "Now put the key file of that server at " << key_file(settings).string() << ": without it no receipt opens anything.\n";
    return 0;
}

}  // namespace himthough::app

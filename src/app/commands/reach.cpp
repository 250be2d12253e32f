// himthough reach: counts archives without a server, for whoever has them. Nothing is kept.
#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "archive/report.h"
#include "base/clock.h"
#include "campaign/movements.h"

namespace himthough::app {
namespace {

void write_file(const std::string& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    out << text << std::flush;
    if (!out) throw std::runtime_error(fmt::format("{} cannot be written", file));
}

}  // namespace

int reach_of_files(const Settings&, const ReachAsked& asked) {
    archive::TallySettings settings{.tags = {}, .bare = asked.archives.bare, .author_key = random_key(), .threads = counting_threads()};
    for (const auto& [tag, voice] : asked.tags) settings.tags[fold_tag(tag)] |= archive::one_voice(voice);
    archive::SeenIds seen(std::filesystem::temp_directory_path());
    archive::Tally tally(settings, seen);
    archive::Made made{.day = SystemClock().today(), .program = "himthough " HIMTHOUGH_VERSION, .files = {}, .tags = settings.tags};
    int status = 0;
    for (const auto& file : archive::files_of(asked.archives.files)) {
        const auto read = read_into(tally, file, asked.archives);
        for (const auto& one : read.files) made.files.push_back(one.format);
        if (all_read(read)) continue;
        status = 1;
        if (asked.archives.strict) return status;
    }
    const auto counts = tally.finish();
    std::cout << archive::to_table(counts);
    if (!asked.csv.empty()) write_file(asked.csv, archive::to_csv(counts));
    if (!asked.json.empty()) write_file(asked.json, archive::to_json(counts, made));
    return status;
}

}  // namespace himthough::app

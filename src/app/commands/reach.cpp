// himthough reach: counts archives without a server, for whoever has them. Nothing is kept.
#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/whole_file.h"
#include "archive/report.h"
#include "base/clock.h"
#include "campaign/movements.h"
#include "report/page.h"
#include "report/pictures.h"

namespace himthough::app {
namespace {

std::string named(const ReachAsked& asked) {
    std::string names;
    for (const auto& [tag, voice] : asked.tags) names.append(names.empty() ? "#" : ", #").append(tag.starts_with('#') ? tag.substr(1) : tag);
    return names;
}

void write_pictures(const std::filesystem::path& folder, const archive::Counts& counts, const report::Wording& wording) {
    std::filesystem::create_directories(folder);
    for (const auto& picture : report::pictures_of(counts, wording, false)) write_whole(folder / (picture.name + ".svg"), picture.svg.str());
}

}  // namespace

int reach_of_files(const Settings& settings, const ReachAsked& asked) {
    const bool drawn = !asked.html.empty() || !asked.svg.empty();
    std::optional<web::Templates> templates;   // before the files: a fault is said at once
    if (drawn) templates.emplace(settings.share / "src/report/templates", settings.locales);
    if (const auto offered = drawn ? templates->languages() : std::vector{asked.language}; std::ranges::find(offered, asked.language) == offered.end())
         throw std::runtime_error(fmt::format("there are no texts in the language {}", asked.language));

    archive::TallySettings counting{.tags = {}, .bare = asked.archives.bare, .author_key = random_key(), .threads = counting_threads()};
    for (const auto& [tag, voice] : asked.tags) counting.tags[fold_tag(tag)] |= archive::one_voice(voice);
    archive::SeenIds seen(std::filesystem::temp_directory_path());
    archive::Tally tally(counting, seen);
    archive::Made made{.day = SystemClock().today(), .program = "himthough " HIMTHOUGH_VERSION, .tags = counting.tags, .named = named(asked)};
    int status = 0;
    for (const auto& file : archive::files_of(asked.archives.files)) {
        const auto read = read_into(tally, file, asked.archives);
        made.files.insert(made.files.end(), read.files.begin(), read.files.end());
        if (all_read(read)) continue;
        status = 1;
        if (asked.archives.strict) return status;
    }
    const auto counts = tally.finish();
    std::cout << archive::to_table(counts);
    if (!asked.csv.empty()) write_whole(asked.csv, archive::to_csv(counts));
    if (!asked.json.empty()) write_whole(asked.json, archive::to_json(counts, made));
    if (!asked.html.empty()) write_whole(asked.html, report::page_of(counts, made, {*templates, asked.language}));
    if (!asked.svg.empty()) write_pictures(asked.svg, counts, {*templates, asked.language});
    return status;
}

}  // namespace himthough::app

// himthough reach: for whoever wants to know that the counts are what the rows say, and what was released of them.
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/data.h"
#include "reach/summary.h"
#include "store/movements.h"
#include "store/recount.h"

namespace himthough::app {
namespace {

void print_released(const Settings& settings, const std::string& slug) {
    const auto folder = released_folder(settings) / slug;
    if (!std::filesystem::is_directory(folder)) return;
    const reach::Released released(folder, slug);
    std::cout << slug << '\n';
    const auto all = reach::summary_of(released.of(reach::Table::a));
    if (!all) std::cout << "  nothing was released yet\n";
    else {
        std::cout << fmt::format("  released: {} days, {} to {}\n", all->days, all->from.iso(), all->through.iso());
        for (const auto& [word, total] : all->totals) std::cout << fmt::format("  {:<34}{:>9} ± {}\n", word, total.count, total.error);
    }
    for (const auto& name : released.broken()) std::cout << "  " << name << " is not as it was written; it is not shown\n";
}

}  // namespace

int show_released(const Settings& settings) {
    require_data(settings);
    store::Store store(open_store(settings, Use::look));
    for (const auto& movement : store.read([](store::Transaction& tx) { return store::all_movements(tx); })) print_released(settings, movement.slug);
    return 0;
}

int recount_reach(const Settings& settings) {
    require_data(settings);
    store::Store store(open_store(settings, Use::look));
    const auto [recounted, movements] = store.read([](store::Transaction& tx) { return std::pair(store::recount(tx), store::all_movements(tx)); });
    for (const auto& wrong : recounted.wrong) {
        const auto movement = std::ranges::find(movements, wrong.movement, &store::MovementRow::id);
        std::cout << fmt::format("{} {}, event {}{}: counted {}, and {} in rows\n", movement == movements.end() ? "a movement" : movement->slug, wrong.day.iso(),
                                 static_cast<int>(wrong.event), wrong.people ? " (people)" : "", wrong.cell, wrong.rows);
    }
    std::cout << fmt::format("{} cells hold {} events; {}\n", recounted.cells, recounted.events,
                             recounted.wrong.empty() ? "each is what its rows say" : fmt::format("{} are not what their rows say", recounted.wrong.size()));
    return recounted.wrong.empty() ? 0 : 1;
}

}  // namespace himthough::app

// himthough figures: for the organiser at the server's own terminal. Exact counts are for no page.
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/data.h"
#include "store/movements.h"
#include "store/vow_figures.h"

namespace himthough::app {
namespace {

void print(std::string_view slug, const VowFigures& vows) {
    std::cout << slug << '\n';
    const auto line = [](std::string_view what, std::int64_t count) { std::cout << fmt::format("  {:<34}{:>9}\n", what, count); };
    line("vowed", vows.vowed);
    line("not yet due", vows.not_yet_due);
    line("due", vows.due);
    line("  kept, confirmed by a witness", vows.kept_witnessed);
    line("  kept, on their own word", vows.kept_own_word());
    line("  not kept", vows.not_kept);
    line("  withdrawn", vows.withdrawn);
    line("  nothing said yet", vows.open());
    if (const auto part = vows.kept_part()) std::cout << fmt::format("  {:<34}{:>7.0f} %\n", "kept, of those due", 100 * *part);
}

}  // namespace

int figures(const Settings& settings) {
    require_data(settings);
    store::Store store(open_store(settings, Use::look));
    store.read([](store::Transaction& tx) {
        for (const auto& movement : store::all_movements(tx)) print(movement.slug, store::vow_figures(tx, movement.id));
        return true;
    });
    return 0;
}

}  // namespace himthough::app

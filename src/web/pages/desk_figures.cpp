#include <cmath>

#include "store/vow_figures.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"

namespace himthough::web::pages {

net::Response desk_figures(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::figures, [&](const AtDesk& me) {
        auto view = desk_view(site, asked, me);
        for (const auto& movement : site.with.movements) {
            if (movement.ended) continue;
            const auto vows = site.with.store.read([&](store::Transaction& tx) { return store::vow_figures(tx, movement.id); });
            auto& one = view.add("FIGURES").set("MOVEMENT_NAME", movement.text(asked.language).name);
            one.set("VOWED", vows.vowed).set("NOT_YET_DUE", vows.not_yet_due).set("DUE", vows.due).set("KEPT_WITNESSED", vows.kept_witnessed);
            one.set("KEPT_OWN_WORD", vows.kept_own_word()).set("NOT_KEPT", vows.not_kept).set("WITHDRAWN", vows.withdrawn).set("NOTHING_SAID", vows.open());
            if (const auto part = vows.kept_part()) one.add("KEPT_PART").set("PERCENT", std::lround(100 * *part));
        }
        return personal(site, asked, 200, "desk_figures", view);
    });
}

}  // namespace himthough::web::pages

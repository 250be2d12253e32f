#include "reach/table.h"

namespace himthough::reach {

Day period_of(Table table, Day day) {
    if (table == Table::a) return day;
    const auto weekday = std::chrono::weekday(day.days());
    return day + -static_cast<int>(weekday.iso_encoding() - 1);
}

std::span<const DayEvent> day_events() {
    static constexpr DayEvent all[] = {
        {"survivor", event_of(Voice::survivor)}, {"accountable", event_of(Voice::accountable)}, {"caller", event_of(Voice::caller)},
        {"ally", event_of(Voice::ally)}, {"new_participant", std::nullopt}, {"vowed", Event::vowed}, {"due", Event::due}, {"kept", Event::kept},
        {"kept_witnessed", Event::kept_witnessed}, {"not_kept", Event::not_kept}, {"withdrawn", Event::withdrawn},
    };
    return all;
}

}  // namespace himthough::reach

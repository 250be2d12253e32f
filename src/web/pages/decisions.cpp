#include <array>

#include <fmt/core.h>

#include "movement/folding.h"
#include "store/decided.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

constexpr std::pair<Did, std::string_view> rows[] = {
    {Did::accepted, "decisions.accepted"}, {Did::redacted, "decisions.redacted"}, {Did::asked_to_change, "decisions.change"}, {Did::declined, "decisions.declined"},
    {Did::taken_off, "decisions.taken_off"}, {Did::appealed, "decisions.appealed"}, {Did::appeal_overturned, "decisions.overturned"}};

constexpr std::array reasons = {Reason::names_somebody, Reason::could_identify, Reason::contact_details, Reason::about_somebody_else, Reason::describes_in_detail,
                                Reason::attacks, Reason::not_this_place, Reason::advertisement, Reason::needs_contact};
static_assert(reasons.size() == static_cast<std::size_t>(Reason::needs_contact));

/// A row of the table.
struct Table {
    const Site& site;
    View& month;
    std::string_view language;

    View& row(std::string_view key) const { return month.add("ROW").set("WHAT", site.templates.say(language, key)); }
    void counted(std::string_view key, std::int64_t count) const {
        auto& one = row(key);
        if (may_be_told(count)) one.set("COUNT", count);
        else one.set("COUNT", site.templates.say(language, "decisions.few"));
    }
};

template <class Key>
std::int64_t count_in(const std::map<Key, std::int64_t>& counts, Key key) {
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
}

void fill_reasons(const Table& table, const std::map<Reason, std::int64_t>& declined) {
    const auto told = reasons_told(declined);
    std::int64_t rest = 0;
    for (const auto& [reason, count] : declined) rest += told.contains(reason) ? 0 : count;
    for (const auto& [reason, count] : told) table.row(fmt::format("desk_reason.{}", word_of(reason))).set("COUNT", count).show("PART");
    if (!told.empty() && rest > 0) table.row("decisions.rest").set("COUNT", rest).show("PART");
}

}  // namespace

std::map<Reason, std::int64_t> reasons_told(const std::map<Reason, std::int64_t>& declined) {
    std::vector<std::int64_t> counts;
    for (const auto reason : reasons) counts.push_back(count_in(declined, reason));
    const auto may_be = parts_told(counts);
    std::map<Reason, std::int64_t> told;
    for (std::size_t at = 0; at < reasons.size(); ++at)
        if (may_be[at]) told.emplace(reasons[at], counts[at]);
    return told;
}

std::optional<Shown> decisions(Site& site, const Place& place) {
    const auto edition = site.editions.current(place.movement->id);
    const auto months = site.with.store.read([&](store::Transaction& tx) { return store::decided_months(tx, place.movement->id, edition.day, months_of_decisions); });
    auto view = view_for(site, place.movement, place.language);
    view.show("NONE", months.empty());
    for (const auto& month : months) {
        const Table table{site, view.add("MONTH").set("NAME", say_month(month.first, place.language)), place.language};
        table.counted("decisions.received", month.received);
        for (const auto& [did, key] : rows) {
            table.counted(key, count_in(month.done, did));
            if (did == Did::declined) fill_reasons(table, month.declined);
        }
        if (may_be_told(month.decisions())) table.row("decisions.waited").set("COUNT", *month.median_waited());
    }
    return shown(site, place, "decisions", view);
}

}  // namespace himthough::web::pages

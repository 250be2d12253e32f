#include <iostream>

#include "acts/reviewer_links.h"
#include "app/commands.h"
#include "app/data.h"

namespace himthough::app {
namespace {

constexpr auto nobody = "nobody of that name reviews; himthough reviewer list says who does";
constexpr auto cannot_write = "the database cannot be written: is the disk full?";

int print_link(const Settings& settings, LinkPurpose purpose, std::string_view name = {}) {
    require_data(settings);
    store::Store store(open_store(settings, Use::note));
    const auto link = make_link(store, Keys::open(key_file(settings)), SystemClock(), purpose, name);
    if (!link && link.error().why == Why::not_found) throw std::runtime_error(nobody);
    if (!link) throw std::runtime_error(cannot_write);
    std::cout << "This link works once, for one day. Give it to that person and to nobody else:\n"
              << address_to_open(settings, settings.port) << "/desk/start/" << *link << '\n';
    return 0;
}

}  // namespace

int add_reviewer(const Settings& settings) { return print_link(settings, LinkPurpose::add); }
int reset_reviewer(const Settings& settings, std::string_view name) { return print_link(settings, LinkPurpose::reset, name); }

int remove_reviewer(const Settings& settings, std::string_view name) {
    require_data(settings);
    store::Store store(open_store(settings, Use::note));
    const auto gone = let_reviewer_go(store, name);
    if (!gone) throw std::runtime_error(gone.error().why == Why::not_found ? nobody : cannot_write);
    std::cout << "Done: " << name << " reviews no more.\n";
    return 0;
}

int list_reviewers(const Settings& settings) {
    require_data(settings);
    store::Store store(open_store(settings, Use::look));
    const auto all = himthough::list_reviewers(store);
    if (all.empty()) std::cout << "Nobody reviews yet; himthough reviewer add prints a link for the first.\n";
    for (const auto& one : all) std::cout << one.name << ", since " << one.since.iso() << '\n';
    return 0;
}

}  // namespace himthough::app

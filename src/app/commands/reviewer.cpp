#include <iostream>

#include "acts/people.h"
#include "app/commands.h"
#include "app/data.h"

namespace himthough::app {
namespace {

constexpr auto nobody = "nobody of that name is at the desk; himthough reviewer list says who is";
constexpr auto cannot_write = "the database cannot be written: is the disk full?";
constexpr auto last_organiser = "nobody else organises: first give somebody else that role (himthough reviewer role NAME organiser)";

/// The desk of a data directory, from the server's own terminal.
class Terminal {
public:
    explicit Terminal(const Settings& settings) : store_((require_data(settings), open_store(settings, Use::note))), keys_(Keys::open(key_file(settings))) {}

    Organising with() { return {store_, keys_, clock_}; }
    Reviewer called(std::string_view name) {
        auto who = reviewer_called(store_, name);
        if (!who) throw std::runtime_error(nobody);
        return *who;
    }

private:
    store::Store store_;
    const Keys keys_;
    const SystemClock clock_;
};

[[noreturn]] void say_why(const Refusal& refusal) {
    switch (refusal.why) {
        case Why::not_found: throw std::runtime_error(nobody);
        case Why::already_done: throw std::runtime_error(last_organiser);
        default: throw std::runtime_error(cannot_write);
    }
}

int print_link(const Settings& settings, const Outcome<std::string>& link) {
    if (!link) say_why(link.error());
    std::cout << "This link works once, for one day. Give it to that person and to nobody else:\n"
              << address_to_open(settings, settings.port) << "/desk/start/" << *link << '\n';
    return 0;
}

Role role_called(std::string_view word) {
    const auto role = role_from_word(word);
    if (!role) throw std::runtime_error("a role is one of: organiser, reviewer, figures");
    return *role;
}

}  // namespace

int add_reviewer(const Settings& settings, std::string_view role) {
    const auto as = role.empty() ? std::nullopt : std::optional(role_called(role));
    return print_link(settings, invite(Terminal(settings).with(), as));
}

int reset_reviewer(const Settings& settings, std::string_view name) {
    Terminal terminal(settings);
    return print_link(settings, start_reset(terminal.with(), terminal.called(name).id));
}

int remove_reviewer(const Settings& settings, std::string_view name) {
    Terminal terminal(settings);
    if (const auto gone = let_go(terminal.with(), terminal.called(name).id); !gone) say_why(gone.error());
    std::cout << "Done: " << name << " is at the desk no more.\n";
    return 0;
}

int give_role(const Settings& settings, std::string_view name, std::string_view role) {
    const auto as = role_called(role);
    Terminal terminal(settings);
    if (const auto given = himthough::give_role(terminal.with(), terminal.called(name).id, as); !given) say_why(given.error());
    std::cout << "Done: " << name << ", " << word_of(as) << ".\n";
    return 0;
}

int list_reviewers(const Settings& settings) {
    require_data(settings);
    store::Store store(open_store(settings, Use::look));
    const auto all = people_at_desk(store, SystemClock()).people;
    if (all.empty()) std::cout << "Nobody reviews yet; himthough reviewer add prints a link for the first.\n";
    for (const auto& one : all) std::cout << one.name << ", " << word_of(one.role) << ", since " << one.day.iso() << '\n';
    return 0;
}

}  // namespace himthough::app

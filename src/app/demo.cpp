#include "app/demo.h"

#include <fstream>

#include "campaign/demo.h"
#include "store/contributions.h"
#include "store/backup_mark.h"
#include "store/counts.h"
#include "store/movements.h"
#include "store/participants.h"
#include "store/record.h"

namespace himthough::app {
namespace {

Contribution contribution_of(const DemoContribution& made_up, MovementId movement, Day today) {
    const bool accountable = made_up.voice == Voice::accountable;
    Contribution said;
    said.movement = movement;
    said.voice = made_up.voice;
    said.state = State::waiting;
    if (accountable) said.deed = made_up.deed;
    said.language = made_up.language;
    said.day = today + -made_up.days_ago;
    said.note = made_up.note;
    said.words = made_up.words;
    if (accountable && !made_up.vow_action.empty()) said.vow = Vow{.action = made_up.vow_action, .shows = made_up.vow_shows, .made = said.day, .due = today + made_up.vow_days};
    return said;
}

/// Decisions of a month that is over, so that there is one to tell of.
void fill_last_month(store::Transaction& tx, const Services& with, MovementId movement, Day today) {
    struct Some {
        int count;
        Did did;
        std::optional<Reason> reason{};
    };
    const std::chrono::year_month_day date(today.days());
    const Day day = today + -static_cast<int>(static_cast<unsigned>(date.day())) + -9;
    for (const auto& some : {Some{18, Did::accepted}, {6, Did::redacted}, {5, Did::asked_to_change, Reason::could_identify}, {9, Did::declined, Reason::attacks},
                             {7, Did::declined, Reason::advertisement}, {4, Did::declined, Reason::names_somebody}, {3, Did::declined, Reason::not_this_place}})
        for (int one = 0; one < some.count; ++one) {
            store::count(tx, movement, Event::received, day);
            store::add_entry(tx, record_key(with.keys), {.day = day, .did = some.did, .movement = movement, .reason = some.reason, .waited = one % 3});
        }
}

/// On disk when it returns: before the first made-up word is.
void make_mark(const std::filesystem::path& mark) {
    std::ofstream out(mark);
    out << "This directory holds a demonstration. The people in it and what they say are made up.\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + mark.string());
    store::sync_path(mark);
    store::sync_path(mark.parent_path());
}

}  // namespace

void fill_demo(Services& with, const std::filesystem::path& file, const std::filesystem::path& mark) {
    const auto read = read_demo(file);
    std::string faults;
    for (const Fault& fault : read.faults) faults.append("\n").append(fault.str());
    if (!faults.empty()) throw std::runtime_error("the demonstration has faults:" + faults);

    const bool used = with.store.read([](store::Transaction& tx) { return store::anything_ever_said(tx); });
    if (used && !std::filesystem::exists(mark))
        throw std::runtime_error(mark.parent_path().string() + " holds what people wrote, or held it once. A demonstration needs a directory "
                                 "of its own: say one with --data, or leave --demo away");
    if (used) return;
    make_mark(mark);

    const Day today = with.clock.today();
    const auto filled = with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        fill_last_month(tx, with, with.movements.front().id, today);
        auto began = today;
        for (const DemoContribution& made_up : read.contributions) {
            Contribution said = contribution_of(made_up, with.movements.front().id, today);
            began = std::min(began, said.day);
            said.participant = store::find_or_add_participant(tx, random_key(), said.day).id;   // nobody has a receipt for these
            said.id = store::add_contribution(tx, said);
            store::set_state(tx, said, State::accepted, said.day);
            store::add_entry(tx, record_key(with.keys), {.day = said.day, .about = said.id, .movement = said.movement});
            for (unsigned stood = 0; stood < made_up.stands; ++stood) store::add_stand(tx, said.id);
        }
        store::set_began(tx, with.movements.front().id, began);
        return Done{};
    });
    if (!filled) throw std::runtime_error("the database cannot be written: is the disk full?");
}

}  // namespace himthough::app

#include "app/demo.h"

#include "campaign/demo.h"
#include "store/contributions.h"
#include "store/participants.h"

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
    if (accountable && !made_up.vow_action.empty()) said.vow = Vow{made_up.vow_action, today + made_up.vow_days};
    return said;
}

}  // namespace

void fill_demo(Services& with, const std::filesystem::path& file) {
    const auto read = read_demo(file);
    std::string faults;
    for (const Fault& fault : read.faults) faults.append("\n").append(fault.str());
    if (!faults.empty()) throw std::runtime_error("the demonstration has faults:" + faults);

    const Day today = with.clock.today();
    const auto filled = with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (store::find_contribution(tx, 1)) return refuse(Why::already_done);
        for (const DemoContribution& made_up : read.contributions) {
            Contribution said = contribution_of(made_up, with.movements.front().id, today);
            said.participant = store::find_or_add_participant(tx, random_key(), said.day).id;   // nobody has a receipt for these
            said.id = store::add_contribution(tx, said);
            store::set_state(tx, said, State::accepted, said.day);
            for (unsigned stood = 0; stood < made_up.stands; ++stood) store::add_stand(tx, said.id);
        }
        return Done{};
    });
    if (!filled && filled.error().why != Why::already_done) throw std::runtime_error("the database cannot be written: is the disk full?");
}

}  // namespace himthough::app

#include "acts/about_me.h"

#include <algorithm>
#include <cstring>
#include <sstream>

#include "acts/checked_words.h"
#include "acts/report.h"
#include "base/text.h"
#include "store/concerns.h"
#include "store/participants.h"
#include "store/record.h"

namespace himthough {
namespace {

/// What is answered together: all that name one page, and all that say the same. Never 0; below it where no page is named. Keyed, so that
/// nothing about the words can be worked out from it.
std::int64_t alike_of(const Services& with, const NewAboutMe& asked) {
    if (asked.contribution) return *asked.contribution;
    const auto hash = keyed_hash(derive_key(with.keys.lookup, "about me"), skeleton(asked.words));
    std::int64_t number = 0;
    std::memcpy(&number, hash.data(), sizeof number);
    return number < 0 ? number : -1 - number;
}

void note(store::Transaction& tx, const Services& with, const AtDesk& me, const Concern& concern, Did did) {
    const Day today = with.clock.today();
    store::add_entry(tx, record_key(with.keys), {.reviewer = me.reviewer, .day = today, .did = did, .about = concern.id, .movement = concern.movement,
                                                 .waited = std::max(0, today.number() - concern.day.number())});
}

Refusal answered_already() { return {Why::already_done, "", "fault.decided"}; }

}  // namespace

Outcome<Receipt> ask_about_me(Services& with, const NewAboutMe& asked) {
    if (asked.words.empty()) return refuse(Why::missing, "words", "fault.about_me_words");
    if (const auto fit = check_words(with, asked.words, "words", longest_about_me); !fit) return std::unexpected(fit.error());
    const auto wish = wish_from_word(asked.wish);
    if (!wish) return refuse(Why::missing, "wish", "fault.choose");
    const auto receipt = Receipt::from(asked.nonce, with.keys);
    const auto hash = receipt.hash(with.keys);
    return with.store.write([&](store::Transaction& tx) -> Outcome<Receipt> {
        if (store::was_taken_back(tx, hash)) return refuse(Why::expired, "", "fault.taken_back");
        if (store::find_participant(tx, hash)) return receipt;
        if (asked.contribution && !find_shown(tx, asked.movement, *asked.contribution)) return refuse(Why::not_found, "address", "fault.about_me_gone");
        const Day today = with.clock.today();
        store::add_concern(tx, store::find_or_add_participant(tx, hash, today).id,
                           {.contribution = asked.contribution, .words = asked.words, .day = today, .state = ConcernState::sought,
                            .movement = asked.movement, .wish = wish, .alike = alike_of(with, asked)});
        return receipt;
    });
}

Outcome<Done> answer_about_me(Services& with, const AtDesk& me, ReadDescriptions read, std::optional<ConcernState> answer) {
    if (answer != ConcernState::not_found && answer != ConcernState::say_more && answer != ConcernState::not_from_it)
        return refuse(Why::missing, "answer", "fault.choose");
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto concern = store::find_sought(tx, read.id);
        if (!concern || store::settle_sought(tx, *concern, read.read_up_to, *answer, with.clock.today()) == 0) return std::unexpected(answered_already());
        note(tx, with, me, *concern, Did::looked_in_vain);
        return Done{};
    });
}

Outcome<Done> find_words(Services& with, const AtDesk& me, ReadDescriptions read, ContributionId contribution) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto concern = store::find_sought(tx, read.id);
        if (!concern) return std::unexpected(answered_already());
        const auto said = find_shown(tx, concern->movement, contribution);
        if (!said) return refuse(Why::not_found, "", "fault.report_gone");
        if (store::make_reports(tx, *concern, read.read_up_to, *said) == 0) return std::unexpected(answered_already());
        note(tx, with, me, *concern, Did::found_words);
        return Done{};
    });
}

Outcome<Done> look_on(Services& with, const AtDesk& me, ContributionId contribution) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto described = store::first_described(tx, contribution);
        if (!described) return std::unexpected(answered_already());
        store::make_sought(tx, contribution);
        note(tx, with, me, *described, Did::looked_on);
        return Done{};
    });
}

Outcome<store::Search> search_words(Services& with, MovementId movement, const std::string& typed) {
    if (code_points(typed) > longest_search) return refuse(Why::too_long, "search", "fault.too_long");
    std::istringstream in(typed);
    std::vector<std::string> pieces;
    for (std::string piece; in >> piece;) pieces.push_back(skeleton(piece));
    if (pieces.empty()) return refuse(Why::missing, "search", "fault.about_me_search");
    return with.store.read([&](store::Transaction& tx) { return store::search_shown(tx, movement, pieces, most_found); });
}

}  // namespace himthough

#include "acts/open_circle.h"

#include <algorithm>

#include "acts/circle_rounds.h"
#include "acts/link.h"
#include "store/circles.h"
#include "store/participants.h"

namespace himthough {
namespace {

std::string link_for(const Keys& keys, std::string_view nonce, int place) { return link_of_form(keys, "seat", nonce, place); }
Hash hash_of(const Keys& keys, std::string_view link) { return hash_of_link(keys, "seat", link); }

Key public_key_of(const Receipt& receipt, const Keys& keys) { return circle_keys(receipt.seal_key(keys)).public_key; }

}  // namespace

Outcome<Receipt> open_circle(Services& with, const NewCircle& asked) {
    if (asked.seats < fewest_seats || asked.seats > most_seats) return refuse(Why::unreadable, "seats", "fault.circle_seats");
    if (!asked.rhythm) return refuse(Why::unreadable, "rhythm", "fault.choose");
    const auto receipt = Receipt::from(asked.nonce, with.keys);
    const auto hash = receipt.hash(with.keys);
    return with.store.write([&](store::Transaction& tx) -> Outcome<Receipt> {
        if (store::was_taken_back(tx, hash)) return refuse(Why::expired, "", "fault.taken_back");
        const auto opener = store::find_or_add_participant(tx, hash, with.clock.today());
        if (!opener.is_new) return receipt;
        const auto circle = store::add_circle(tx, {.movement = asked.movement, .rhythm = *asked.rhythm, .places = asked.seats});
        store::add_seat(tx, circle, place_of_opener, opener.id, public_key_of(receipt, with.keys));
        for (int place = place_of_opener + 1; place <= asked.seats; ++place)
            store::offer_seat(tx, circle, place, hash_of(with.keys, link_for(with.keys, asked.nonce, place)));
        return receipt;
    });
}

std::vector<std::string> unused_links(Services& with, std::string_view nonce) {
    return with.store.read([&](store::Transaction& tx) {
        std::vector<std::string> links;
        for (int place = place_of_opener + 1; place <= most_seats; ++place)
            if (auto link = link_for(with.keys, nonce, place); store::find_offer(tx, hash_of(with.keys, link))) links.push_back(std::move(link));
        return links;
    });
}

Outcome<OfferedSeat> look_at_seat(Services& with, std::string_view link) {
    return with.store.read([&](store::Transaction& tx) -> Outcome<OfferedSeat> {
        const auto offer = store::find_offer(tx, hash_of(with.keys, link));
        const auto circle = offer ? store::find_circle(tx, offer->circle) : std::nullopt;
        if (!circle) return refuse(Why::not_found);
        return OfferedSeat{circle->movement, circle->rhythm, circle->places};
    });
}

Outcome<Receipt> take_seat(Services& with, std::string_view link, std::string_view nonce) {
    const auto receipt = Receipt::from(nonce, with.keys);
    const auto hash = receipt.hash(with.keys);
    return with.store.write([&](store::Transaction& tx) -> Outcome<Receipt> {
        if (store::was_taken_back(tx, hash)) return refuse(Why::expired, "", "fault.taken_back");
        if (store::find_participant(tx, hash)) return receipt;
        const auto offer = store::find_offer(tx, hash_of(with.keys, link));
        if (!offer) return refuse(Why::not_found);
        const auto circle = up_to_date(tx, *store::find_circle(tx, offer->circle), with.clock.today());
        const auto member = store::find_or_add_participant(tx, hash, with.clock.today());
        store::take_seat(tx, offer->seat, member.id, public_key_of(receipt, with.keys), first_round_of_newcomer(circle.newest));
        return receipt;
    });
}

Outcome<std::string> offer_seat(Services& with, const Opened& opened, int place) {
    auto link = draw_link();
    return with.store.write([&](store::Transaction& tx) -> Outcome<std::string> {
        const auto mine = store::seat_of(tx, opened.participant);
        if (!mine) return refuse(Why::not_found);
        if (mine->place != place_of_opener) return refuse(Why::not_allowed, "", "fault.circle_not_now");
        const auto circle = *store::find_circle(tx, mine->circle);
        if (place < 1 || place > circle.places) return refuse(Why::unreadable, "place", "fault.circle_seats");
        if (store::sits_somebody(store::seats_of(tx, circle.id), place)) return refuse(Why::already_done, "place", "fault.circle_seat_taken");
        store::offer_seat(tx, circle.id, place, hash_of(with.keys, link));
        return link;
    });
}

}  // namespace himthough

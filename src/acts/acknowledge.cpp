#include "acts/acknowledge.h"

namespace himthough {

Outcome<KeptWords> acknowledge(Services& with, const NewAcknowledgement& asked) {
    const Movement* movement = find_movement(with, asked.movement);
    if (!movement) return refuse(Why::not_found);
    if (!asked.deed) return refuse(Why::missing, "deed", "fault.deed_missing");
    if (asked.words.empty()) return refuse(Why::missing, "words", "fault.words_missing");
    const auto noticed = check_words(with, asked.words, "words", longest_acknowledgement);
    if (!noticed) return std::unexpected(noticed.error());
    Contribution said;
    said.heed = *noticed;
    auto vow = check_vow(with, asked.vow, said.heed);
    if (!vow) return std::unexpected(vow.error());
    said.movement = asked.movement;
    said.voice = Voice::accountable;
    said.state = State::waiting;
    said.deed = asked.deed;
    said.words = asked.words;
    said.vow = std::move(*vow);
    said.language = known_language(*movement, asked.language);
    said.country = known_country(*movement, asked.country);
    said.asked = asked.asked;
    said.day = with.clock.today();

    return keep(with, Receipt::from(asked.nonce, with.keys), std::move(said));
}

}  // namespace himthough

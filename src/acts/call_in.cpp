#include "acts/call_in.h"

#include "acts/checked_words.h"

namespace himthough {

Outcome<KeptWords> call_in(Services& with, const NewCall& asked) {
    const Movement* movement = find_movement(with, asked.movement);
    if (!movement) return refuse(Why::not_found);
    if (asked.words.empty()) return refuse(Why::missing, "words", "fault.words_missing");
    const auto noticed = check_words(with, asked.words, "words", longest_call);
    if (!noticed) return std::unexpected(noticed.error());
    Contribution said;
    said.movement = asked.movement;
    said.voice = Voice::caller;
    said.state = State::waiting;
    said.heed = *noticed;
    said.words = asked.words;
    said.language = known_language(*movement, asked.language);
    said.country = known_country(*movement, asked.country);
    said.day = with.clock.today();
    return keep(with, Receipt::from(asked.nonce, with.keys), std::move(said));
}

}  // namespace himthough

#include "acts/say_me_too.h"

#include "acts/checked_words.h"
#include "acts/sealed_words.h"

namespace himthough {

Outcome<KeptWords> say_me_too(Services& with, const NewMeToo& asked) {
    const Movement* movement = find_movement(with, asked.movement);
    if (!movement) return refuse(Why::not_found);
    const auto words = check_words(with, asked.words, "words", longest_story);
    if (!words) return std::unexpected(words.error());
    const auto note = check_words(with, asked.note, "note", longest_note);
    if (!note) return std::unexpected(note.error());

    const auto receipt = Receipt::from(asked.nonce, with.keys);
    Contribution said;
    said.movement = asked.movement;
    said.voice = Voice::survivor;
    said.audience = asked.audience;
    said.answers = asked.answers;
    said.language = known_language(*movement, asked.language);
    said.country = known_country(*movement, asked.country);
    said.day = with.clock.today();
    if (asked.words.empty()) {
        said.state = State::silent;
    } else {
        said.state = State::waiting;
        said.heed = std::max(*words, *note);
        said.words = asked.words;
        said.note = asked.note;
    }
    if (said.state == State::waiting && asked.audience == Audience::only_me) {
        said.state = State::sealed;
        said.heed = Heed::none;   // not even that names stand in it
        seal_words(said, receipt.seal_key(with.keys));
    }
    return keep(with, receipt, std::move(said));
}

}  // namespace himthough

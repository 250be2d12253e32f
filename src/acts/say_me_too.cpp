#include "acts/say_me_too.h"

#include "acts/checked_words.h"
#include "store/contributions.h"
#include "store/participants.h"

namespace himthough {

Outcome<Receipt> say_me_too(Services& with, const NewMeToo& asked) {
    const Movement* movement = find_movement(with, asked.movement);
    if (!movement) return refuse(Why::not_found);
    if (auto no = check_words(with, asked.words, "words", longest_story); !no) return std::unexpected(no.error());
    if (auto no = check_words(with, asked.note, "note", longest_note); !no) return std::unexpected(no.error());

    const auto receipt = Receipt::from(asked.nonce, with.keys);
    Contribution said;
    said.movement = asked.movement;
    said.voice = Voice::survivor;
    said.audience = asked.audience;
    said.answers = asked.answers;
    said.language = known_language(*movement, asked.language);
    said.day = with.clock.today();
    if (asked.words.empty()) {
        said.state = State::silent;
    } else if (asked.audience == Audience::only_me) {
        said.state = State::sealed;
        said.sealed = seal(receipt.seal_key(with.keys), asked.words);
    } else {
        said.state = State::waiting;
        said.words = asked.words;
        said.note = asked.note;
    }

    return with.store.write([&](store::Transaction& tx) -> Outcome<Receipt> {
        const auto author = store::find_or_add_participant(tx, receipt.hash(with.keys), said.day);
        said.participant = author.id;
        if (author.is_new) store::add_contribution(tx, said);
        return receipt;
    });
}

}  // namespace himthough

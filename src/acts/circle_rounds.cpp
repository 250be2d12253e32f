#include "acts/circle_rounds.h"

#include <algorithm>

#include "acts/checked_words.h"
#include "acts/withdraw.h"
#include "store/notes.h"
#include "store/shown_rounds.h"

namespace himthough {
namespace {

struct Copies {
    std::vector<store::Copy> sealed;
    BoxKeys keys;

    std::string open(const store::Copy& copy) const { return open_box(keys, copy.sealed).value_or(""); }
    /// What stands in the copy of that author and part of a round; "" when there is none.
    std::string find(int round, NotePart part, std::optional<SeatId> author = std::nullopt) const {
        for (const auto& copy : sealed)
            if (copy.round == round && copy.part == part && (!author || copy.author == *author)) return open(copy);
        return "";
    }
};

/// `reader`: who reads; `shown`: the rounds they have shown.
RoundQuestion question_of(const store::ChosenQuestions& chosen, const Copies& copies, int round, SeatId reader, const std::vector<int>& shown) {
    const bool was_shown = std::ranges::find(shown, round) != shown.end();
    const auto found = chosen.find(round);
    if (found == chosen.end()) return {.shown = was_shown};
    const auto words = found->second.empty() ? copies.find(round, NotePart::question) : "";
    return {true, found->second, words, !words.empty() && copies.find(round, NotePart::question, reader) == words, was_shown};
}

/// One copy for each who takes part in that round.
void seal_to_all(store::Transaction& tx, CircleId circle, SeatId author, int round, NotePart part, std::string_view words) {
    const auto note = store::add_note(tx, author, round, part);
    for (const auto& reader : store::seats_of(tx, circle)) {
        if (reader.since > round) continue;
        if (const auto sealed = seal_to(reader.public_key, words)) store::add_copy(tx, note, reader.id, *sealed);
    }
}

std::vector<OverRound> rounds_over(const MyCircle& circle, SeatId mine, const Copies& copies, const store::ChosenQuestions& chosen, const std::vector<int>& shown) {
    std::vector<OverRound> over;
    for (const auto& copy : copies.sealed) {
        if (!is_over(copy.round, circle.round, circle.state)) continue;
        if (over.empty() || over.back().number != copy.round) over.push_back({copy.round, question_of(chosen, copies, copy.round, mine, shown), {}});
        if (copy.part == NotePart::words) over.back().notes.push_back({copy.place, copy.author == mine, copies.open(copy)});
    }
    return over;
}

/// Refuses what the guard stops at, and more than one line's worth.
Outcome<Done> check_question(const Services& with, const TypedQuestion& typed) {
    const auto checked = check_words(with, typed.words, "question", longest_question);
    if (!checked) return std::unexpected(checked.error());
    return Done{};
}

/// False when there is one already.
bool keep_question(store::Transaction& tx, const store::Seat& mine, int round, const TypedQuestion& typed) {
    if (typed.words.empty()) return store::choose_question(tx, mine.circle, round, typed.id, std::nullopt);
    if (!store::choose_question(tx, mine.circle, round, "", mine.id)) return false;
    seal_to_all(tx, mine.circle, mine.id, round, NotePart::question, typed.words);
    return true;
}

void fill_people(store::Transaction& tx, const store::Circle& circle, const store::Seat& mine, MyCircle& seen) {
    const auto seats = store::seats_of(tx, circle.id);
    const auto sitting = store::sitting_in(tx, circle.id, circle.newest.number);
    seen.sitting = static_cast<int>(seats.size());
    for (const auto& one : sitting) {
        seen.taking_part += one.since <= circle.newest.number ? 1 : 0;
        seen.wrote += one.wrote ? 1 : 0;
    }
    seen.state = state_of(circle.newest, sitting, !seats.empty() && seats.front().place == place_of_opener);
    seen.takes_part = mine.since <= circle.newest.number;
    for (int place = 1; place <= circle.places; ++place)
        if (!store::sits_somebody(seats, place)) seen.empty.push_back(place);
}

store::Circle as_of(store::Circle circle, Day today) {
    circle.newest = round_on(circle.rhythm, circle.newest, today);
    return circle;
}

/// What writing in a round would do now.
struct Writing {
    store::Seat mine;
    bool same = false;                ///< these words stand there already
    std::optional<NoteId> replaces{};
};

Outcome<Writing> look_at(store::Transaction& tx, const Opened& opened, int round, std::string_view words, Day today) {
    const auto mine = store::seat_of(tx, opened.participant);
    if (!mine) return refuse(Why::not_found);
    const auto circle = as_of(*store::find_circle(tx, mine->circle), today);
    const Copies copies{store::copies_for(tx, mine->id, round), circle_keys(opened.seal_key)};
    if (copies.find(round, NotePart::words, mine->id) == words) return Writing{*mine, true};
    if (round != circle.newest.number || store::state_of(tx, circle) != CircleState::writing) return refuse(Why::already_done, "words", "fault.circle_round_over");
    if (mine->since > round) return refuse(Why::not_allowed, "words", "fault.circle_next_round");
    return Writing{*mine, false, store::find_note(tx, mine->id, round)};
}

}  // namespace

BoxKeys circle_keys(const Key& seal_key) { return BoxKeys::from(derive_key(seal_key, "circle")); }

store::Circle up_to_date(store::Transaction& tx, store::Circle circle, Day today) {
    const auto before = circle.newest;
    circle = as_of(circle, today);
    if (circle.newest != before) store::set_round(tx, circle.id, circle.newest);
    return circle;
}

Outcome<MyCircle> read_my_circle(Services& with, const Opened& opened, int back) {
    const Day today = with.clock.today();
    const bool moves = with.store.read([&](store::Transaction& tx) {
        const auto mine = store::seat_of(tx, opened.participant);
        const auto circle = mine ? store::find_circle(tx, mine->circle) : std::nullopt;
        return circle && as_of(*circle, today).newest != circle->newest;
    });
    // Where it cannot be kept now, the page still tells what the day says.
    if (moves) static_cast<void>(with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (const auto mine = store::seat_of(tx, opened.participant)) up_to_date(tx, *store::find_circle(tx, mine->circle), today);
        return Done{};
    }));
    return with.store.read([&](store::Transaction& tx) -> Outcome<MyCircle> {
        const auto mine = store::seat_of(tx, opened.participant);
        if (!mine) return refuse(Why::not_found);
        const auto circle = as_of(*store::find_circle(tx, mine->circle), today);
        MyCircle seen{.movement = circle.movement, .rhythm = circle.rhythm, .round = circle.newest, .last = last_day(circle.rhythm, circle.newest),
                      .place = mine->place, .places = circle.places};
        fill_people(tx, circle, *mine, seen);
        const Copies copies{store::copies_for(tx, mine->id, circle.newest.number - back), circle_keys(opened.seal_key)};
        const auto chosen = store::chosen_questions(tx, circle.id);
        seen.my_words = copies.find(circle.newest.number, NotePart::words, mine->id);
        const auto shown = store::rounds_shown_by(tx, mine->id);
        seen.question = question_of(chosen, copies, circle.newest.number, mine->id, shown);
        seen.next = question_of(chosen, copies, circle.newest.number + 1, mine->id, shown);
        seen.over = rounds_over(seen, mine->id, copies, chosen, store::notes_shown_by(tx, mine->id));
        return seen;
    });
}

Outcome<Done> begin_circle(Services& with, const Opened& opened, const TypedQuestion& typed) {
    if (const auto checked = check_question(with, typed); !checked) return checked;
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto mine = store::seat_of(tx, opened.participant);
        if (!mine) return refuse(Why::not_found);
        if (mine->place != place_of_opener) return refuse(Why::not_allowed, "", "fault.circle_not_now");
        if (store::find_circle(tx, mine->circle)->newest.number > 0) return Done{};
        if (store::seats_of(tx, mine->circle).size() < static_cast<std::size_t>(fewest_seats)) return refuse(Why::not_allowed, "", "fault.circle_too_few");
        store::set_round(tx, mine->circle, {1, with.clock.today()});
        if (!typed.id.empty() || !typed.words.empty()) keep_question(tx, *mine, 1, typed);
        return Done{};
    });
}

Outcome<Done> write_note(Services& with, const Opened& opened, int round, std::string_view words) {
    if (words.empty()) return refuse(Why::missing, "words", "fault.words_missing");
    const auto checked = check_words(with, words, "words", longest_circle_note);
    if (!checked) return std::unexpected(checked.error());
    const Day today = with.clock.today();
    const auto look = [&](store::Transaction& tx) { return look_at(tx, opened, round, words, today); };
    const auto writing = with.store.read(look);
    if (!writing) return std::unexpected(writing.error());
    if (writing->same) return Done{};
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto now = look(tx);   // once more: the round may have closed meanwhile
        if (!now) return std::unexpected(now.error());
        if (now->same) return Done{};
        up_to_date(tx, *store::find_circle(tx, now->mine.circle), today);
        if (now->replaces) {
            with.deletions.add({store::Deletion::Kind::note, *now->replaces, today});   // on the list first: no restored backup shows what was replaced
            store::erase_note(tx, *now->replaces);
        }
        seal_to_all(tx, now->mine.circle, now->mine.id, round, NotePart::words, words);
        return Done{};
    });
}

Outcome<Done> choose_question(Services& with, const Opened& opened, int round, const TypedQuestion& typed) {
    if (typed.id.empty() && typed.words.empty()) return refuse(Why::missing, "question", "fault.choose");
    if (const auto checked = check_question(with, typed); !checked) return checked;
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto mine = store::seat_of(tx, opened.participant);
        if (!mine) return refuse(Why::not_found);
        const auto circle = up_to_date(tx, *store::find_circle(tx, mine->circle), with.clock.today());
        const Copies copies{store::copies_for(tx, mine->id, round), circle_keys(opened.seal_key)};
        const auto known = question_of(store::chosen_questions(tx, circle.id), copies, round, mine->id, {});
        if (known.chosen && known.words == typed.words && (known.id == typed.id || !typed.words.empty())) return Done{};
        if (known.chosen) return refuse(Why::already_done, "question", "fault.circle_question_chosen");
        if (circle.newest.number == 0 || round != circle.newest.number + 1) return refuse(Why::already_done, "question", "fault.circle_round_over");
        keep_question(tx, *mine, round, typed);
        return Done{};
    });
}

Outcome<Done> leave_circle(Services& with, const Opened& opened) {
    const bool sits = with.store.read([&](store::Transaction& tx) { return store::seat_of(tx, opened.participant).has_value(); });
    if (!sits) return refuse(Why::not_found);
    return withdraw(with, opened, std::nullopt);
}

}  // namespace himthough

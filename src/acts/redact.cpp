#include "acts/redact.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "acts/checked_words.h"
#include "store/contributions.h"
#include "store/stand_ins.h"

namespace himthough {
namespace {

/// Of a script that puts spaces between its words.
bool parts_words(UChar32 c) {
    UErrorCode trouble = U_ZERO_ERROR;
    constexpr UScriptCode run_together[] = {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI, USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR};
    return std::ranges::find(run_together, uscript_getScript(c, &trouble)) == std::end(run_together);
}

/// Is there a letter or a digit on both sides of this border, where that makes one word of them?
bool inside_a_word(std::string_view text, std::size_t border) {
    if (border == 0 || border >= text.size()) return false;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    auto before_at = static_cast<std::int32_t>(border), after_at = before_at;
    const auto length = static_cast<std::int32_t>(text.size());
    UChar32 before = 0, after = 0;
    U8_PREV(bytes, 0, before_at, before);
    U8_NEXT(bytes, after_at, length, after);
    return before >= 0 && after >= 0 && u_isalnum(before) && u_isalnum(after) && parts_words(before) && parts_words(after);
}

/// Where `exact` ends that begins at this place of the text, capitals or not; nothing when it does not.
std::optional<std::size_t> end_of(std::string_view exact, std::string_view text, std::size_t begin) {
    const auto* wanted = reinterpret_cast<const std::uint8_t*>(exact.data());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto wanted_size = static_cast<std::int32_t>(exact.size()), size = static_cast<std::int32_t>(text.size());
    std::int32_t in_wanted = 0, at = static_cast<std::int32_t>(begin);
    while (in_wanted < wanted_size) {
        if (at >= size) return std::nullopt;
        UChar32 want = 0, have = 0;
        U8_NEXT(wanted, in_wanted, wanted_size, want);
        U8_NEXT(bytes, at, size, have);
        if (u_foldCase(want, U_FOLD_CASE_DEFAULT) != u_foldCase(have, U_FOLD_CASE_DEFAULT)) return std::nullopt;
    }
    return static_cast<std::size_t>(at);
}

/// "Dan" is not meant in "danger", unless it stands nowhere else in all that somebody wrote.
std::vector<Stretch> places_of(std::string_view exact, const Contribution& said) {
    std::vector<Stretch> whole, any;
    for (const auto part : parts_of_a_contribution) {
        const auto* text = text_of(said, part);
        for (std::size_t at = 0; text && at < text->size();) {
            const auto end = end_of(exact, *text, at);
            if (!end) {
                do ++at;
                while (at < text->size() && (static_cast<unsigned char>((*text)[at]) & 0xC0) == 0x80);
                continue;
            }
            any.push_back({part, at, *end});
            if (!inside_a_word(*text, at) && !inside_a_word(*text, *end)) whole.push_back(any.back());
            at = *end;
        }
    }
    return whole.empty() ? any : whole;
}

/// The same place twice, or one inside another, is one wish: the larger one.
void add(std::vector<Replacement>& all, Replacement one) {
    const auto holds = [](const Stretch& outer, const Stretch& inner) {
        return outer.part == inner.part && outer.begin <= inner.begin && inner.end <= outer.end;
    };
    for (const auto& other : all)
        if (holds(other.place, one.place)) return;
    std::erase_if(all, [&](const Replacement& other) { return holds(one.place, other.place); });
    all.push_back(std::move(one));
}

constexpr Refusal no_place{Why::unreadable, "places", "fault.redact_place"};

Outcome<std::vector<Replacement>> replacements(const Services& with, const Contribution& said, const NewRedaction& asked) {
    const auto stands_for = [&](std::string_view kind) { return std::string(with.guard.stands_for(kind, said.language)); };
    const auto is_kind = [](std::string_view kind) { return std::ranges::find(guard::kinds, kind) != guard::kinds.end(); };
    std::vector<Replacement> all;
    for (const auto& [place, kind] : asked.places) {
        const auto* text = text_of(said, place.part);
        if (!is_kind(kind) || !text || !lies_in(place, *text)) return std::unexpected(no_place);
        add(all, {place, stands_for(kind)});
    }
    for (std::size_t which = 0; which < asked.pieces.size(); ++which) {
        const auto& [exact, kind] = asked.pieces[which];
        const auto field = piece_fields[std::min(which, piece_fields.size() - 1)];
        if (exact.empty()) continue;
        if (!is_kind(kind)) return refuse(Why::missing, field, "fault.redact_kind");
        const auto places = places_of(exact, said);
        if (places.empty()) return refuse(Why::unreadable, field, "fault.redact_piece");
        for (const auto& place : places) add(all, {place, stands_for(kind)});
    }
    if (all.empty()) return refuse(Why::missing, "places", "fault.redact_nothing");
    if (overlap(all)) return refuse(Why::unreadable, "places", "fault.redact_overlap");
    return all;
}

}  // namespace

Outcome<Ended> redact(Services& with, const AtDesk& me, const NewRedaction& asked) {
    const auto today = with.clock.today();
    const auto before = with.store.read([&](store::Transaction& tx) { return to_decide(tx, with, me, asked.contribution, asked.revision, asked.with_second); });
    if (!before) return std::unexpected(before.error());
    const auto places = replacements(with, before->said, asked);
    if (!places) return std::unexpected(places.error());
    Contribution after = before->said;
    put_stand_ins(after, *places, {});
    for (const auto part : parts_of_a_contribution)
        if (const auto* text = text_of(after, part); text && with.guard.read(*text).any(Tier::stop))
            return refuse(Why::words_refused, "places", "fault.redact_more");

    store::Deletion gone{store::Deletion::Kind::wording, after.id, today, after.revision};
    for (const auto& [place, stands] : *places) gone.cuts.push_back(place);
    with.deletions.add(gone);   // first: whatever happens now, no backup brings back what stood there
    return with.store.write([&](store::Transaction& tx) -> Outcome<Ended> {
        auto deciding = to_decide(tx, with, me, asked.contribution, asked.revision, asked.with_second);
        if (!deciding) return std::unexpected(deciding.error());
        const auto id = deciding->said.id;
        const auto stand_ins = put_stand_ins(deciding->said, *places, store::stand_ins_in(tx, id));
        deciding->said.likeness = likeness_of(with, deciding->said);
        store::rewrite_contribution(tx, deciding->said, today);
        store::set_stand_ins(tx, id, stand_ins);
        deciding->said = *store::find_contribution(tx, id);
        return carry_on(tx, with, me, *deciding, {Decision::redact});   // a second reads it as it is now
    });
}

}  // namespace himthough

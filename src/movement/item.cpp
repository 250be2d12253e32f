#include "movement/item.h"

#include "movement/words.h"

namespace himthough {

template <> struct Words<ItemKind> {
    static constexpr std::array<std::string_view, 8> list{"story", "deed", "grave_deed", "vow", "check_in", "call", "pledge", "answer"};
};
std::string_view word_of(ItemKind kind) { return shown_word(kind); }
std::optional<ItemKind> item_kind_from_word(std::string_view word) { return read_word<ItemKind>(word); }

ItemKind kind_of(const Contribution& said) {
    switch (said.voice) {
        case Voice::survivor: return ItemKind::story;
        case Voice::caller: return ItemKind::call;
        case Voice::ally: return ItemKind::answer;
        case Voice::accountable: break;
    }
    if (said.check_in) return ItemKind::check_in;
    if (said.follows) return ItemKind::vow;
    if (said.pledge) return ItemKind::pledge;
    return said.deed && *said.deed >= Deed::pressed ? ItemKind::grave_deed : ItemKind::deed;
}

bool wants_second(const Contribution& said) {
    const auto kind = kind_of(said);
    return kind == ItemKind::grave_deed || (kind == ItemKind::story && said.heed == Heed::ask);
}

Reading at(const Reading& read, std::chrono::sys_seconds now, const ReadingCaps& caps) {
    if (read.items == 0 || now < read.last || now - read.last >= caps.rest) return {.items = 0, .began = now, .last = now};
    return read;
}

Reading after_item(Reading read, bool light, std::chrono::sys_seconds now, const ReadingCaps& caps) {
    read = at(read, now, caps);
    ++read.items;
    read.last = now;
    read.heavy = light ? 0 : read.heavy + 1;
    return read;
}

bool must_rest(const Reading& read, std::chrono::sys_seconds now, const ReadingCaps& caps) {
    return read.items >= caps.items || now - read.began >= caps.reading;
}

}  // namespace himthough

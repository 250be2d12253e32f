#include "archive/cutter.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace himthough::archive {
namespace {

constexpr std::size_t part_size = std::size_t{256} << 10;   // stays in the cache of the core that reads it
constexpr std::size_t room_behind = 64;                     // simdjson reads so far ahead

char* room_for(Block& block, std::size_t bytes) {
    if (block.room.size() < block.size + bytes + room_behind) block.room.resize(block.size + bytes + part_size + room_behind);
    return block.room.data() + block.size;
}

void append(Block& block, std::string_view bytes) {
    std::memcpy(room_for(block, bytes.size()), bytes.data(), bytes.size());
    block.size += bytes.size();
}

bool space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

bool Brackets::ends_with(char c) {
    if (quoted_) {
        if (escaped_) escaped_ = false;
        else if (c == '\\') escaped_ = true;
        else if (c == '"') quoted_ = false;
        return false;
    }
    if (c == '"') quoted_ = true;
    if (c == '{' || c == '[') ++depth_;
    if (c != '}' && c != ']') return false;
    --depth_;
    return depth_ == outer_;
}

bool Cutter::next(Block& block) {
    block.size = 0;
    block.number = blocks_++;
    room_for(block, part_size);
    append(block, rest_);
    rest_.clear();
    if (shape_ == Shape::lines) take_lines(block);
    else take_records(block);
    return block.size > 0;
}

void Cutter::take_lines(Block& block) {
    while (!ended_) {
        char* const into = room_for(block, part_size);
        const auto got = fill_({into, part_size});
        block.size += got;
        ended_ = got == 0;
        if (ended_ && block.size > 0) append(block, "\n");
        if (const auto* last = static_cast<const char*>(::memrchr(into, '\n', got))) {
            const auto whole = static_cast<std::size_t>(last + 1 - block.room.data());
            rest_ = block.text().substr(whole);
            block.size = whole;
            return;
        }
        if (!ended_) block.size = std::min(block.size, longest_ + 1);
    }
}

void Cutter::take_records(Block& block) {
    part_.resize(part_size);
    for (std::size_t whole = 0; whole == 0 && !ended_;) {
        const std::string_view bytes(part_.data(), fill_(part_));
        whole = shape_ == Shape::values ? add_values(bytes, block, whole) : add_rows(bytes, block, whole);
        ended_ = bytes.empty();
        if (ended_) {
            cut_off_ = shape_ == Shape::values ? !brackets_.complete() : quoted_;
            if (!cut_off_ && (block.size > whole || too_long_)) whole = finish_record(block, whole);
        } else if (whole > 0) {
            rest_ = block.text().substr(whole);
        }
        if (ended_ || whole > 0) block.size = whole;
    }
}

std::size_t Cutter::add_rows(std::string_view bytes, Block& block, std::size_t whole) {
    std::size_t begin = 0;
    for (std::size_t at = 0; (at = bytes.find_first_of("\"\n", at)) != std::string_view::npos; ++at) {
        if (bytes[at] == '"') quoted_ = !quoted_;
        if (bytes[at] == '"' || quoted_) continue;
        add(bytes.substr(begin, at - begin), block, whole);
        whole = finish_record(block, whole);
        begin = at + 1;
    }
    add(bytes.substr(begin), block, whole);
    return whole;
}

std::size_t Cutter::add_values(std::string_view bytes, Block& block, std::size_t whole) {
    std::size_t begin = 0;
    const auto add_until = [&](std::size_t end) {
        const auto from = block.size;
        add(bytes.substr(begin, end - begin), block, whole);
        std::replace_if(block.room.data() + from, block.room.data() + block.size, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    };
    for (std::size_t at = 0; at < bytes.size() && !brackets_.over(); ++at) {
        if (brackets_.between() && (space(bytes[at]) || bytes[at] == ',')) {
            add_until(at);
            begin = at + 1;
        } else if (brackets_.ends_with(bytes[at])) {
            add_until(at + 1);
            whole = finish_record(block, whole);
            begin = at + 1;
        }
    }
    if (!brackets_.over()) add_until(bytes.size());
    return whole;
}

/// Of a record that is too long nothing is kept but blanks: what reads rows must not meet half of its quotes.
void Cutter::add(std::string_view bytes, Block& block, std::size_t whole) {
    if (!too_long_ && block.size - whole + bytes.size() <= longest_) return append(block, bytes);
    too_long_ = true;
    block.size = whole;
}

std::size_t Cutter::finish_record(Block& block, std::size_t whole) {
    if (std::exchange(too_long_, false)) {
        std::memset(room_for(block, longest_ + 1), ' ', longest_ + 1);
        block.size = whole + longest_ + 1;
    }
    append(block, "\n");
    return block.size;
}

}  // namespace himthough::archive

#include "archive/cutter.h"

#include <utility>

namespace himthough::archive {
namespace {

constexpr std::size_t room_behind = 64;   // simdjson reads so far ahead

}  // namespace

void Cutter::finish_record() {
    if (std::exchange(too_long_, false)) {
        left_out_ = next_;
        text_.resize(whole_);
    }
    // What was left out keeps its number by an empty line.
    text_ += '\n';
    ++next_;
    whole_ = text_.size();
}

void Cutter::add_line(std::string_view line, bool ends) {
    if (!too_long_ && text_.size() - whole_ + line.size() > longest_) too_long_ = true, text_.resize(whole_);
    if (!too_long_) text_ += line;
    if (ends) finish_record();
}

void Cutter::add_rows(std::string_view bytes) {
    std::size_t begin = 0;
    for (std::size_t at = 0; (at = bytes.find_first_of("\"\n", at)) != std::string_view::npos; ++at) {
        if (bytes[at] == '"') quoted_ = !quoted_;
        if (bytes[at] == '"' || quoted_) continue;
        add_line(bytes.substr(begin, at - begin), true);
        begin = at + 1;
    }
    add_line(bytes.substr(begin), false);
}

void Cutter::add_values(std::string_view bytes) {
    for (const char c : bytes) {
        if (over_) return;
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (quoted_) {
            if (escaped_) escaped_ = false;
            else if (c == '\\') escaped_ = true;
            else if (c == '"') quoted_ = false;
        } else {
            if (depth_ == outer_ && (space || c == ',')) continue;
            if (c == '"') quoted_ = true;
            if (c == '{' || c == '[') ++depth_;
            if (c == '}' || c == ']') --depth_;
            if (depth_ < outer_) {
                over_ = true;
                return;
            }
        }
        if (!too_long_ && text_.size() - whole_ >= longest_) too_long_ = true, text_.resize(whole_);
        if (!too_long_) text_ += c == '\n' || c == '\r' ? ' ' : c;
        if (depth_ == outer_ && !quoted_ && (c == '}' || c == ']')) finish_record();
    }
}

void Cutter::add(std::string_view bytes) {
    if (shape_ == Shape::values) return add_values(bytes);
    if (shape_ == Shape::rows) return add_rows(bytes);
    const auto last = bytes.rfind('\n');
    if (!too_long_ && last != std::string_view::npos && last + text_.size() - whole_ <= longest_) {
        text_ += bytes.substr(0, last + 1);
        for (const char c : bytes.substr(0, last + 1)) next_ += c == '\n';
        whole_ = text_.size();
        return add_line(bytes.substr(last + 1), false);
    }
    for (std::size_t end = 0; (end = bytes.find('\n')) != std::string_view::npos; bytes.remove_prefix(end + 1)) add_line(bytes.substr(0, end), true);
    add_line(bytes, false);
}

void Cutter::end() {
    ended_ = true;
    cut_off_ = shape_ == Shape::values ? (quoted_ || depth_ > outer_ || (outer_ > 0 && !over_)) : shape_ == Shape::rows && quoted_;
    if (too_long_ || (text_.size() > whole_ && !cut_off_)) finish_record();
    text_.resize(whole_);
}

Block Cutter::take(std::size_t least) {
    if (whole_ == 0 || (!ended_ && whole_ < least)) return {};
    Block block{.text = {}, .first = std::exchange(first_, next_)};
    block.text.swap(text_);
    text_ = block.text.substr(whole_);
    block.text.resize(whole_);
    block.text.append(room_behind, '\0').resize(whole_);
    whole_ = 0;
    return block;
}

std::uint64_t Cutter::left_out() { return std::exchange(left_out_, 0); }

}  // namespace himthough::archive

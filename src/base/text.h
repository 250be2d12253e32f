#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace himthough {

/// Makes what a stranger typed fit to keep and to show: NFC; CRLF and CR become LF; control characters but LF and tab go; bidi
/// controls, zero-width characters, tags and noncharacters go, but ZWJ and ZWNJ stay between letters of the scripts that need
/// them (Arabic, Indic, Sinhala ...) and inside emoji; white space at both ends goes. Nothing when the input is not UTF-8.
std::optional<std::string> clean_text(std::string_view typed);

/// How many code points valid UTF-8 holds.
std::size_t code_points(std::string_view text);

/// What a reader's eye takes the text for (UTS #39 skeleton, case folded): two names with one skeleton look alike.
std::string skeleton(std::string_view text);

/// Paragraphs: parted by empty lines.
std::vector<std::string_view> paragraphs(std::string_view text);

}  // namespace himthough

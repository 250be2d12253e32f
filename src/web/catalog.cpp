#include "web/catalog.h"

#include <algorithm>
#include <fstream>

namespace himthough::web {
namespace {

/// Reads the lines of one file. Entries are parted by what begins the next one: a comment, a msgid, or the end.
///
///   #, fuzzy              flags of the entry that follows
///   msgid "key"
///   msgstr ""             a string may go on in the lines below it
///   "sentence"
class Reader {
public:
    Reader(const std::filesystem::path& file, std::vector<std::string>& faults) : file_(file), faults_(faults) {}

    Catalog read() {
        std::ifstream in(file_, std::ios::binary);
        if (!in) faults_.push_back(file_.string() + ": cannot be read");
        for (std::string text; std::getline(in, text);) {
            ++line_;
            if (text.ends_with('\r')) text.pop_back();
            line(text);
        }
        finish();
        return std::move(catalog_);
    }

private:
    void line(std::string_view text) {
        if (text.empty()) return;
        if (text.starts_with('#')) {
            if (target_ == &sentence_) finish();
            if (text.starts_with("#,") && text.find("fuzzy") != std::string_view::npos) fuzzy_ = true;
        } else if (text.starts_with("msgid ")) {
            if (target_ == &sentence_) finish();
            begin(key_, text.substr(6));
        } else if (text.starts_with("msgstr ") && target_ == &key_) {
            begin(sentence_, text.substr(7));
        } else if (text.starts_with('"') && target_ != nullptr) {
            append(text);
        } else {
            fault("this is not a comment, a msgid, its msgstr, or more of one");
        }
    }

    void begin(std::string& which, std::string_view quoted) {
        target_ = &which;
        append(quoted);
    }

    void append(std::string_view quoted) {
        if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') return fault("a string stands between two \"");
        quoted = quoted.substr(1, quoted.size() - 2);
        for (std::size_t at = 0; at < quoted.size(); ++at) {
            if (quoted[at] == '"') return fault("a \" inside a string needs a \\ before it");
            if (quoted[at] != '\\') {
                *target_ += quoted[at];
                continue;
            }
            const char escaped = ++at < quoted.size() ? quoted[at] : ' ';
            if (escaped == 'n') *target_ += '\n';
            else if (escaped == 't') *target_ += '\t';
            else if (escaped == '"' || escaped == '\\') *target_ += escaped;
            else return fault("after \\ comes n, t, \" or \\");
        }
    }

    void finish() {
        const bool kept = !key_.empty() && !sentence_.empty() && !fuzzy_;
        if (kept && !catalog_.emplace(key_, sentence_).second) fault("the entry before this stands here twice: " + key_);
        key_.clear();
        sentence_.clear();
        target_ = nullptr;
        fuzzy_ = false;
    }

    void fault(const std::string& what) { faults_.push_back(file_.string() + ":" + std::to_string(line_) + ": " + what); }

    const std::filesystem::path& file_;
    std::vector<std::string>& faults_;
    Catalog catalog_;
    std::string key_, sentence_;
    std::string* target_ = nullptr;   // the one of the two that a next line goes on with
    bool fuzzy_ = false;
    int line_ = 0;
};

}  // namespace

Catalog read_catalog(const std::filesystem::path& file, std::vector<std::string>& faults) { return Reader(file, faults).read(); }

std::vector<std::string> markers_of(std::string_view sentence) {
    std::vector<std::string> markers;
    for (auto open = sentence.find("{{"); open != std::string_view::npos; open = sentence.find("{{", open + 2)) {
        const auto close = sentence.find("}}", open);
        if (close == std::string_view::npos) break;
        markers.emplace_back(sentence.substr(open + 2, close - open - 2));
    }
    std::ranges::sort(markers);
    return markers;
}

std::vector<std::string> missing_from(const Catalog& other, const Catalog& english) {
    std::vector<std::string> lacking;
    for (const auto& [key, sentence] : english) {
        const auto found = other.find(key);
        if (found == other.end()) {
            lacking.push_back(key);
        } else if (markers_of(found->second) != markers_of(sentence)) {
            lacking.push_back(key + " (other markers)");
        }
    }
    return lacking;
}

}  // namespace himthough::web

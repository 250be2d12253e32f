#include "campaign/guides.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>

#include <cmark.h>
#include <fmt/format.h>

#include "base/text.h"
#include "campaign/check.h"

namespace himthough {
namespace {

constexpr std::size_t longest_title = 80, longest_text = 1000;

using Document = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;

/// Takes one file apart, and keeps a fault for whatever a guide may not hold.
class Reading {
public:
    Reading(std::string file, std::vector<Fault>& faults) : file_(std::move(file)), faults_(faults) {}

    Guide guide(cmark_node* document) {
        Guide read;
        auto* block = cmark_node_first_child(document);
        if (is_heading(block, 1)) {
            read.title = text(block, longest_title);
            block = cmark_node_next(block);
        } else {
            fault(block, "the file does not begin with its title", "begin it with one line: # Title");
        }
        if (block && cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH) {
            read.lead = text(block, longest_text);
            block = cmark_node_next(block);
        } else {
            fault(block, "there is no paragraph under the title", "say in one or two sentences what the guide is for");
        }
        read.parts.emplace_back();
        for (; block; block = cmark_node_next(block)) add(read.parts, block);
        if (read.parts.front().blocks.empty()) read.parts.erase(read.parts.begin());
        return read;
    }

private:
    static bool is_heading(cmark_node* block, int level) {
        return block && cmark_node_get_type(block) == CMARK_NODE_HEADING && cmark_node_get_heading_level(block) == level;
    }

    void add(std::vector<GuidePart>& parts, cmark_node* block) {
        const auto type = cmark_node_get_type(block);
        if (is_heading(block, 2)) parts.push_back({text(block, longest_title), {}});
        else if (type == CMARK_NODE_PARAGRAPH) parts.back().blocks.push_back({false, {text(block, longest_text)}});
        else if (type == CMARK_NODE_LIST) parts.back().blocks.push_back({true, items(block)});
        else fault(block, "this is no paragraph, no list and no heading with ##", "write it as one of them");
    }

    std::vector<std::string> items(cmark_node* list) {
        std::vector<std::string> all;
        for (auto* item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
            auto* inside = cmark_node_first_child(item);
            if (inside && cmark_node_get_type(inside) == CMARK_NODE_PARAGRAPH && !cmark_node_next(inside)) all.push_back(text(inside, longest_text));
            else fault(item, "this item is not one paragraph", "write one or two sentences behind the -");
        }
        return all;
    }

    /// Plain text only: guides are printed, read aloud and translated.
    std::string text(cmark_node* block, std::size_t most) {
        std::string all;
        for (auto* piece = cmark_node_first_child(block); piece; piece = cmark_node_next(piece)) {
            const auto type = cmark_node_get_type(piece);
            if (type == CMARK_NODE_TEXT) all += cmark_node_get_literal(piece);
            else if (type == CMARK_NODE_SOFTBREAK) all += ' ';
            else return fault(block, "something here is more than plain text", "leave out links, emphasis, code and HTML"), all;
        }
        if (all.empty()) fault(block, "there is no text here", "write some, or take it out");
        if (code_points(all) > most) fault(block, fmt::format("this has more than {} signs", most), "make it shorter");
        return all;
    }

    void fault(cmark_node* at, std::string what, std::string what_to_do) {
        const auto place = [&](int (*of)(cmark_node*)) { return static_cast<std::uint32_t>(at ? std::max(1, of(at)) : 1); };
        faults_.push_back({file_, place(cmark_node_get_start_line), place(cmark_node_get_start_column), std::move(what), std::move(what_to_do)});
    }

    const std::string file_;
    std::vector<Fault>& faults_;
};

bool is_guide_name(std::string_view name) {
    return name.size() >= 2 && name.size() <= 40 &&
           std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& dir, std::vector<Fault>& faults) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at(dir, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".md") files.push_back(at->path());
    if (error || files.empty()) faults.push_back({dir.string(), 1, 1, "there are no guides to be read in this folder", "put them back, and check that this user may read them"});
    std::ranges::sort(files);
    return files;
}

void read_file(const std::filesystem::path& file, ReadGuides& read) {
    const auto stem = file.stem().string();
    const auto dot = std::min(stem.find('.'), stem.size());
    const auto name = stem.substr(0, dot), language = stem.substr(std::min(dot + 1, stem.size()));
    if (!is_guide_name(name) || !is_language(language)) {
        read.faults.push_back({file.string(), 1, 1, "the file is not named after a guide and a language", "name it as asking-a-friend.es.md: small letters, digits and -"});
        return;
    }
    std::ifstream in(file, std::ios::binary);
    std::ostringstream typed;
    typed << in.rdbuf();
    const auto clean = in ? clean_text(typed.str()) : std::nullopt;
    if (!clean) {
        read.faults.push_back({file.string(), 1, 1, "the file cannot be read", "save it as UTF-8, and check that this user may read it"});
        return;
    }
    const Document document(cmark_parse_document(clean->data(), clean->size(), CMARK_OPT_DEFAULT), &cmark_node_free);
    read.guides[name].emplace(language, Reading(file.string(), read.faults).guide(document.get()));
}

}  // namespace

ReadGuides read_guides(const std::filesystem::path& dir) {
    ReadGuides read;
    for (const auto& file : files_in(dir, read.faults)) read_file(file, read);
    std::set<std::string> languages{"en"};
    for (const auto& [name, guide] : read.guides)
        for (const auto& [language, text] : guide) languages.insert(language);
    for (const auto& [name, guide] : read.guides)
        for (const auto& language : languages)
            if (!guide.contains(language))
                read.faults.push_back({(dir / fmt::format("{}.{}.md", name, language)).string(), 1, 1, "this guide is missing in this language",
                                       "write it: guides are there in every language that one of them has"});
    sort_faults(read.faults);
    return read;
}

}  // namespace himthough

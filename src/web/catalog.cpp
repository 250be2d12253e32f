#include "web/catalog.h"

#include <algorithm>
#include <stdexcept>

#include <gettext-po.h>

namespace himthough::web {
namespace {

// libgettextpo reports through plain functions without a context pointer.
thread_local std::vector<std::string>* reported = nullptr;

// A fatal report must not return, and the library has no other way out than the one taken here.
void report(int severity, const std::string& text) {
    if (severity == PO_SEVERITY_WARNING) return;
    if (severity == PO_SEVERITY_FATAL_ERROR) throw std::runtime_error(text);
    reported->push_back(text);
}

std::string place(const char* file, size_t line) {
    if (file == nullptr) return "";
    return line == static_cast<size_t>(-1) ? std::string(file) + ": " : std::string(file) + ":" + std::to_string(line) + ": ";
}

void on_fault(int severity, po_message_t, const char* file, size_t line, size_t, int, const char* text) {
    report(severity, place(file, line) + text);
}

void on_two_faults(int severity, po_message_t, const char* file, size_t line, size_t, int, const char* text, po_message_t,
                   const char*, size_t, size_t, int, const char* second) {
    report(severity, place(file, line) + text + " " + second);
}

}  // namespace

Catalog read_catalog(const std::filesystem::path& file, std::vector<std::string>& faults) {
    Catalog catalog;
    const po_xerror_handler handler{on_fault, on_two_faults};
    reported = &faults;
    po_file_t read = nullptr;
    try {
        read = po_file_read(file.c_str(), &handler);
    } catch (const std::runtime_error& fault) {
        faults.emplace_back(fault.what());
        return catalog;
    }
    if (read == nullptr) {
        faults.push_back(file.string() + ": cannot be read");
        return catalog;
    }
    po_message_iterator_t messages = po_message_iterator(read, nullptr);
    while (po_message_t message = po_next_message(messages)) {
        const std::string key = po_message_msgid(message);
        const std::string sentence = po_message_msgstr(message);
        const bool left_out = po_message_is_obsolete(message) != 0 || po_message_is_fuzzy(message) != 0;
        if (!key.empty() && !sentence.empty() && !left_out) catalog.emplace(key, sentence);
    }
    po_message_iterator_free(messages);
    po_file_free(read);
    return catalog;
}

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

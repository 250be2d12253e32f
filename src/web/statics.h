#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "edition/pages.h"
#include "net/http.h"

namespace himthough::web {

/// The files of static/, read at start, and those that the server prints itself, held finished. Their address holds a hash over all
/// of them, so a browser may keep them for good. Safe from any thread.
class Statics {
public:
    /// `printed`: name → what is in it. Throws std::runtime_error when the folder cannot be read, or holds a file of unknown kind or
    /// one that is printed too.
    Statics(const std::filesystem::path& folder, std::map<std::string, std::string> printed, const net::HeaderList& every_answer_has);

    /// "/static/<hash>"
    const std::string& path() const { return path_; }
    /// The file at that path, or null.
    const edition::Page* find(std::string_view path) const;

private:
    std::string path_;
    std::map<std::string, edition::Page, std::less<>> files_;
};

}  // namespace himthough::web

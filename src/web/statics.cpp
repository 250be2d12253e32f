#include "web/statics.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <vector>

#include <sodium.h>

#include "base/secret.h"
#include "base/side_by_side.h"
#include "web/finished.h"

namespace himthough::web {
namespace {

std::string_view type_of(const std::filesystem::path& file) {
    const auto ending = file.extension();
    if (ending == ".css") return "text/css; charset=utf-8";
    if (ending == ".js") return "text/javascript; charset=utf-8";
    if (ending == ".svg") return "image/svg+xml";
    if (ending == ".png") return "image/png";
    if (ending == ".ico") return "image/x-icon";
    throw std::runtime_error("static file of unknown kind: " + file.filename().string());
}

std::string content_of(const std::filesystem::path& file) {
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    return content.str();
}

}  // namespace

Statics::Statics(const std::filesystem::path& folder, std::map<std::string, std::string> printed, const net::HeaderList& every_answer_has) {
    auto contents = std::move(printed);
    const auto before = contents.size();
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const auto name = entry.path().filename().string();
        if (!contents.emplace(name, content_of(entry.path())).second) throw std::runtime_error("static file that the server prints itself: " + name);
    }
    if (contents.size() == before) throw std::runtime_error("no static files in " + folder.string());

    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, 16);
    for (const auto& [name, content] : contents)
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(content.data()), content.size());
    std::array<std::uint8_t, 16> hash;
    crypto_generichash_final(&state, hash.data(), hash.size());
    path_ = "/static/" + to_hex(bytes_of(hash)).substr(0, 16);

    std::vector<std::pair<std::string, std::string>> named(std::move_iterator(contents.begin()), std::move_iterator(contents.end()));
    std::vector<edition::Page> pages(named.size());
    side_by_side(named.size(), [&](std::size_t which) {   // compressing is a good part of a start
        auto headers = every_answer_has;
        headers.emplace_back("Content-Type", std::string(type_of(named[which].first)));
        headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
        pages[which] = finish(200, headers, std::move(named[which].second), true);
    });
    for (std::size_t which = 0; which < named.size(); ++which) files_.emplace(path_ + "/" + named[which].first, std::move(pages[which]));
}

const edition::Page* Statics::find(std::string_view path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace himthough::web

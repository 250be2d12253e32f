#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "web/page.h"

namespace himthough::web {

/// How a path is answered.
enum class Kind {
    steady,       ///< the same for a day: rendered ahead, answered with everything else broken
    edition,      ///< the same for everybody until the next edition: rendered once, then a finished buffer
    personal      ///< for one person, on a worker
};

/// What may stand for {name}.
using Names = std::vector<std::string_view> (*)(const Site&);

struct Route {
    net::Method method;
    std::string_view pattern;      ///< "/{movement}/c/{id}"
    Kind kind;
    PublicPage shown = nullptr;    ///< steady, edition
    PersonalPage asked = nullptr;  ///< personal
    Names names = nullptr;         ///< steady, where the last part stands for a name: which there are
    bool never_shed = false;       ///< personal, and answered by threads of its own when forms are more than can be worked off
};

/// The site map.
std::span<const Route> routes();

/// What a path allows that is only shown.
inline constexpr std::string_view only_get = "GET, HEAD";

/// A path held against the table.
struct Match {
    const Route* route = nullptr;
    const Movement* movement = nullptr;
    std::string_view id;
    /// No route: what the path may be asked with, as the header Allow says it. "": there is no such path.
    std::string_view allow{};
};
Match match(net::Method method, std::string_view path, const std::vector<Movement>& movements);

}  // namespace himthough::web

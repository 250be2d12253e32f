#pragma once
#include <optional>
#include <string>

#include "movement/contribution.h"
#include "web/page.h"

/// How one thing stands, as its writer reads it (mine.cpp, mine_files.cpp).
namespace himthough::web::pages {

/// Why a reviewer did not let it stand.
struct Answered {
    Reason reason;
    std::string to_writer;         ///< in the reviewer's words; may be empty
    bool taken_off = false;        ///< it had been public
};
/// Nothing for what is neither declined nor to be changed.
std::optional<Answered> answered(const Site&, const Contribution&);
/// The key of the sentence that says where it stands.
std::string state_key(const Site&, const Contribution&, const std::optional<Answered>&);

}  // namespace himthough::web::pages

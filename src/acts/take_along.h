#pragma once
#include <string_view>

#include "acts/people.h"

namespace himthough {

/// The most contributions that are taken along in one answer; more of them at the server's own terminal (himthough export).
constexpr std::int64_t most_taken_along = 5000;

/// May this organiser take a file of a movement along now? Asks password and code once more, and says it on the record: the file may be made when
/// this returns. Why::already_done, fault.export_large: it has more than most_taken_along. Refuses as prove.
Outcome<Done> take_along(Services&, const AtDesk& me, MovementId movement, std::string_view password, std::string_view code);

}  // namespace himthough

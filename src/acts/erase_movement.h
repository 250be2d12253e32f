#pragma once
#include <vector>

#include "acts/sign_in.h"
#include "store/erasing.h"

namespace himthough {

/// So long another organiser can agree, and so long it takes where nobody else organises.
constexpr auto erasing_takes = std::chrono::days(7);

/// A movement that is to be erased, or was, as the desk sees it.
struct Ending {
    MovementId movement = 0;
    std::optional<Day> ended{};            ///< it happened; nothing below counts
    bool asked_by_me = false;
    std::string asked_by{};                ///< the name of whoever asked
    Day until{};                           ///< the day on which it happens, or lapses
    bool alone = false;                    ///< it happens by itself then
};
std::vector<Ending> endings(Services&, const AtDesk&);

/// Asks that a movement is erased for good: its slug typed, password and code once more. Nothing is gone by this. Refusals: those of prove
/// (acts/prove.h), Why::unreadable for the slug, Why::already_done where it was asked for already, Why::not_found.
Outcome<Done> ask_to_erase(Services&, const AtDesk&, MovementId, std::string_view typed_slug, std::string_view password, std::string_view code);
/// By another organiser than the one who asked: it has ended when this returns. Why::not_allowed to the one who asked, Why::not_found when nobody
/// asks any more, and the refusals of prove.
Outcome<Done> agree_to_erase(Services&, const AtDesk&, MovementId, std::string_view password, std::string_view code);
/// By anybody who organises. Why::not_found when nobody asks for it any more, or it has happened.
Outcome<Done> stop_erasing(Services&, const AtDesk&, MovementId);
/// What time does: those that nobody agreed to lapse, and where nobody else organises they happen. Refused: Why::unavailable.
Outcome<Done> look_at_erasures(Services&);

}  // namespace himthough

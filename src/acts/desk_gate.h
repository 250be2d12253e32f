#pragma once
#include "acts/password.h"
#include "acts/session_times.h"
#include "acts/tries.h"

namespace himthough {

/// What the way to the desk keeps in memory. One for a server; every part is safe from any thread.
struct DeskGate {
    DeskGate() = default;
    explicit DeskGate(PasswordCost cost) : passwords(cost) {}

    PasswordWork passwords;
    Tries tries;
    SessionTimes times;
};

}  // namespace himthough

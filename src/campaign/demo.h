#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "campaign/fault.h"
#include "movement/voice.h"

namespace himthough {

/// One made-up contribution of the demonstration. Nothing in it happened to anybody.
struct DemoContribution {
    Voice voice = Voice::survivor;      ///< survivor, accountable or caller
    Deed deed = Deed::laughed_along;    ///< of the accountable; without meaning for others
    std::string language;
    std::string words;
    std::string note;                   ///< content note in front of a survivor's words, or ""
    std::string vow_action;             ///< the vow of the accountable, or ""
    std::string vow_shows;              ///< how somebody could tell that it happened, or ""
    int vow_days = 0;                   ///< its day, counted from the day the demonstration is filled: 1 to 365
    int days_ago = 0;                   ///< when it was said: 0 to 60
    unsigned stands = 0;                ///< how many stand with a survivor
};

struct ReadDemo {
    std::vector<DemoContribution> contributions;   ///< in the order of the file
    std::vector<Fault> faults;
};

/// Reads demo/contributions.toml. Never throws for what stands in it.
ReadDemo read_demo(const std::filesystem::path& file);

}  // namespace himthough

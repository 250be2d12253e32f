#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "guard/pack.h"
#include "movement/finding.h"

namespace himthough::guard {

/// Something that is wrong with one rule or question of a pack; which pack and which of its rules, by number.
struct RuleFault {
    std::size_t pack, rule;
    std::string what, what_to_do;
};

/// Reads words before anybody else does. Linear in the length of the text (RE2), safe from any thread.
class Guard {
public:
    /// Every pack is asked about every text. `phone_regions`: where people write telephone numbers as at home (ISO 3166-1).
    explicit Guard(std::vector<Pack> packs, const std::vector<std::string>& phone_regions);
    ~Guard();

    /// Makes the patterns ready (a tenth of a second), so that the first to write does not wait for it.
    void prepare() const;
    /// What was found, in the order of the text; of what overlaps, the sterner tier, then the longer one. Any bytes may come; what is
    /// no UTF-8 is nothing that can be found. Beside the rules: the first receipt in the text (movement/receipt.h). At most 256
    /// findings, and 64 of one rule, after at most 4096 places that were looked at: no text that somebody means to be read has more.
    Findings read(std::string_view words) const;

    /// The sentence beside a marked place, and what may stand in its stead. In English where that language has none.
    std::string_view says(std::string_view kind, std::string_view language) const;
    std::string_view stands_for(std::string_view kind, std::string_view language) const;

    const std::vector<Pack>& packs() const;
    const std::vector<std::string>& phone_regions() const;

    /// Patterns that are none, and examples that fail. Rules at fault find nothing from then on. Not safe beside read().
    std::vector<RuleFault> set_faulty_aside();
    /// Whether that rule of that pack, by number, was at fault.
    bool is_aside(std::size_t pack, std::size_t rule) const;

private:
    struct Rules;
    std::unique_ptr<Rules> rules_;
};

}  // namespace himthough::guard

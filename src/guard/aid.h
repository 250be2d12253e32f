#pragma once
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "guard/guard.h"
#include "guard/normal.h"
#include "guard/pack.h"

namespace himthough::guard {

/// Something the writing aid asks about an acknowledgement. Views are the aid's.
struct Question {
    std::string_view kind;        ///< "conditional"; "" for what is missing
    std::string_view id, asks;
    std::optional<Range> place;   ///< bytes of the text; none for what is missing
};

/// Reads along in an acknowledgement. It asks; it scores nothing, keeps nothing and writes nothing. Safe from any thread.
class Aid {
public:
    explicit Aid(std::vector<AidPack> packs);
    ~Aid();

    /// Makes the patterns of every language ready, so that the first to write does not wait for it.
    void prepare() const;
    /// The questions of that language's pack, in the order of the text, what is missing last; none twice, none where places overlap
    /// (the longer one is asked about). Nothing for a language without a pack, or for no words.
    std::vector<Question> ask(std::string_view words, std::string_view language) const;

    /// Is there a pack for that language, or for the one it is a variety of ("es" for "es-MX")?
    bool speaks(std::string_view language) const;
    const std::vector<AidPack>& packs() const;

    /// Patterns that are none, and examples that fail. What is at fault is not asked from then on. Not safe beside ask().
    std::vector<RuleFault> set_faulty_aside();
    /// Whether that question of that pack, by number, was at fault.
    bool is_aside(std::size_t pack, std::size_t rule) const;

private:
    std::optional<std::size_t> pack_for(std::string_view language) const;

    struct Asking;
    std::vector<AidPack> packs_;
    std::vector<std::unique_ptr<Asking>> asking_;   ///< of each pack
};

}  // namespace himthough::guard

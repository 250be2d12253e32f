#pragma once
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "reach/table.h"

namespace himthough::reach {

/// Everything that was released of a movement: one file for each period of each table, in a folder of its own. A file is made once and never
/// changed; that it is there is what keeps a period from being released twice, for two draws of noise on one count would tell more than one.
/// Safe from any thread.
class Released {
public:
    /// Makes the folder, readable by the owner only, where there is none. Throws std::runtime_error with a sentence for the operator.
    Released(std::filesystem::path folder, std::string movement);

    /// Also of one whose file cannot be read (any more).
    bool has(Table table, Day period) const;
    /// Writes its file and takes it up. False when there was one already: then that one stays. Throws std::runtime_error when it cannot be written.
    bool add(Release release);
    /// In the order of their periods.
    using Series = std::vector<std::shared_ptr<const Release>>;
    Series of(Table table) const;
    /// Of files that are there and are not as they were written.
    std::vector<std::string> broken() const;

private:
    std::filesystem::path folder_;
    std::string movement_;
    mutable std::mutex mutex_;
    std::map<std::pair<Table, Day>, std::shared_ptr<const Release>> all_;   ///< nothing: cannot be read
};

}  // namespace himthough::reach

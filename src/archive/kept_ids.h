#pragma once
#include <filesystem>
#include <mutex>
#include <span>
#include <string>

#include "archive/seen_ids.h"
#include "base/secret.h"

namespace himthough::archive {

/// Ids that were counted, kept between runs where somebody asks for it, so that archives which overlap count each post once. What is kept of an id is a
/// hash of 64 bits by a key of the server. It is a trace all the same: whoever has that key and the id of a post can find out whether it was counted.
///
/// One file for each file of an archive, called by its digest: blocks of (bucket, how many, so many hashes), in the order that chance gave them.
class KeptIds {
public:
    static constexpr std::uint64_t most = 200'000'000;   ///< in one folder: 1.6 GB

    /// Makes the folder. Throws std::runtime_error.
    explicit KeptIds(std::filesystem::path folder);
    ~KeptIds();
    KeptIds(const KeptIds&) = delete;
    KeptIds& operator=(const KeptIds&) = delete;

    /// Those of one file of an archive, for SeenIds::tell_first; they wait in a file without a name. Several threads may.
    void add(std::size_t bucket, std::span<const std::uint64_t> hashes);
    /// They are on the disk, whole, under this name ... Throws std::runtime_error with a sentence for the operator; nothing is kept then.
    void keep(const std::string& name);
    /// ... or were never there.
    void drop();

    bool holds(const std::string& name) const;
    /// To `seen` they were counted before. Throws std::runtime_error where the file is damaged.
    void remember(const std::string& name, SeenIds& seen) const;

private:
    const std::filesystem::path folder_;
    std::mutex mutex_;
    int waiting_ = -1;
    bool failed_ = false;
};

/// What stands for the id of a post; never 0.
std::uint64_t hash_of_id(const Key& key, std::uint64_t id);

}  // namespace himthough::archive

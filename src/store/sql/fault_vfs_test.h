#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace himthough::sql {

/// A disk that can be made to misbehave: a file layer over the system's that knows, for every file in it, what a sudden loss of
/// power would leave. One at a time in a process. Any thread.
class FaultyDisk {
public:
    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    /// What SqliteSettings::vfs wants.
    static constexpr const char* name = "faulty";

    /// The next fsync of a file whose name ends so fails, once; those after it would succeed.
    void fail_next_sync(std::string_view ending = "");
    /// Every write that makes a file longer fails with ENOSPC until told otherwise, as unix files do it.
    void be_full(bool full);
    /// The next write fails with EIO, once.
    void fail_next_write();
    int syncs() const;

    /// Power goes at the n-th write or fsync from now: that one and all after it fail, and nothing more reaches the disk.
    void lose_power_after(int operations);
    bool powerless() const;
    /// What is on the disk when power is back, written to `folder`: of each file what was synced, and of the writes after its last
    /// fsync none, or some at random (a disk may write in any order, and half of a write).
    void leave_in(const std::filesystem::path& folder, std::mt19937& random, bool some_unsynced) const;

    // For the file layer.
    enum class Verdict { pass, error, no_room };
    void opened(const std::string& path);
    Verdict write(const std::string& path, const void* bytes, int size, std::int64_t offset);
    Verdict truncate(const std::string& path, std::int64_t size);
    Verdict sync(const std::string& path);
    void removed(const std::string& path);

private:
    struct Change {
        std::int64_t offset;   // or the new size, when `bytes` is empty
        std::string bytes;
    };
    struct File {
        std::string synced;
        std::vector<Change> since;
        std::int64_t size = 0;
    };
    static void apply(std::string& content, const Change& change);
    bool power_goes();

    mutable std::mutex mutex_;
    std::map<std::string, File> files_;
    std::optional<std::string> fail_sync_;
    bool fail_write_ = false, full_ = false, powerless_ = false;
    int operations_left_ = -1, syncs_ = 0;
};

}  // namespace himthough::sql

#pragma once
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "store/sql/connection.h"

namespace himthough::sql {

/// A bounded number of read connections, opened when first needed, the last used first. Safe from any thread.
class Readers {
public:
    Readers(std::filesystem::path file, SqliteSettings settings);

    /// Runs `work` on a snapshot. Waits while every connection is taken or readers are held back. Throws Broken.
    void read(const std::function<void(Transaction&)>& work);
    /// Lets no new reader in until the guard goes; those who are in go on.
    class Pause {
    public:
        explicit Pause(Readers& readers);
        ~Pause();
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;

    private:
        Readers& readers_;
    };

private:
    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection);

    const std::filesystem::path file_;
    const SqliteSettings settings_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t taken_ = 0;
    int paused_ = 0;
};

}  // namespace himthough::sql

#include "store/sql/readers.h"

namespace himthough::sql {

Readers::Readers(std::filesystem::path file, SqliteSettings settings) : file_(std::move(file)), settings_(std::move(settings)) {}

std::unique_ptr<Connection> Readers::take() {
    std::unique_lock lock(mutex_);
    freed_.wait(lock, [&] { return paused_ == 0 && taken_ < settings_.readers; });
    ++taken_;
    if (idle_.empty()) return nullptr;
    auto found = std::move(idle_.back());
    idle_.pop_back();
    return found;
}

void Readers::give_back(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock(mutex_);
        --taken_;
        if (connection) idle_.push_back(std::move(connection));
    }
    freed_.notify_one();
}

void Readers::read(const std::function<void(Transaction&)>& work) {
    auto connection = take();
    try {
        if (!connection) connection = std::make_unique<Connection>(file_, Connection::Mode::reader, settings_);
        if (connection->take(Connection::Step::begin) != Trouble::none) throw Broken("database: cannot be read now");
        work(*connection);
        connection->take(Connection::Step::commit);
    } catch (...) {
        if (connection) connection->take(Connection::Step::rollback);
        // After an error of the disk a fresh connection is the better guess.
        if (connection && connection->trouble() > Trouble::statement) connection.reset();
        give_back(std::move(connection));
        throw;
    }
    give_back(std::move(connection));
}

Readers::Pause::Pause(Readers& readers) : readers_(readers) {
    const std::lock_guard lock(readers_.mutex_);
    ++readers_.paused_;
}

Readers::Pause::~Pause() {
    {
        const std::lock_guard lock(readers_.mutex_);
        --readers_.paused_;
    }
    readers_.freed_.notify_all();
}

}  // namespace himthough::sql

#include "store/sql/sqlite.h"

#include <thread>

#include "schema_files.h"
#include "store/sql/connection.h"
#include "store/sql/copy.h"
#include "store/sql/file_lock.h"
#include "store/sql/migrate.h"
#include "store/sql/readers.h"
#include "store/sql/writer.h"

namespace himthough::sql {
namespace {

using namespace std::chrono_literals;

class Sqlite final : public store::Engine {
public:
    Sqlite(const std::filesystem::path& file, const SqliteSettings& settings) : file_(file), settings_(settings), readers_(file, settings) {
        if (!settings.read_only) {
            if (settings.takes_lock) lock_.emplace(FileLock::beside(file));
            writer_.emplace(file, settings);
        } else {
            Connection looks(file, Connection::Mode::reader, settings);
            must_be_current(looks, settings.migrations, file);
        }
    }

    bool write(const std::function<bool(Transaction&)>& work) override { return writer_ && writer_->write(work); }
    void read(const std::function<void(Transaction&)>& work) override { readers_.read(work); }
    bool healthy() const override { return writer_ && writer_->healthy(); }

    void backup_to(const std::filesystem::path& target) override {
        Connection source(file_, Connection::Mode::reader, settings_);
        copy_database(source, target);
    }

    // The log can be emptied only when nobody reads from it. Readers are quick as a rule; when one never leaves a gap for it, new
    // ones wait at the door until those inside are done.
    void sweep() override {
        if (!writer_) throw Broken("database: opened for reading only");
        const auto begin = std::chrono::steady_clock::now();
        std::optional<Readers::Pause> pause;
        while (!writer_->empty_log()) {
            if (writer_->failed()) throw Broken("database: cannot be written until the server is started again");
            const auto waited = std::chrono::steady_clock::now() - begin;
            if (waited > settings_.sweep_patience) throw Broken("database: somebody reads an old snapshot, the log cannot be emptied yet");
            if (waited > settings_.sweep_patience / 4 && !pause) pause.emplace(readers_);
            std::this_thread::sleep_for(5ms);
        }
    }

private:
    const std::filesystem::path file_;
    const SqliteSettings settings_;
    std::optional<FileLock> lock_;
    std::optional<Writer> writer_;
    Readers readers_;   // goes first: the last connection to go must be the one that may tidy up
};

}  // namespace

std::span<const Migration> schema() { return schema_files; }

std::unique_ptr<store::Engine> open_sqlite(const std::filesystem::path& file, const SqliteSettings& settings) {
    try {
        return std::make_unique<Sqlite>(file, settings);
    } catch (const Broken& fault) {
        throw std::runtime_error(file.string() + " cannot be opened. " + fault.what());
    }
}

}  // namespace himthough::sql

#pragma once
#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/outcome.h"
#include "store/sql/sql.h"

namespace himthough::store {

using sql::Transaction;

/// A database engine under the store. SQLite today; the seam is here so that PostgreSQL fits under it without touching an act.
class Engine {
public:
    virtual ~Engine() = default;
    /// Runs `work` in one transaction and makes it durable before it returns. `work` says true to commit, false to take back all
    /// it did. It may run more than once, and only its last run counts. Returns false when the database cannot be written now (full,
    /// gone, fsync failed): nothing was kept, and `work` may have run. An exception from `work` takes back and comes out here.
    virtual bool write(const std::function<bool(Transaction&)>& work) = 0;
    /// Runs `work` on a snapshot that does not change under it; many at once. Throws sql::Broken.
    virtual void read(const std::function<void(Transaction&)>& work) = 0;
    /// After a deletion: makes deleted bytes leave the write-ahead log and temporary files. Throws sql::Broken.
    virtual void sweep() = 0;
    /// Copies a consistent database to a new file while writing goes on. Throws sql::Broken.
    virtual void backup_to(const std::filesystem::path& file) = 0;
    /// Can it be written now? For the health page.
    virtual bool healthy() const = 0;
};

/// Everything kept. All of the house reads and writes through these two calls; each blocks its thread, so only workers call them.
class Store {
public:
    explicit Store(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

    /// `work`: Transaction& → Outcome<T>. A refusal takes everything back. What it gives is durable when this returns. When the
    /// database cannot be written now: Why::unavailable, nothing kept. It may run more than once: outside the transaction it changes
    /// only what its next run sets anew.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        using Result = std::invoke_result_t<Work, Transaction&>;
        std::optional<Result> result;
        const bool kept = engine_->write([&](Transaction& tx) {
            result.reset();
            result.emplace(work(tx));
            return result->has_value();
        });
        if (!kept && (!result || result->has_value())) return refuse(Why::unavailable);
        return std::move(*result);
    }

    /// `work`: Transaction& → T, on a snapshot.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, Transaction&> {
        using Result = std::invoke_result_t<Work, Transaction&>;
        std::optional<Result> result;
        engine_->read([&](Transaction& tx) { result.emplace(work(tx)); });
        return std::move(*result);
    }

    Engine& engine() { return *engine_; }

private:
    std::unique_ptr<Engine> engine_;
};

}  // namespace himthough::store

#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "store/sql/sqlite.h"

namespace himthough::sql {

/// A folder of one test; gone after it.
class Scratch {
public:
    Scratch() {
        std::string path = (std::filesystem::temp_directory_path() / "himthough-XXXXXX").string();
        if (!::mkdtemp(path.data())) throw std::runtime_error("no scratch folder");
        path_ = path;
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

    std::string bytes(std::string_view name) const {
        std::ifstream in(path_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    std::filesystem::path path_;
};

inline constexpr Migration notes_schema[] = {
    {1, "notes", "CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, tag INTEGER NOT NULL UNIQUE, words TEXT)"}};

inline SqliteSettings notes_settings() {
    SqliteSettings settings;
    settings.migrations = notes_schema;
    return settings;
}

inline constexpr Text add_note = "INSERT INTO note (tag, words) VALUES ($tag, $words)";
inline constexpr Text count_notes = "SELECT count(*) FROM note";
inline constexpr Text count_tag = "SELECT count(*) FROM note WHERE tag = $tag";

/// True when it was kept.
inline bool keep_note(store::Engine& engine, std::int64_t tag, std::string_view words = "some words") {
    return engine.write([&](Transaction& tx) { return tx.run(add_note, {{"tag", tag}, {"words", words}}) == 1; });
}

inline std::int64_t notes(store::Engine& engine) {
    std::int64_t count = 0;
    engine.read([&](Transaction& tx) { count = tx.number(count_notes); });
    return count;
}

}  // namespace himthough::sql

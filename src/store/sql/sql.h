#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace himthough::sql {

/// SQL as a literal in the source: there is no way to make one from a string that was put together at run time.
class Text {
public:
    template <std::size_t size>
    consteval Text(const char (&literal)[size]) : text_(literal, size - 1) {}
    constexpr std::string_view str() const { return text_; }

private:
    std::string_view text_;
};

struct Blob {
    std::string_view bytes;
};

using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view, Blob>;

/// A value for the parameter $name. Whole numbers, enums, text, Blob, optionals of them and nullptr bind as they are.
struct Bind {
    std::string_view name;
    Value value;

    Bind(std::string_view n, std::nullptr_t) : name(n), value(nullptr) {}
    Bind(std::string_view n, std::string_view text) : name(n), value(text) {}
    Bind(std::string_view n, const char* text) : name(n), value(std::string_view(text)) {}
    Bind(std::string_view n, const std::string& text) : name(n), value(std::string_view(text)) {}
    Bind(std::string_view n, Blob blob) : name(n), value(blob) {}
    template <class Number>
        requires(std::is_integral_v<Number> || std::is_enum_v<Number>)
    Bind(std::string_view n, Number number) : name(n), value(static_cast<std::int64_t>(number)) {}
    template <class T>
    Bind(std::string_view n, const std::optional<T>& maybe) : Bind(maybe ? Bind(n, *maybe) : Bind(n, nullptr)) {}
};
using Binds = std::initializer_list<Bind>;

/// One row of an answer; columns count from 0. What text() and bytes() give is valid until the next row.
class Row {
public:
    virtual bool null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::string_view bytes(int column) const = 0;
    template <class Enum>
    Enum as(int column) const { return static_cast<Enum>(integer(column)); }

protected:
    ~Row() = default;
};

/// The database cannot do what was asked (gone, full, damaged, locked for too long). Not an answer but breakage: caught at the door.
struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// One conversation with the database, inside one transaction. Used by one thread at a time. Every call may throw Broken.
class Transaction {
public:
    virtual ~Transaction() = default;

    /// Runs a statement; how many rows it changed.
    std::int64_t run(const Text& text, Binds binds = {}) { return execute(text, binds, nullptr); }
    /// Runs an INSERT of one row into a table whose key is a number; the number it got, 0 when it was not added (ON CONFLICT). RETURNING
    /// would say so too, but SQLite makes a table in memory for it every time, which took nearly as long as the insert itself.
    std::int64_t insert(const Text& text, Binds binds) { return run(text, binds) == 0 ? 0 : last_row(); }
    /// Calls `use` for each row.
    void each(const Text& text, Binds binds, const std::function<void(const Row&)>& use) { execute(text, binds, &use); }
    /// The first row through `make`, or nothing.
    template <class Make>
    auto one(const Text& text, Binds binds, Make make) -> std::optional<std::invoke_result_t<Make, const Row&>> {
        std::optional<std::invoke_result_t<Make, const Row&>> found;
        each(text, binds, [&](const Row& row) { if (!found) found.emplace(make(row)); });
        return found;
    }
    /// All rows through `make`.
    template <class Make>
    auto all(const Text& text, Binds binds, Make make) -> std::vector<std::invoke_result_t<Make, const Row&>> {
        std::vector<std::invoke_result_t<Make, const Row&>> found;
        each(text, binds, [&](const Row& row) { found.push_back(make(row)); });
        return found;
    }
    /// The first column of the first row as a number; 0 when there is no row.
    std::int64_t number(const Text& text, Binds binds = {}) {
        return one(text, binds, [](const Row& row) { return row.integer(0); }).value_or(0);
    }

private:
    virtual std::int64_t execute(const Text& text, Binds binds, const std::function<void(const Row&)>* use) = 0;
    virtual std::int64_t last_row() = 0;
};

}  // namespace himthough::sql

#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace himthough::archive {

/// How records follow each other: on lines, as JSON values that may go over lines, or as rows of a CSV, where quoted text may.
enum class Shape { lines, values, rows };

/// Whole records, each with its '\n', and room behind them for what reads ahead. Made once and filled again and again.
struct Block {
    std::vector<char> room;
    std::size_t size = 0;              ///< of the records; bytes
    std::uint64_t number = 0;          ///< in the file, from 0

    std::string_view text() const { return {room.data(), size}; }
};

/// Follows JSON from byte to byte and knows where a value ends.
class Brackets {
public:
    /// `outer`: how many brackets stand around the values.
    explicit Brackets(int outer) : outer_(outer), depth_(outer) {}
    /// True where this byte is the last of a value.
    bool ends_with(char c);
    bool between() const { return depth_ == outer_ && !quoted_; }   ///< no value has begun
    bool over() const { return depth_ < outer_; }                   ///< what stands around the values has ended
    bool complete() const { return over() || (outer_ == 0 && between()); }

private:
    const int outer_;
    int depth_;
    bool quoted_ = false, escaped_ = false;
};

/// Cuts what `fill` reads into blocks of whole records. Of a record that is longer than `longest` it hands on a byte more than that, and what follows. A
/// record of values stands on one line afterwards. For one thread.
class Cutter {
public:
    using Fill = std::function<std::size_t(std::span<char>)>;   ///< how many bytes it put there; 0: the end

    /// `depth`: how many brackets stand around the values.
    Cutter(Shape shape, std::size_t longest, int depth, Fill fill) : shape_(shape), longest_(longest), fill_(std::move(fill)), brackets_(depth) {}

    /// False: there are no more.
    bool next(Block& block);
    bool cut_off() const { return cut_off_; }   ///< the last value or the last row has no end

private:
    void take_lines(Block& block);
    void take_records(Block& block);
    std::size_t add_values(std::string_view bytes, Block& block, std::size_t whole);
    std::size_t add_rows(std::string_view bytes, Block& block, std::size_t whole);
    void add(std::string_view bytes, Block& block, std::size_t whole);
    std::size_t finish_record(Block& block, std::size_t whole);

    const Shape shape_;
    const std::size_t longest_;
    const Fill fill_;
    Brackets brackets_;
    std::vector<char> part_;           // as it was read, of values and rows
    std::string rest_;                 // the beginning of the next record
    std::uint64_t blocks_ = 0;
    bool quoted_ = false, too_long_ = false, ended_ = false, cut_off_ = false;
};

}  // namespace himthough::archive
